package io.github.p2pdi.impl.registration;

import static io.github.p2pdi.impl.registration.Requests.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.p2pdi.model.Status;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.Response;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a registration server makes of requests that say something it cannot take: 400, an explanation where it is read, and nothing else. */
class MalformedRequestTest {
    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final PeerRegistry registry = Registries.open(clock);
    private final RegistrationService service = Registries.service(registry, clock);

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource({"hosts", "ports", "leases", "schemes", "cookies"})
    void malformedRequestIsRefusedAndChangesNothing(String what, Request request, String explanation) {
        Response plain = RecordedExchange.ask(service, request, Registries.HOME);
        assertEquals(Response.of(Status.BAD_REQUEST), plain, what);
        Request accepting = request.with(Headers.of("Accept", "application/json"));
        Response explained = RecordedExchange.ask(service, accepting, Registries.HOME);
        assertEquals(Status.BAD_REQUEST, explained.head().status());
        assertTrue(RecordedExchange.text(explained).contains(explanation), () -> RecordedExchange.text(explained));
        assertEquals(List.of(), registry.listed().peers());
    }

    static Stream<Arguments> hosts() {
        return Stream.of(
                        "",
                        ".",
                        "..",
                        ".a",
                        "a..b",
                        "a..",
                        "*",
                        "a b",
                        "a/b",
                        "a\\b",
                        "a@b",
                        "a,b",
                        "a%20b",
                        "%",
                        "\u202ea",
                        "a\u0000",
                        "a\u00a0b",
                        "<a>",
                        "\"a\"",
                        "a".repeat(64),
                        "abcdefgh.".repeat(30) + "x",
                        "fe80::1%eth0",
                        "::1%25",
                        "1::2::3",
                        "[::1",
                        "::1]",
                        "g::1",
                        "a:80",
                        "127.0.0.1:4001",
                        "http://a",
                        "1:2:3:4:5:6:7:8:9")
                .map(host -> arguments("host", request("register", host, "Port", "1"), ""));
    }

    static Stream<Arguments> ports() {
        Stream<Arguments> malformed = Stream.of(
                        "",
                        "0",
                        "00",
                        "65536",
                        "99999999999999999999",
                        "-1",
                        "+1",
                        " 1",
                        "1 ",
                        "1.0",
                        "1e3",
                        "0x10",
                        "\u0661",
                        "a",
                        "4001,4002")
                .map(port -> arguments("port", request("register", "a", "Port", port), "65535"));
        return Stream.concat(malformed, Stream.of(arguments("no port", request("register", "a"), "Port")));
    }

    static Stream<Arguments> leases() {
        return Stream.of("", "-", "--5", "+5", "5.5", "1e3", "300s", "0x1f", " 300", "\u0663", "none")
                .map(lease -> arguments("lease", request("register", "a", "Port", "1", "Lease", lease), "Lease"));
    }

    static Stream<Arguments> schemes() {
        return Stream.of("", "unix", "UNIX", "1tls", "t ls", "tls:", "tls/", "-tls", "t\u00e4", "a".repeat(33))
                .map(scheme -> arguments("scheme", request("register", "a", "Port", "1", "Scheme", scheme), ""));
    }

    static Stream<Arguments> cookies() {
        List<String> malformed = List.of(
                "",
                "-",
                "--1",
                "+1",
                " 1",
                "1 ",
                "1.0",
                "1e3",
                "0x1",
                "abc",
                "12345678901234567890",
                "-12345678901234567890",
                "00000000000000000001",
                "\u0661",
                "1,2");
        Stream<Arguments> none = Stream.of("leave", "pquery", "keepalive")
                .map(method -> arguments(method + " without", request(method, "a"), "Peer-Cookie"));
        Stream<Arguments> bad = Stream.of("register", "leave", "pquery", "keepalive")
                .flatMap(method -> malformed.stream()
                        .map(cookie -> arguments(
                                method, request(method, "a", "Port", "1", "Peer-Cookie", cookie), "Peer-Cookie")));
        return Stream.concat(none, bad);
    }
}
