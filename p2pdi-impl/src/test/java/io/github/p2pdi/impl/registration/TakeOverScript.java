package io.github.p2pdi.impl.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.registry.LeaseTerms;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.PeerRegistryProvider.Context;
import io.github.p2pdi.registry.RegistryListener;
import io.github.p2pdi.registry.TakeOver;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.transport.Remote;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.Response;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One of {@code take-overs.txt}, which says how they are written, run against a service of its own. */
final class TakeOverScript {
    private static final Pattern REQUEST =
            Pattern.compile("(\\S+) (\\w+)((?: \\w+=\\S+)*) -> (\\d{3})(?: ([A-Z]) x(\\d+))?");
    private static final Pattern RECORD = Pattern.compile("\"cookie\": (\\d+),.*\"registration_count\": (\\d+),");

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final Map<String, String> cookies = new HashMap<>();
    private final PeerRegistry registry;
    private final RegistrationService service;

    private TakeOverScript(TakeOver policy) {
        registry = Registries.open(new Context(
                clock, new Random(5)::nextLong, LeaseTerms.DEFAULT, 100, 100, policy, RegistryListener.NONE));
        service = Registries.service(registry, clock);
    }

    /** Runs the steps; fails at the first that is answered otherwise than it says. */
    static void run(String steps) throws UnknownHostException {
        boolean cookieOnly = steps.startsWith("COOKIE_ONLY;");
        TakeOverScript script = new TakeOverScript(cookieOnly ? TakeOver.COOKIE_ONLY : TakeOver.COOKIE_OR_ADDRESS);
        for (String step :
                steps.substring(cookieOnly ? steps.indexOf(';') + 1 : 0).split(";", -1)) {
            try {
                script.step(step.strip());
            } catch (AssertionError e) {
                throw new AssertionError(step.strip() + ": " + e.getMessage(), e);
            }
        }
    }

    private void step(String step) throws UnknownHostException {
        if (step.startsWith("wait ")) {
            clock.advance(Duration.parse(step.substring("wait ".length())));
            return;
        }
        Matcher parts = REQUEST.matcher(step);
        assertTrue(parts.matches(), "not a step");
        Object before = registry.listed();
        Response answer =
                RecordedExchange.ask(service, request(parts.group(2), parts.group(3)), source(parts.group(1)));
        assertEquals(parts.group(4), Integer.toString(answer.head().status().code()));
        if (!parts.group(4).equals("200")) {
            checkRefusal(answer);
            assertEquals(before, registry.listed(), "what is listed");
        } else if (parts.group(2).equals("register") || parts.group(2).equals("keepalive")) {
            checkRecord(RecordedExchange.text(answer), parts.group(5), parts.group(6));
        } else if (parts.group(2).equals("pquery")) {
            checkHidden(RecordedExchange.text(answer));
        }
    }

    private static void checkRefusal(Response answer) {
        assertEquals("", RecordedExchange.text(answer));
        Headers headers = answer.head().headers();
        boolean held = answer.head().status().code() == 409;
        assertEquals(held, headers.first("Retry-After").isPresent(), "whether it says when to come again");
    }

    private void checkRecord(String record, String letter, String count) {
        Matcher shown = RECORD.matcher(record);
        assertTrue(shown.find(), record);
        String known = cookies.get(letter);
        if (known == null) {
            assertFalse(cookies.containsValue(shown.group(1)), "a cookie that was seen before, for " + letter);
            cookies.put(letter, shown.group(1));
        } else {
            assertEquals(known, shown.group(1), "cookie " + letter);
        }
        assertEquals(count, shown.group(2), "registrations");
    }

    private void checkHidden(String list) {
        cookies.values().forEach(cookie -> assertFalse(list.contains(cookie), list));
    }

    private Request request(String method, String settings) {
        String host = "alice.example";
        Headers headers = Headers.NONE;
        for (String setting :
                settings.isEmpty() ? new String[0] : settings.strip().split(" ")) {
            String name = setting.substring(0, setting.indexOf('='));
            String value = setting.substring(setting.indexOf('=') + 1);
            switch (name) {
                case "host" -> host = value;
                case "cookie" -> headers = headers.with("Peer-Cookie", cookies.getOrDefault(value, value));
                case "lease", "scheme" -> headers = headers.with(header(name), value);
                default -> throw new AssertionError("no such setting: " + setting);
            }
        }
        return new Request(method, host, headers.with("Port", "4001"));
    }

    private static String header(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    /** As a transport tells it. The addresses are literal, so nothing is looked up. */
    private static String source(String from) throws UnknownHostException {
        String address = switch (from) {
            case "home" -> Registries.HOME;
            case "elsewhere" -> Registries.ELSEWHERE;
            default -> from;
        };
        return Remote.of("tcp", new InetSocketAddress(InetAddress.getByName(address), 50_000))
                .source();
    }
}
