package io.github.p2pdi.impl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventQueueTest {
    private final Queue<Runnable> submitted = new ArrayDeque<>();
    private final List<Integer> seen = new ArrayList<>();
    private final EventQueue events = new EventQueue(submitted::add);

    @Test
    void callsInOrderAndOneAfterTheOther() {
        for (int i = 0; i < 3; i++) {
            int event = i;
            events.add(() -> seen.add(event));
        }
        assertEquals(1, submitted.size());
        submitted.remove().run();
        assertEquals(List.of(0, 1, 2), seen);
        events.add(() -> seen.add(3));
        submitted.remove().run();
        assertEquals(List.of(0, 1, 2, 3), seen);
    }

    @Test
    void aListenerThatThrowsSilencesNoOther() {
        events.add(() -> {
            throw new IllegalStateException("a listener's fault");
        });
        events.add(() -> seen.add(1));
        submitted.remove().run();
        assertEquals(List.of(1), seen);
    }

    @Test
    void whenNothingRunsAnyMoreNobodyIsHurt() {
        EventQueue closed = new EventQueue(task -> {
            throw new RejectedExecutionException("closed");
        });
        closed.add(() -> seen.add(1));
        closed.add(() -> seen.add(2));
        assertEquals(List.of(), seen);
    }

    @Test
    void whatCannotBeToldForWantOfAThreadIsToldWithTheNextEvent() {
        Queue<RejectedExecutionException> failures = new ArrayDeque<>(List.of(new RejectedExecutionException("none")));
        EventQueue poor = new EventQueue(task -> {
            if (!failures.isEmpty()) {
                throw failures.remove();
            }
            task.run();
        });
        poor.add(() -> seen.add(1));
        assertEquals(List.of(), seen);
        poor.add(() -> seen.add(2));
        assertEquals(List.of(1, 2), seen);
    }

    @Test
    void whatASlowListenerLeavesNoRoomForIsDropped() {
        IntStream.range(0, 20_000).forEach(i -> events.add(() -> seen.add(i)));
        submitted.remove().run();
        assertEquals(IntStream.range(0, 10_000).boxed().toList(), seen);
        assertTrue(submitted.isEmpty());
    }

    @Test
    void whatIsNotToWaitTwiceIsCalledAgainForWhatHappensMeanwhile() {
        List<Runnable> self = new ArrayList<>();
        self.add(() -> {
            seen.add(seen.size());
            if (seen.size() == 1) {
                events.addOnce(self.get(0));
                events.addOnce(self.get(0));
            }
        });
        events.addOnce(self.get(0));
        events.addOnce(self.get(0));
        submitted.remove().run();
        assertEquals(List.of(0, 1), seen);
        events.addOnce(self.get(0));
        submitted.remove().run();
        assertEquals(List.of(0, 1, 2), seen);
        assertTrue(submitted.isEmpty());
    }

    @Test
    void whatWaitsForWantOfAThreadIsToldWhenItIsAddedAgain() {
        Queue<RejectedExecutionException> failures = new ArrayDeque<>(List.of(new RejectedExecutionException("none")));
        EventQueue poor = new EventQueue(task -> {
            if (!failures.isEmpty()) {
                throw failures.remove();
            }
            task.run();
        });
        Runnable event = () -> seen.add(1);
        poor.addOnce(event);
        assertEquals(List.of(), seen);
        poor.addOnce(event);
        assertEquals(List.of(1), seen);
    }

    @Test
    void whatIsNotToWaitTwiceIsCalledInItsTurnHoweverManyWait() {
        IntStream.range(0, 10_000).forEach(i -> events.add(() -> seen.add(i)));
        events.addOnce(() -> seen.add(10_000));
        events.add(() -> seen.add(10_001));
        submitted.remove().run();
        assertEquals(IntStream.rangeClosed(0, 10_000).boxed().toList(), seen);
    }
}
