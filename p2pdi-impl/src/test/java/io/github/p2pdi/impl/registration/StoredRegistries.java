package io.github.p2pdi.impl.registration;

import static io.github.p2pdi.impl.registration.Registries.ELSEWHERE;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Registration;
import io.github.p2pdi.registry.Claim;
import io.github.p2pdi.registry.LeaseTerms;
import io.github.p2pdi.registry.Leave;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.PeerRegistryProvider.Context;
import io.github.p2pdi.registry.RegistryListener;
import io.github.p2pdi.registry.TakeOver;
import io.github.p2pdi.registry.Verdict;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A registry over a store that can be held up and fail, and what tests do with it. */
abstract class StoredRegistries {
    static final PeerAddress DAVE = PeerAddress.of("dave.example", 4004);
    static final Duration LEASE = Duration.ofSeconds(300);

    final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T00:00:00Z"));
    /** What the registry goes by: the clock, or one that fails. */
    TimeSource time = clock;

    private final Random random = new Random(20260301);
    FakeStore store = new FakeStore();
    PeerRegistry registry;
    RegistryListener listener = RegistryListener.NONE;
    int capacity = 1000;

    @BeforeEach
    void open() throws Exception {
        registry = open(store);
    }

    @AfterEach
    void close() {
        store.allow(1_000_000);
        registry.close();
        assertTrue(store.isClosed());
    }

    PeerRegistry open(FakeStore on) throws Exception {
        return open(on, 1000);
    }

    PeerRegistry open(FakeStore on, int perSource) throws Exception {
        return StoredRegistry.open(
                on,
                new Context(
                        time,
                        () -> random.nextLong() >>> 1,
                        LeaseTerms.DEFAULT,
                        capacity,
                        perSource,
                        TakeOver.COOKIE_OR_ADDRESS,
                        listener));
    }

    /** The process is gone, and another opens what the store had by then. */
    void crash() throws Exception {
        FakeStore found = store.crash();
        store.allow(1_000_000);
        registry.close();
        store = found;
        registry = open(store);
    }

    CompletableFuture<Verdict> registering(Claim claim) {
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        registry.register(claim, verdict::complete);
        return verdict;
    }

    CompletableFuture<Leave> leaving(Cookie cookie) {
        CompletableFuture<Leave> outcome = new CompletableFuture<>();
        registry.leave(cookie, outcome::complete);
        return outcome;
    }

    static <T> T now(CompletableFuture<T> answer) throws Exception {
        return answer.get(30, TimeUnit.SECONDS);
    }

    Registration registered(Claim claim) throws Exception {
        return Registries.granted(now(registering(claim)));
    }

    static Claim asking(PeerAddress address, String source) {
        return Registries.withLease(address, source, LEASE);
    }

    Set<PeerAddress> listed() {
        return Registries.activeAddresses(registry);
    }

    /** A second later what could not be saved is tried again, and it works. */
    void awaitHealing() throws Exception {
        clock.awaitWaiters(1);
        clock.advance(Duration.ofSeconds(1));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (now(registering(asking(DAVE, ELSEWHERE))) instanceof Verdict.NotKept) {
            assertTrue(System.nanoTime() - end < 0, "it does not heal");
        }
    }
}
