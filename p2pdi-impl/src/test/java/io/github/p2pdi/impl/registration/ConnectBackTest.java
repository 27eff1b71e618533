package io.github.p2pdi.impl.registration;

import static io.github.p2pdi.impl.registration.Registries.ALICE;
import static io.github.p2pdi.impl.registration.Registries.HOME;
import static io.github.p2pdi.impl.registration.Requests.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.node.GuessLimit;
import io.github.p2pdi.node.RegistrationServerListener;
import io.github.p2pdi.registry.Claim;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.Verdict;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.transport.ExchangeHandler;
import io.github.p2pdi.transport.Remote;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Response;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever is found where he says is listed, whatever happened on the way. */
class ConnectBackTest {
    private static final Duration LEASE = Duration.ofSeconds(300);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T00:26:06Z"));
    private final FakeNetwork network = new FakeNetwork(clock, FakeNetwork.down());
    private final FakeNetwork.Server found = request -> Response.of(Status.OK, Headers.NONE, Body.NONE);
    private final PeerRegistry registry = Registries.open(clock, Registries.counting(), 10_000);
    private final Queue<Runnable> work = new ArrayDeque<>();
    private boolean working;
    private final ConnectBack check = check(registry);
    private final ExchangeHandler service = service(registry);

    private ExchangeHandler service(PeerRegistry of) {
        return new RegistrationService(
                of,
                check,
                new ServerEvents(RegistrationServerListener.NONE, Runnable::run),
                new RegistrationService.Terms(clock, new Random(6), GuessLimit.DEFAULT, Runnable::run, Runnable::run));
    }

    private ConnectBack check(PeerRegistry of) {
        return new ConnectBack(
                new ConnectBack.Way(network, address -> address.scheme().equals("tcp"), this::resolve),
                of,
                clock,
                this::execute);
    }

    private InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress outwards = InetAddress.getByName("198.51.100.7");
        return host.equals("inwards.example")
                ? new InetAddress[] {outwards, InetAddress.getLoopbackAddress()}
                : new InetAddress[] {outwards};
    }

    /** Work that needs other work done does it itself. */
    private void execute(Runnable task) {
        if (working) {
            task.run();
        } else {
            work.add(task);
        }
    }

    private void runWork() {
        working = true;
        try {
            while (!work.isEmpty()) {
                work.remove().run();
            }
        } finally {
            working = false;
        }
    }

    private Cookie register(PeerAddress address) {
        return register(address, HOME);
    }

    private Cookie register(PeerAddress address, String source) {
        var claim = new Claim(address, source, Optional.empty(), Optional.of(LEASE), false, false);
        var registration = Registries.granted(registry.register(claim));
        check.granted(registration, source, clock.nanos());
        return registration.cookie();
    }

    private int ask(String method, Cookie cookie) {
        return RecordedExchange.ask(service, request(method, "h", "Peer-Cookie", Long.toString(cookie.value())), HOME)
                .head()
                .status()
                .code();
    }

    private Set<PeerAddress> listed() {
        return Registries.activeAddresses(registry);
    }

    @Test
    void whoIsNotFoundAtFirstIsTriedAFewTimes() {
        register(ALICE);
        runWork();
        assertEquals(Set.of(), listed());
        network.become(found);
        clock.advance(Duration.ofSeconds(1));
        runWork();
        assertEquals(Set.of(ALICE), listed());
        assertEquals(2, network.count());
        assertEquals(0, clock.pendingTasks());
    }

    @Test
    void whoRegistersAnewWhileHeIsLookedForIsListedByHisNewCookie() {
        Cookie first = register(ALICE);
        runWork();
        assertNotEquals(first, register(ALICE), "he was restarted");
        network.become(found);
        clock.advance(Duration.ofSeconds(1));
        runWork();
        assertEquals(Set.of(ALICE), listed());
    }

    @Test
    void whoComesBackByRenewingAfterHisLeaseHasEndedIsLookedForAgain() {
        network.become(found);
        Cookie cookie = register(ALICE);
        runWork();
        for (String renewal : new String[] {"keepalive", "pquery"}) {
            clock.advance(LEASE);
            assertEquals(Set.of(), listed());
            assertEquals(200, ask(renewal, cookie));
            runWork();
            assertEquals(Set.of(ALICE), listed(), renewal);
        }
    }

    @Test
    void whoComesBackSoonAfterALeaseWhoseRegistrationWasSlowToBeKeptIsLookedForAgain() {
        network.become(found);
        ExchangeHandler slow = service(new WrappedRegistry(registry) {
            @Override
            public void register(Claim claim, Consumer<Verdict> then) {
                super.register(claim, verdict -> {
                    clock.advance(Duration.ofSeconds(5));
                    then.accept(verdict);
                });
            }
        });
        Response answer = RecordedExchange.ask(
                slow, request("register", ALICE.host(), "Port", Integer.toString(ALICE.port()), "Lease", "300"), HOME);
        assertEquals(Status.OK, answer.head().status());
        runWork();
        Cookie cookie = new Cookie(1001);
        clock.advance(LEASE.minusSeconds(4));
        assertEquals(Set.of(), listed());
        assertEquals(200, ask("keepalive", cookie));
        runWork();
        assertEquals(Set.of(ALICE), listed());
    }

    @Test
    void whoLeavesAndComesBackByRenewingIsLookedForAgain() {
        network.become(found);
        Cookie cookie = register(ALICE);
        runWork();
        assertEquals(200, ask("leave", cookie));
        assertEquals(Set.of(), listed());
        assertEquals(200, ask("keepalive", cookie));
        runWork();
        assertEquals(Set.of(ALICE), listed());
    }

    @Test
    void whoLeavesWhileHeIsBeingConfirmedAndComesBackIsLookedForAgain() {
        network.become(found);
        ConnectBack[] checks = new ConnectBack[1];
        ConnectBack late = check(new WrappedRegistry(registry) {
            @Override
            public boolean confirm(Cookie cookie) {
                boolean confirmed = super.confirm(cookie);
                assertTrue(leave(cookie));
                checks[0].left(cookie);
                return confirmed;
            }
        });
        checks[0] = late;
        var claim = new Claim(ALICE, HOME, Optional.empty(), Optional.of(LEASE), false, false);
        var registration = Registries.granted(registry.register(claim));
        late.granted(registration, HOME, clock.nanos());
        runWork();
        assertEquals(Set.of(), listed());
        late.renewed(registry.renew(registration.cookie()).orElseThrow(), HOME);
        assertEquals(1, work.size(), "he is looked for");
    }

    @Test
    void whoLeavesAndComesBackOverAndOverIsLookedForOnce() {
        for (int i = 0; i < 100; i++) {
            assertEquals(200, ask("leave", register(ALICE)));
        }
        runWork();
        assertEquals(1, network.count());
        assertEquals(1, clock.pendingTasks());
    }

    @Test
    void whoIsListedAndRenewsIsNotLookedFor() {
        network.become(found);
        Cookie cookie = register(ALICE);
        runWork();
        for (int i = 0; i < 10; i++) {
            clock.advance(LEASE.dividedBy(3));
            assertEquals(200, ask("keepalive", cookie));
            runWork();
        }
        assertEquals(1, network.count());
    }

    @Test
    void whoWasOneTooManyIsLookedForWhenHeRenews() {
        network.become(found);
        for (int i = 0; i < 1000; i++) {
            register(PeerAddress.of("h" + i, 1), Remote.LOOPBACK);
        }
        Cookie cookie = register(ALICE);
        for (int i = 0; i < 100; i++) {
            runWork();
            clock.advance(Duration.ofSeconds(1));
        }
        assertEquals(1000, listed().size());
        assertEquals(200, ask("keepalive", cookie));
        runWork();
        assertEquals(1001, listed().size());
    }

    @Test
    void registryThatFailsOnceDoesNotHideAPeerForGood() {
        network.become(found);
        boolean[] broken = {true};
        ConnectBack failing = check(new WrappedRegistry(registry) {
            @Override
            public boolean confirm(Cookie cookie) {
                if (broken[0]) {
                    throw new IllegalStateException("the disk is full");
                }
                return super.confirm(cookie);
            }
        });
        var claim = new Claim(ALICE, HOME, Optional.empty(), Optional.of(LEASE), false, false);
        failing.granted(Registries.granted(registry.register(claim)), HOME, clock.nanos());
        assertThrows(IllegalStateException.class, this::runWork);
        broken[0] = false;
        failing.granted(Registries.granted(registry.register(claim)), HOME, clock.nanos());
        runWork();
        assertEquals(Set.of(ALICE), listed());
    }

    /** Nobody keeps others waiting, however many there are that do not answer. */
    @Test
    void oneSourceHasAQuarterOfThePlacesAndOfTheSlots() {
        for (int i = 0; i < 1000; i++) {
            register(PeerAddress.of("silent" + i, 1), "203.0.113.66");
        }
        assertEquals(4, work.size(), "connections at once");
        work.clear(); // They never end.
        network.become(found);
        register(ALICE);
        runWork();
        assertEquals(Set.of(ALICE), listed());
    }

    /** A connection is too much already: over TLS hands are shaken before anything else. */
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "169.254.169.254", "inwards.example"})
    void nobodyFromElsewhereMakesTheServerConnectToItsOwnMachine(String host) {
        network.become(found);
        for (String scheme : new String[] {"tcp", "tls"}) {
            register(new PeerAddress(scheme, host, 4001), HOME);
            runWork();
        }
        assertEquals(List.of(), network.connected());
        PeerAddress here = PeerAddress.of(host, 4002);
        register(here, Remote.LOOPBACK);
        runWork();
        assertEquals(List.of(here), network.connected());
        assertEquals(Set.of(here), listed());
    }

    @Test
    void whoIsOnATransportThatCannotBeSpokenIsRefused() {
        Response answer = RecordedExchange.ask(
                service, request("register", "alice.example", "Port", "4001", "Scheme", "tls"), HOME);
        assertEquals(Status.FORBIDDEN, answer.head().status());
        assertEquals(0, registry.size());
    }
}
