package io.github.p2pdi.impl.registration;

import static io.github.p2pdi.impl.registration.Registries.ALICE;
import static io.github.p2pdi.impl.registration.Registries.BOB;
import static io.github.p2pdi.impl.registration.Registries.HOME;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.impl.ForwardingTime;
import io.github.p2pdi.registry.Verdict;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of those who wait for a save where something else fails than the store: the clock, or the log. */
class FailingJournalTest extends StoredRegistries {
    private static final int MANY = 1_000_000;

    /** How often the clock still fails the thread that saves. */
    private final AtomicInteger failures = new AtomicInteger();

    private volatile Thread writer = Thread.currentThread();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void clockThatFailsKeepsNobodyWaitingAndEndsNoSaving(int times) throws Exception {
        time = new FailingClock();
        crash();
        store.hold();
        CompletableFuture<Verdict> saved = registering(asking(ALICE, HOME));
        store.awaitBegun(1);
        CompletableFuture<Verdict> next = registering(asking(BOB, HOME));
        failures.set(times);
        store.allow(1_000_000);
        assertInstanceOf(Verdict.Granted.class, now(saved));
        boolean isKept = now(next) instanceof Verdict.Granted;
        assertEquals(times == 1, isKept);
        if (!isKept) {
            awaitHealing();
        }
        assertEquals(ALICE, registered(asking(ALICE, HOME)).peer().address());
    }

    /** It waits a second of the JVM's own, between one attempt and the next. */
    @Test
    void clockThatKeepsFailingIsNotAskedWithoutEnd() throws Exception {
        time = new FailingClock();
        crash();
        store.hold();
        CompletableFuture<Verdict> saved = registering(asking(ALICE, HOME));
        store.awaitBegun(1);
        CompletableFuture<Verdict> next = registering(asking(BOB, HOME));
        failures.set(MANY);
        store.allow(1_000_000);
        assertInstanceOf(Verdict.Granted.class, now(saved));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!next.isDone() || writer.getState() != Thread.State.TIMED_WAITING) {
            assertTrue(failures.get() > MANY - 100, "the clock is asked again and again");
            assertTrue(System.nanoTime() - end < 0, "nobody is told");
            Thread.onSpinWait();
        }
        assertInstanceOf(Verdict.NotKept.class, now(next));
        failures.set(0);
        awaitHealing();
        assertEquals(ALICE, registered(asking(ALICE, HOME)).peer().address());
    }

    @Test
    void whoseFailureCannotBeLoggedKeepsNoOtherFromHisAnswer() throws Exception {
        store.hold();
        CompletableFuture<Verdict> first = registering(asking(BOB, HOME));
        store.awaitBegun(1);
        registry.register(asking(ALICE, HOME), verdict -> {
            throw new Unprintable();
        });
        CompletableFuture<Verdict> behind = registering(asking(DAVE, HOME));
        store.allow(1_000_000);
        assertInstanceOf(Verdict.Granted.class, now(first));
        assertInstanceOf(Verdict.Granted.class, now(behind));
    }

    @Test
    void failureThatCannotBeLoggedIsUndoneAtOnce() throws Exception {
        store.failing(new IOException() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new Unprintable();
            }
        });
        assertInstanceOf(Verdict.NotKept.class, now(registering(asking(ALICE, HOME))));
        store.full(false);
        awaitHealing();
    }

    private static final class Unprintable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("as meant by the test");
        }
    }

    private final class FailingClock extends ForwardingTime {
        FailingClock() {
            super(clock);
        }

        @Override
        public long nanos() {
            boolean isWriter = Thread.currentThread().getName().startsWith("p2pdi-registry");
            if (isWriter) {
                writer = Thread.currentThread();
            }
            if (isWriter && failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("as meant by the test");
            }
            return super.nanos();
        }
    }
}
