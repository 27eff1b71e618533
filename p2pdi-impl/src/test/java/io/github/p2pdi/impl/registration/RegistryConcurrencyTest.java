package io.github.p2pdi.impl.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.Verdict;
import io.github.p2pdi.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The registry used by many at once: what each sees could have happened one after the other. */
class RegistryConcurrencyTest {
    private static final int THREADS = 4;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final PeerRegistry registry = Registries.open(clock, new Random(1)::nextLong, 100_000);

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void ofManyWhoClaimAnAddressOneHasIt() throws Exception {
        for (int round = 0; round < 200; round++) {
            PeerAddress address = PeerAddress.of("contested", 1 + round);
            List<Verdict> verdicts = atOnce(who -> registry.register(Registries.plain(address, "source-" + who)));
            assertEquals(
                    1,
                    verdicts.stream().filter(v -> v instanceof Verdict.Granted).count());
            assertEquals(
                    THREADS - 1,
                    verdicts.stream().filter(v -> v instanceof Verdict.Held).count());
        }
    }

    @Test
    void ofManyRegistrationsFromOnePlaceOneCookieIsAlive() throws Exception {
        for (int round = 0; round < 200; round++) {
            PeerAddress address = PeerAddress.of("restarting", 1 + round);
            List<Verdict> verdicts =
                    atOnce(who -> registry.register(Registries.withLease(address, "home", Duration.ofSeconds(60))));
            Set<Cookie> cookies = new HashSet<>();
            verdicts.forEach(v -> cookies.add(Registries.granted(v).cookie()));
            assertEquals(THREADS, cookies.size());
            assertEquals(1, cookies.stream().filter(registry::leave).count());
        }
    }

    @Test
    void noneIsLostOrListedTwiceWhileTheClockRuns() throws Exception {
        List<Set<PeerAddress>> mine = atOnce(who -> {
            Random random = new Random(who);
            Set<PeerAddress> registered = new HashSet<>();
            for (int i = 1; i <= 2000; i++) {
                PeerAddress address = PeerAddress.of("peer-" + who, i);
                Cookie cookie = Registries.granted(registry.register(Registries.plain(address, "s")))
                        .cookie();
                registered.add(address);
                if (random.nextInt(3) == 0) {
                    assertTrue(registry.leave(cookie));
                    registered.remove(address);
                }
                if (random.nextInt(50) == 0) {
                    clock.advance(Duration.ofMillis(random.nextInt(100)));
                    Registries.activeAddresses(registry);
                }
            }
            return registered;
        });
        Set<PeerAddress> all = new HashSet<>();
        mine.forEach(all::addAll);
        assertEquals(all, Registries.activeAddresses(registry));
    }

    private <T> List<T> atOnce(Work<T> work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Future<T>> futures = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int who = i;
            Callable<T> task = () -> {
                start.await();
                return work.by(who);
            };
            futures.add(threads.submit(task));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            results.add(future.get());
        }
        return results;
    }

    private interface Work<T> {
        T by(int who) throws Exception;
    }
}
