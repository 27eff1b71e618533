package io.github.p2pdi.impl.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.impl.registration.AddressCheck.Permission;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.registry.Claim;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Only who comes from an address may register it. */
class SourceCheckTest {
    private final Queue<Runnable> lookups = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private final SourceCheck check = new SourceCheck(this::resolve, lookups::add);
    private final List<Permission> given = new ArrayList<>();

    private InetAddress[] resolve(String host) throws UnknownHostException {
        asked.add(host);
        return switch (host) {
            case "home.example" ->
                new InetAddress[] {InetAddress.getByName("198.51.100.1"), InetAddress.getByName("192.0.2.1")};
            case "nowhere.example", "nowhere.1", "1.2.3.999" -> throw new UnknownHostException(host);
            default -> InetAddress.getAllByName(host);
        };
    }

    private static Claim claim(String host, String source) {
        return new Claim(PeerAddress.of(host, 4001), source, Optional.empty(), Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1, ALLOWED",
        "192.0.2.1, 192.0.2.2, REFUSED",
        "127.0.0.1, loopback, ALLOWED",
        "127.8.8.8, loopback, ALLOWED",
        "::1, loopback, ALLOWED",
        "127.0.0.1, 192.0.2.1, REFUSED",
        "192.0.2.1, loopback, REFUSED",
        "2001:db8::1, 20010db800000000/64, ALLOWED",
        "2001:db8:0:1::1, 20010db800000000/64, REFUSED",
        "::ffff:192.0.2.1, 192.0.2.1, ALLOWED",
        "wire, wire, ALLOWED"
    })
    void addressesAreComparedAtOnce(String host, String source, Permission expected) {
        check.check(claim(host, source), given::add);
        assertEquals(List.of(expected), given);
        assertEquals(0, lookups.size());
    }

    @ParameterizedTest
    @CsvSource({
        "home.example, 192.0.2.1, ALLOWED",
        "home.example, 192.0.2.9, REFUSED",
        "nowhere.example, 192.0.2.1, REFUSED",
        // These look like addresses and are none: a resolver is asked, and that takes its time.
        "nowhere.1, 192.0.2.1, REFUSED",
        "1.2.3.999, 192.0.2.1, REFUSED"
    })
    void namesAreLookedUpLater(String host, String source, Permission expected) {
        check.check(claim(host, source), given::add);
        assertEquals(List.of(), given);
        assertEquals(List.of(), asked, "nobody is asked on the caller's thread");
        lookups.remove().run();
        assertEquals(List.of(expected), given);
    }

    @Test
    void tooManyLookupsAtOnceAreBusyUntilOneHasEnded() {
        for (int i = 0; i < 65; i++) {
            check.check(claim("home.example", "192.0.2." + (i / 16 + 1)), given::add);
        }
        assertEquals(List.of(Permission.BUSY), given);
        lookups.remove().run();
        check.check(claim("home.example", "192.0.2.1"), given::add);
        assertEquals(List.of(Permission.BUSY, Permission.ALLOWED), given);
        assertEquals(64, lookups.size());
    }

    /** Nobody keeps others waiting, however many names he registers whose resolver is silent. */
    @Test
    void oneSourceHasAQuarterOfTheLookups() {
        for (int i = 0; i < 64; i++) {
            check.check(claim("silent" + i + ".example", "203.0.113.66"), given::add);
        }
        assertEquals(Collections.nCopies(48, Permission.BUSY), given);
        check.check(claim("home.example", "192.0.2.1"), given::add);
        assertEquals(17, lookups.size());
    }

    @Test
    void aLookupThatFailsUncheckedIsAnsweredToo() {
        SourceCheck failing = new SourceCheck(
                host -> {
                    throw new SecurityException("not allowed by the test");
                },
                Runnable::run);
        for (int i = 0; i < 100; i++) {
            failing.check(claim("home.example", "192.0.2.1"), given::add);
        }
        assertEquals(Collections.nCopies(100, Permission.BUSY), given);
    }

    @Test
    void noThreadIsBusyToo() {
        SourceCheck closed = new SourceCheck(this::resolve, task -> {
            throw new RejectedExecutionException("closed");
        });
        for (int i = 0; i < 100; i++) {
            closed.check(claim("home.example", "192.0.2.1"), given::add);
        }
        assertEquals(List.of(Permission.BUSY), given.stream().distinct().toList());
    }
}
