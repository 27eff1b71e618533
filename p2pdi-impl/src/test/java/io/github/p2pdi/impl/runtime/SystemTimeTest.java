package io.github.p2pdi.impl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.impl.figure.Seed;
import io.github.p2pdi.time.TimeSource.Scheduled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SystemTimeTest {
    private static final Duration NEVER = Duration.ofHours(1);

    private final SystemTime time = new SystemTime();
    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        time.close();
    }

    private Scheduled schedule(long millis, String name) {
        return time.schedule(Duration.ofMillis(millis), () -> done.add(name));
    }

    private String next() throws InterruptedException {
        return String.valueOf(done.poll(10, TimeUnit.SECONDS));
    }

    @Test
    void whatIsDueFirstIsDoneFirst() throws Exception {
        // Where this thread paused between two calls, what is due first may be another.
        while (!scheduleInDisorder()) {
            assertEquals(Set.of("first", "second", "third"), new HashSet<>(List.of(next(), next(), next())));
        }
        assertEquals(List.of("first", "second", "third"), List.of(next(), next(), next()));
    }

    /** Whether it was quick enough for the order that the names say. */
    private boolean scheduleInDisorder() {
        CountDownLatch all = new CountDownLatch(1);
        time.schedule(Duration.ZERO, () -> await(all));
        long begun = time.nanos();
        schedule(30, "third");
        schedule(10, "first");
        schedule(20, "second");
        boolean quick = time.nanos() - begun < Duration.ofMillis(10).toNanos();
        all.countDown();
        return quick;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void theThreadIsWokenForWhatIsDueBeforeAllElse() throws Exception {
        time.schedule(NEVER, () -> done.add("never"));
        schedule(1, "soon");
        assertEquals("soon", next());
        schedule(1, "soon again");
        assertEquals("soon again", next());
    }

    @Test
    void whatIsCancelledIsNotDoneAndTheNextIs() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        time.schedule(Duration.ZERO, () -> await(cancelled));
        Scheduled first = schedule(1, "cancelled");
        schedule(2, "the next");
        first.cancel();
        cancelled.countDown();
        assertEquals("the next", next());
    }

    @Test
    void aTaskMaySchedule() throws Exception {
        time.schedule(Duration.ofMillis(1), () -> schedule(1, "of a task"));
        assertEquals("of a task", next());
    }

    @Test
    void aTaskThatFailsHoldsUpNoOther() throws Exception {
        time.schedule(Duration.ofMillis(1), () -> {
            throw new IllegalStateException("of the test");
        });
        schedule(1, "another");
        assertEquals("another", next());
    }

    @Test
    void aTimeThatIsClosedDoesNothing() {
        Scheduled before = schedule(0, "before");
        time.close();
        schedule(0, "after").cancel();
        before.cancel();
        done.remove("before");
        assertTrue(done.isEmpty(), done::toString);
    }

    /** Who schedules and who cancels are many, and nothing is done early, twice, or not at all. */
    @Test
    void everyTaskIsDoneOnceAndNoneEarly() throws Exception {
        Random random = new Random(Seed.draw("tasks of the system's time"));
        AtomicInteger early = new AtomicInteger();
        List<AtomicInteger> times = new ArrayList<>();
        int count = 2_000;
        CountDownLatch left = new CountDownLatch(count);
        List<Thread> schedulers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            List<AtomicInteger> own = new ArrayList<>();
            List<Duration> delays = new ArrayList<>();
            for (int j = 0; j < count / 4; j++) {
                own.add(new AtomicInteger());
                delays.add(Duration.ofNanos(random.nextInt(50_000_000)));
            }
            times.addAll(own);
            schedulers.add(new Thread(() -> {
                for (int j = 0; j < delays.size(); j++) {
                    AtomicInteger done = own.get(j);
                    long due = time.nanos() + delays.get(j).toNanos();
                    Scheduled deadline = time.schedule(NEVER, early::incrementAndGet);
                    Scheduled sooner = time.schedule(delays.get(j).plusSeconds(60), early::incrementAndGet);
                    time.schedule(delays.get(j), () -> {
                        if (time.nanos() - due < 0) {
                            early.incrementAndGet();
                        }
                        done.incrementAndGet();
                        left.countDown();
                    });
                    deadline.cancel();
                    sooner.cancel();
                }
            }));
        }
        schedulers.forEach(Thread::start);
        for (Thread scheduler : schedulers) {
            scheduler.join();
        }
        assertTrue(left.await(30, TimeUnit.SECONDS), () -> left.getCount() + " are not done");
        assertEquals(0, early.get());
        assertTrue(times.stream().allMatch(each -> each.get() == 1));
    }
}
