package io.github.p2pdi.impl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.impl.ForwardingTime;
import io.github.p2pdi.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnsTest {
    private final ManualClock clock = new ManualClock(Instant.EPOCH);

    /** Sends as much as it may, always. */
    private static final class Sender {
        private final Turns.Flow flow;
        private final int most;
        private double sent;
        private int calls;

        Sender(Turns turns, int most) {
            this.flow = turns.flow(this::onTurn);
            this.most = most;
        }

        void send() {
            for (int taken = flow.take(most); taken > 0; taken = flow.take(most)) {
                sent += taken;
            }
        }

        private void onTurn() {
            calls++;
            send();
        }
    }

    private Turns of(long rate) {
        return new Turns(clock, OptionalLong.of(rate));
    }

    private List<Sender> begin(Turns turns, int... most) {
        List<Sender> senders = new ArrayList<>();
        for (int each : most) {
            Sender sender = new Sender(turns, each);
            sender.send();
            senders.add(sender);
        }
        return senders;
    }

    @Test
    void withoutARateEverythingGoesAtOnceAndNothingIsScheduled() {
        Turns turns = new Turns(clock, OptionalLong.empty());
        assertEquals(1 << 20, turns.flow(() -> {}).take(1 << 20));
        assertEquals(0, clock.pendingTasks());
    }

    @Test
    void allTogetherKeepToTheRate() {
        List<Sender> senders = begin(of(1_000_000), 256 << 10, 256 << 10, 256 << 10);
        clock.advance(Duration.ofSeconds(10));
        double sent = senders.stream().mapToDouble(sender -> sender.sent).sum();
        assertEquals(10_000_000, sent, 10_000);
    }

    @Test
    void whoeverSendsHasTheSameShareHoweverMuchHeWantsAtOnce() {
        List<Sender> senders = begin(of(1_000_000), 256 << 10, 16 << 10, 128 << 10, 10_000);
        clock.advance(Duration.ofSeconds(10));
        senders.forEach(sender -> assertEquals(2_500_000, sender.sent, 10_000));
    }

    @Test
    void whoIsAloneHasAllAndWhoComesLaterHasHalf() {
        Turns turns = of(1_000_000);
        Sender first = begin(turns, 256 << 10).get(0);
        clock.advance(Duration.ofSeconds(1));
        assertEquals(1_000_000, first.sent, 10_000);
        Sender second = begin(turns, 256 << 10).get(0);
        clock.advance(Duration.ofSeconds(1));
        assertEquals(500_000, second.sent, 10_000);
        assertEquals(1_500_000, first.sent, 20_000);
    }

    @Test
    void nobodyIsCalledMoreThanAHundredTimesASecond() {
        List<Sender> senders = begin(of(1_000_000), 256 << 10, 256 << 10);
        clock.advance(Duration.ofSeconds(10));
        int calls = senders.stream().mapToInt(sender -> sender.calls).sum();
        assertTrue(calls <= 1000, "calls: " + calls);
    }

    @Test
    void aRateOfOneByteASecondIsKeptToo() {
        Sender sender = begin(of(1), 256 << 10).get(0);
        clock.advance(Duration.ofSeconds(60));
        assertEquals(60, sender.sent, 1);
    }

    @Test
    void aNewRateCountsForThoseWhoWait() {
        Turns turns = of(1);
        List<Sender> senders = begin(turns, 100, 100);
        turns.rate(OptionalLong.of(1000));
        clock.advance(Duration.ofSeconds(1));
        assertEquals(1000, senders.get(0).sent + senders.get(1).sent, 20);
    }

    @Test
    void withoutARateAnyMoreThoseWhoWaitAreCalledAtOnce() {
        Turns turns = of(1);
        List<Integer> called = new ArrayList<>();
        Turns.Flow first = turns.flow(() -> called.add(1));
        Turns.Flow second = turns.flow(() -> called.add(2));
        assertEquals(0, first.take(100));
        assertEquals(0, second.take(200));
        turns.rate(OptionalLong.empty());
        assertEquals(List.of(1, 2), called);
        assertEquals(100, first.take(100));
        assertEquals(200, second.take(200));
        assertEquals(0, clock.pendingTasks());
    }

    @Test
    void whoClosesWhileHeWaitsKeepsNobodyWaiting() {
        Turns turns = of(1000);
        Turns.Flow first = turns.flow(() -> {
            throw new AssertionError("called though closed");
        });
        assertEquals(0, first.take(10));
        Sender second = begin(turns, 10).get(0);
        first.close();
        clock.advance(Duration.ofSeconds(1));
        assertEquals(1000, second.sent, 10);
        second.flow.close();
        assertEquals(0, clock.pendingTasks());
        assertEquals(0, second.flow.take(10));
        assertEquals(0, clock.pendingTasks());
    }

    @Test
    void whatWasSetAsideForOneWhoClosesGoesToTheNext() {
        Turns turns = of(1000);
        Turns.Flow first = turns.flow(() -> {});
        assertEquals(0, first.take(10));
        clock.advance(Duration.ofMillis(10));
        first.close();
        assertEquals(10, turns.flow(() -> {}).take(10));
    }

    /** Two wait, and the clock throws at what it is asked as one of the first when their turn has come. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aClockThatThrowsOnceStopsNobodyWhoWaits(int question) {
        FailingTime time = new FailingTime(clock);
        Turns turns = new Turns(time, OptionalLong.of(1000));
        List<Sender> senders = begin(turns, 10, 10);
        time.fail(question, 1);
        advance(Duration.ofMillis(10));
        clock.advance(Duration.ofSeconds(1));
        senders.forEach(sender -> assertTrue(sender.calls > 0, "was not called"));
    }

    @Test
    void aTimerThatCannotBeSetIsSetByWhoeverAsksNext() {
        FailingTime time = new FailingTime(clock);
        Turns turns = new Turns(time, OptionalLong.of(1000));
        List<Sender> senders = begin(turns, 10, 10);
        time.fail(0, Integer.MAX_VALUE);
        advance(Duration.ofMillis(10));
        time.fail(0, 0);
        senders.get(1).send();
        clock.advance(Duration.ofSeconds(1));
        senders.forEach(sender -> assertTrue(sender.calls > 0, "was not called"));
    }

    @Test
    void oneWhoThrowsWhenHisTurnHasComeKeepsNobodyFromHis() {
        Turns turns = of(1);
        List<Integer> called = new ArrayList<>();
        Turns.Flow first = turns.flow(() -> {
            throw new IllegalStateException("as the test has it");
        });
        Turns.Flow second = turns.flow(() -> called.add(2));
        assertEquals(0, first.take(100) + second.take(100));
        turns.rate(OptionalLong.empty());
        assertEquals(List.of(2), called);
    }

    /** What a task throws that was scheduled ends there. */
    private void advance(Duration by) {
        try {
            clock.advance(by);
        } catch (AssertionError e) {
            assertEquals(
                    "as the test has it",
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
        }
    }

    /** A clock that throws at what it is asked. */
    private static final class FailingTime extends ForwardingTime {
        private int spared;
        private int failures;

        FailingTime(ManualClock clock) {
            super(clock);
        }

        /** So many questions are answered, and then so many are not. */
        void fail(int afterQuestions, int howOften) {
            spared = afterQuestions;
            failures = howOften;
        }

        private void answer() {
            if (spared > 0) {
                spared--;
            } else if (failures > 0) {
                failures--;
                throw new IllegalStateException("as the test has it");
            }
        }

        @Override
        public long nanos() {
            answer();
            return super.nanos();
        }

        @Override
        public Scheduled schedule(Duration delay, Runnable task) {
            answer();
            return super.schedule(delay, task);
        }
    }
}
