package io.github.p2pdi.impl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class LimitedExecutorTest {
    /** What the executor beneath was given to run. */
    private final Deque<Runnable> threads = new ArrayDeque<>();

    private final List<Integer> done = new ArrayList<>();
    private boolean closed;

    private final LimitedExecutor executor = new LimitedExecutor(this::begin, 2);

    private void begin(Runnable thread) {
        if (closed) {
            throw new RejectedExecutionException("closed");
        }
        threads.add(thread);
    }

    private void submit(int from, int to) {
        for (int i = from; i < to; i++) {
            int number = i;
            executor.execute(() -> done.add(number));
        }
    }

    @Test
    void someRunAtATimeAndTheOthersInOrder() {
        submit(0, 6);
        assertEquals(2, threads.size());
        threads.remove().run();
        assertEquals(List.of(0, 2, 3, 4, 5), done);
        threads.remove().run();
        assertEquals(List.of(0, 2, 3, 4, 5, 1), done);
        submit(6, 9);
        assertEquals(2, threads.size());
    }

    @Test
    void taskThatFailsKeepsNobodyWaiting() {
        submit(0, 1);
        executor.execute(() -> {
            throw new IllegalStateException("of a task");
        });
        submit(2, 4);
        threads.removeLast().run();
        assertEquals(List.of(2, 3), done);
    }

    @Test
    void whatWaitsIsRunThoughNothingMoreIsTaken() {
        submit(0, 4);
        closed = true;
        threads.remove().run();
        assertEquals(List.of(0, 2, 3), done);
        threads.remove().run();
        assertThrows(RejectedExecutionException.class, () -> submit(4, 5));
        assertThrows(RejectedExecutionException.class, () -> submit(5, 6));
        assertThrows(RejectedExecutionException.class, () -> submit(6, 7));
        assertEquals(List.of(0, 2, 3, 1), done);
    }

    @Test
    void whoLeavesItsPlaceLetsAnotherRunAsLongAsThereIsRoomAside() {
        LimitedExecutor roomy = new LimitedExecutor(this::begin, 1, 1);
        List<LimitedExecutor.Place> places = new ArrayList<>();
        roomy.start(place -> {
            place.leave();
            place.leave();
            assertEquals(1, threads.size());
            threads.remove().run();
            done.add(0);
        });
        for (int i = 1; i < 4; i++) {
            int number = i;
            roomy.start(place -> {
                places.add(place);
                place.leave();
                done.add(number);
            });
        }
        threads.remove().run();
        assertEquals(List.of(1, 2, 3, 0), done);
        assertEquals(0, threads.size());
        places.forEach(LimitedExecutor.Place::leave);
        roomy.execute(() -> done.add(4));
        roomy.execute(() -> done.add(5));
        assertEquals(1, threads.size());
        threads.remove().run();
        assertEquals(List.of(1, 2, 3, 0, 4, 5), done);
    }

    @Test
    void whoLeavesItsPlaceIsInItAgainWhereNothingMoreIsTaken() {
        LimitedExecutor roomy = new LimitedExecutor(this::begin, 1, 1);
        roomy.start(place -> {
            closed = true;
            place.leave();
            done.add(0);
        });
        roomy.execute(() -> done.add(1));
        threads.remove().run();
        assertEquals(List.of(0, 1), done);
    }
}
