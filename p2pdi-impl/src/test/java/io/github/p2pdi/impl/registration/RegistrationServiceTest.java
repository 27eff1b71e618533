package io.github.p2pdi.impl.registration;

import static io.github.p2pdi.impl.registration.Registries.ELSEWHERE;
import static io.github.p2pdi.impl.registration.Registries.HOME;
import static io.github.p2pdi.impl.registration.Requests.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.impl.json.PeerEntry;
import io.github.p2pdi.impl.json.PeerJson;
import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Registration;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.node.GuessLimit;
import io.github.p2pdi.node.RegistrationServerListener;
import io.github.p2pdi.registry.Claim;
import io.github.p2pdi.registry.Leave;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.Verdict;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationServiceTest {
    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T00:26:06Z"));
    private final PeerRegistry registry = Registries.open(clock, new Random(4)::nextLong, 4);
    private final RegistrationService service = Registries.service(registry, clock);

    @Test
    void plainRegisterIsAnsweredWithTheRecordAndNothingElse() {
        Response answer = ask(request("register", "Peer-A.", "Port", "4001"));
        assertEquals(Status.OK, answer.head().status());
        assertEquals(Headers.NONE, answer.head().headers());
        PeerEntry record = record(answer);
        assertEquals(PeerAddress.of("peer-a", 4001), record.peer().address());
        assertEquals(Duration.ofSeconds(7200), record.peer().ttl());
        assertTrue(record.peer().active());
        assertEquals(1, record.peer().registrationCount());
    }

    @Test
    void plainRegisterAgainFromTheSameSourceIsGivenTheOldCookie() {
        assertEquals(register("peer-a", "4001"), register("peer-a", "4001"));
        assertNotEquals(register("peer-a", "4001"), register("peer-a", "4001", "Lease", "300"));
    }

    @Test
    void whatCannotBeKeptIs507WithRetryAfterAndAllElseGoesOn() {
        String cookie = register("peer-a", "4001");
        RegistrationService full = Registries.service(
                new WrappedRegistry(registry) {
                    @Override
                    public void register(Claim claim, Consumer<Verdict> then) {
                        then.accept(new Verdict.NotKept());
                    }

                    @Override
                    public void leave(Cookie leaving, Consumer<Leave> then) {
                        then.accept(Leave.NOT_KEPT);
                    }
                },
                clock);
        for (Request refused : List.of(
                request("register", "peer-b", "Port", "4002"), request("leave", "peer-a", "Peer-Cookie", cookie))) {
            Response answer = RecordedExchange.ask(full, refused, "192.0.2.1");
            assertEquals(Status.INSUFFICIENT_STORAGE, answer.head().status());
            assertEquals(Optional.of("1"), answer.head().headers().first("Retry-After"));
        }
        for (String method : List.of("keepalive", "pquery")) {
            Request allowed = request(method, "peer-a", "Peer-Cookie", cookie);
            assertEquals(
                    Status.OK,
                    RecordedExchange.ask(full, allowed, "192.0.2.1").head().status());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"register", "keepalive", "pquery", "leave"})
    void whatFailsOnAnotherThreadIsAnsweredToo(String method) {
        PeerRegistry failing = new WrappedRegistry(registry) {
            @Override
            public Verdict register(Claim claim) {
                throw new IllegalStateException("the disk is full");
            }

            @Override
            public Optional<Registration> renew(Cookie cookie) {
                throw new IllegalStateException("the disk is full");
            }

            @Override
            public boolean leave(Cookie cookie) {
                throw new IllegalStateException("the disk is full");
            }
        };
        Executor elsewhere = task -> {
            try {
                task.run();
            } catch (IllegalStateException nobodySeesIt) {
                // As on a thread of a pool: the transport is not told.
            }
        };
        RegistrationService blocking = new RegistrationService(
                failing,
                AddressCheck.BELIEVING,
                new ServerEvents(RegistrationServerListener.NONE, Runnable::run),
                new RegistrationService.Terms(clock, new Random(6), GuessLimit.DEFAULT, elsewhere, Runnable::run));
        Request asked = request(method, "peer-a", "Port", "4001", "Peer-Cookie", "7");
        assertEquals(
                Status.INTERNAL_ERROR,
                RecordedExchange.ask(blocking, asked, HOME).head().status());
    }

    @Test
    void ipv6HostsAreRegisteredInTheirShortestForm() {
        register("2001:DB8:0:0:0:0:0:1", "4001");
        register("[::1]", "4002");
        assertEquals(
                Set.of(PeerAddress.of("2001:db8::1", 4001), PeerAddress.of("::1", 4002)),
                Registries.activeAddresses(registry));
    }

    @Test
    void holderIsProtectedAndTheOtherIsToldWhenToComeAgain() {
        register("peer-a", "4001");
        clock.advance(Duration.ofSeconds(7100).plusMillis(1));
        Response answer = RecordedExchange.ask(service, request("register", "peer-a", "Port", "4001"), ELSEWHERE);
        assertEquals(Status.CONFLICT, answer.head().status());
        assertEquals(Headers.of("Retry-After", "100"), answer.head().headers());
        assertEquals("", RecordedExchange.text(answer));
    }

    @Test
    void cookieProvesAReturningPeerFromAnywhere() {
        String cookie = register("peer-a", "4001");
        Request returning = request("register", "peer-a", "Port", "4001", "Peer-Cookie", cookie);
        assertEquals(cookie, cookie(RecordedExchange.ask(service, returning, ELSEWHERE)));
    }

    @Test
    void unknownCookieOnRegisterCountsAsNone() {
        assertEquals(
                Status.OK,
                ask(request("register", "a", "Port", "1", "Peer-Cookie", "99"))
                        .head()
                        .status());
        assertEquals(
                Status.OK,
                ask(request("register", "a", "Port", "1", "Peer-Cookie", "9999999999999999999"))
                        .head()
                        .status());
    }

    @ParameterizedTest
    @CsvSource({
        "300, 300, 100",
        "50, 50, 17",
        "31, 31, 10",
        "1, 30, 10",
        "-7, 30, 10",
        "-0, 30, 10",
        "000060, 60, 20",
        "7201, 7200, 2400",
        "99999999999999999999999999, 7200, 2400",
        "-99999999999999999999999999, 30, 10",
    })
    void leaseIsClampedAndRenewedAtAThird(String wanted, long granted, String renewAfter) {
        Response answer = ask(request("register", "peer-a", "Port", "4001", "Lease", wanted));
        assertEquals(granted, record(answer).peer().ttl().toSeconds());
        assertEquals(Headers.of("Renew-After", renewAfter), answer.head().headers());
        Response renewed = ask(request("keepalive", "peer-a", "Peer-Cookie", cookie(answer)));
        assertEquals(granted, record(renewed).peer().ttl().toSeconds());
        assertEquals(Headers.of("Renew-After", renewAfter), renewed.head().headers());
        Response listed = ask(request("pquery", "peer-a", "Peer-Cookie", cookie(answer)));
        assertEquals(Headers.of("Renew-After", renewAfter), listed.head().headers());
    }

    @Test
    void keepaliveRenewsAndShowsTheRecord() {
        String cookie = register("peer-a", "4001");
        clock.advance(Duration.ofSeconds(7199));
        Response answer = ask(request("keepalive", "whatever it says %", "Peer-Cookie", cookie));
        assertEquals(Headers.NONE, answer.head().headers());
        assertEquals(cookie, cookie(answer));
        assertEquals(7200, record(answer).peer().ttl().toSeconds());
    }

    @Test
    void leaveIsAnsweredWithoutABody() {
        String cookie = register("peer-a", "4001");
        Response answer = ask(request("leave", "peer-a", "Peer-Cookie", cookie));
        assertEquals(Response.of(Status.OK), answer);
        assertEquals(Set.of(), Registries.activeAddresses(registry));
    }

    @Test
    void plainListHasTheOthersAndNobodysCookie() {
        String cookie = register("peer-a", "4001");
        String others = register("peer-b", "4002");
        Response answer = ask(request("pquery", "peer-a", "Peer-Cookie", cookie));
        assertEquals(Headers.NONE, answer.head().headers());
        assertTrue(RecordedExchange.text(answer).startsWith("[\"{"), "an array of strings");
        assertFalse(RecordedExchange.text(answer).contains(others));
        assertEquals(Set.of(PeerAddress.of("peer-b", 4002)), listed(answer));
    }

    @Test
    void listForTheOnlyPeerIsEmpty() {
        String cookie = register("peer-a", "4001");
        assertEquals("[]", RecordedExchange.text(ask(request("pquery", "peer-a", "Peer-Cookie", cookie))));
    }

    @Test
    void pqueryRenews() {
        String cookie = register("peer-a", "4001");
        clock.advance(Duration.ofSeconds(9000));
        ask(request("pquery", "peer-a", "Peer-Cookie", cookie));
        assertEquals(Set.of(PeerAddress.of("peer-a", 4001)), Registries.activeAddresses(registry));
    }

    @Test
    void listForAcceptHasEverySchemeAndNobodysCookie() {
        String cookie = register("peer-a", "4001");
        String others = register("peer-b", "4002", "Scheme", "TLS");
        Response answer = ask(accepting(request("pquery", "peer-a", "Peer-Cookie", cookie)));
        assertEquals(Optional.of("application/json"), answer.head().headers().first("Content-Type"));
        assertTrue(answer.head().headers().first("ETag").orElseThrow().matches("\"p-[0-9a-f]+-[0-9a-f]+\""));
        assertTrue(RecordedExchange.text(answer).startsWith("[{"), "an array of objects");
        assertFalse(RecordedExchange.text(answer).contains(others));
        assertEquals(Set.of(new PeerAddress("tls", "peer-b", 4002)), listed(answer));
    }

    @Test
    void plainAskersAreShownTcpPeersOnly() {
        String cookie = register("peer-a", "4001");
        register("peer-b", "4002", "Scheme", "tls");
        register("peer-c", "4003", "Scheme", "tcp");
        Response answer = ask(request("pquery", "peer-a", "Peer-Cookie", cookie));
        assertEquals(Set.of(PeerAddress.of("peer-c", 4003)), listed(answer));
    }

    @Test
    void callerIsCutOutWhateverItsScheme() {
        String cookie = register("peer-b", "4002", "Scheme", "tls");
        Response answer = ask(accepting(request("pquery", "peer-b", "Peer-Cookie", cookie)));
        assertEquals("[]", RecordedExchange.text(answer));
    }

    @Test
    void tagIsThatOfTheSetOfPeers() {
        String cookie = register("peer-a", "4001");
        String alone = etag(cookie);
        String others = register("peer-b", "4002");
        String two = etag(cookie);
        assertNotEquals(alone, two);
        clock.advance(Duration.ofSeconds(100));
        ask(request("keepalive", "b", "Peer-Cookie", others));
        register("peer-b", "4002");
        assertEquals(two, etag(cookie), "renewals and registrations change nothing that is listed");
        register("peer-b", "4002", "Scheme", "tls");
        assertNotEquals(two, etag(cookie));
        clock.advance(Duration.ofSeconds(7200));
        assertNotEquals(two, etag(cookie), "a lease that ends counts");
        assertNotEquals(alone, etag(cookie), "nor is it what it was before others came and went");
    }

    @ParameterizedTest
    @ValueSource(strings = {"leave", "pquery", "keepalive"})
    void unknownDeadForgottenAndImpossibleCookiesGetTheSameAnswer(String method) {
        String dead = register("peer-a", "4001");
        register("peer-a", "4001", "Lease", "300");
        String forgotten = register("peer-b", "4002");
        clock.advance(Duration.ofDays(31));
        for (UnaryOperator<Request> asker :
                List.<UnaryOperator<Request>>of(UnaryOperator.identity(), RegistrationServiceTest::accepting)) {
            Response unknown = ask(asker.apply(request(method, "peer-a", "Peer-Cookie", "4711")));
            assertEquals(Status.FORBIDDEN, unknown.head().status());
            for (String cookie : List.of(dead, forgotten, "0", "-1", "-9223372036854775808", "9999999999999999999")) {
                Response answer = ask(asker.apply(request(method, "peer-a", "Peer-Cookie", cookie)));
                assertEquals(unknown.head(), answer.head());
                assertEquals(RecordedExchange.text(unknown), RecordedExchange.text(answer));
            }
        }
    }

    @Test
    void fullRegistryIsNoRoom() {
        for (int i = 1; i <= 4; i++) {
            register("peer-" + i, "4000");
        }
        assertEquals(
                Status.INSUFFICIENT_STORAGE,
                ask(request("register", "peer-5", "Port", "4000")).head().status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rfcquery", "getrfc", "rfcmanifest", "get", "x"})
    void otherMethodsAreNotAnswered(String method) {
        assertEquals(Response.of(Status.METHOD_NOT_ALLOWED), ask(request(method, "a", "RFC-Number", "1")));
        Response explained = ask(accepting(request(method, "a")));
        assertEquals(
                Optional.of("application/problem+json"),
                explained.head().headers().first("Content-Type"));
    }

    @Test
    void acceptOfAnythingElseIsPlain() {
        String cookie = register("peer-a", "4001");
        Response answer = ask(request("pquery", "a", "Peer-Cookie", cookie, "Accept", "application/json;q=1"));
        assertEquals(Headers.NONE, answer.head().headers());
    }

    @Test
    void faultOfTheRegistryIsAnswered() {
        registry.close();
        assertEquals(
                Status.INTERNAL_ERROR,
                ask(request("keepalive", "a", "Peer-Cookie", "1")).head().status());
    }

    private Response ask(Request request) {
        return RecordedExchange.ask(service, request, HOME);
    }

    /** Registers and returns the cookie. */
    private String register(String host, String port, String... headers) {
        Request request = request("register", host, headers).with(Headers.of("Port", port));
        return cookie(ask(request));
    }

    private String etag(String cookie) {
        Request request = accepting(request("pquery", "a", "Peer-Cookie", cookie));
        return ask(request).head().headers().first("ETag").orElseThrow();
    }

    private static Request accepting(Request request) {
        return request.with(Headers.of("Accept", "application/json"));
    }

    private static String cookie(Response answer) {
        return Long.toString(record(answer).cookie().orElseThrow().value());
    }

    private static PeerEntry record(Response answer) {
        try {
            return PeerJson.readRegistration(body(answer));
        } catch (IOException e) {
            throw new AssertionError(answer.head() + "\n" + RecordedExchange.text(answer), e);
        }
    }

    private static Set<PeerAddress> listed(Response answer) {
        try {
            List<PeerEntry> entries = PeerJson.readList(body(answer), 100);
            entries.forEach(
                    entry -> assertEquals(0, entry.cookie().orElseThrow().value()));
            return entries.stream().map(entry -> entry.peer().address()).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new AssertionError(RecordedExchange.text(answer), e);
        }
    }

    private static InputStream body(Response answer) {
        return new ByteArrayInputStream(RecordedExchange.text(answer).getBytes(StandardCharsets.UTF_8));
    }
}
