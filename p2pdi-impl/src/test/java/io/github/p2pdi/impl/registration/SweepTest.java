package io.github.p2pdi.impl.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.LimitCounts;
import io.github.p2pdi.node.RegistrationServerListener;
import io.github.p2pdi.node.RegistrationServerStatistics;
import io.github.p2pdi.registry.LeaseTerms;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.PeerRegistryProvider.Context;
import io.github.p2pdi.registry.TakeOver;
import io.github.p2pdi.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SweepTest {
    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final List<PeerAddress> expired = new ArrayList<>();
    private final ServerEvents events = new ServerEvents(
            new RegistrationServerListener() {
                @Override
                public void peerExpired(PeerAddress address) {
                    expired.add(address);
                }
            },
            Runnable::run);
    private final PeerRegistry registry = Registries.open(new Context(
            clock, Registries.counting(), LeaseTerms.DEFAULT, 100, 100, TakeOver.COOKIE_OR_ADDRESS, events));
    private final Sweep sweep = new Sweep(registry, events, clock, Runnable::run);

    @Test
    void endsOfLeasesAreToldWithinASecondThoughNobodyAsks() {
        Registries.granted(
                registry.register(Registries.withLease(Registries.ALICE, Registries.HOME, Duration.ofMillis(30_500))));
        clock.advance(Duration.ofSeconds(30));
        assertEquals(List.of(), expired);
        clock.advance(Duration.ofSeconds(1));
        assertEquals(List.of(Registries.ALICE), expired);
        RegistrationServerStatistics now =
                events.snapshot(registry.size(), new LimitCounts(Map.of()), Duration.ofMillis(5));
        assertEquals(
                new RegistrationServerStatistics(
                        0, 0, 0, 0, 0, 1, 0, 0, 0, new LimitCounts(Map.of()), Duration.ofMillis(5)),
                now);
    }

    @Test
    void threadThatCannotBeHadOnceDoesNotEndTheSweep() {
        sweep.close();
        Registries.granted(
                registry.register(Registries.withLease(Registries.ALICE, Registries.HOME, Duration.ofSeconds(30))));
        int[] looks = {0};
        Sweep blocking = new Sweep(registry, events, clock, task -> {
            if (looks[0]++ == 0) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            task.run();
        });
        assertThrows(AssertionError.class, () -> clock.advance(Duration.ofSeconds(1)));
        clock.advance(Duration.ofSeconds(30));
        assertEquals(List.of(Registries.ALICE), expired);
        blocking.close();
    }

    @Test
    void closedSweepLooksNoMoreThoughTheRegistryIsGone() {
        registry.close();
        clock.advance(Duration.ofSeconds(3));
        sweep.close();
        sweep.close();
        clock.advance(Duration.ofSeconds(3));
        assertEquals(List.of(), expired);
    }
}
