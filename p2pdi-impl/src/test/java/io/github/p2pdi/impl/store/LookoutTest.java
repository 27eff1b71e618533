package io.github.p2pdi.impl.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LookoutTest {
    private static final Path FILE = Path.of("rfc1.txt");
    private static final FolderPace PACE =
            new FolderPace(Duration.ofMillis(50), Duration.ofSeconds(2), Duration.ofSeconds(5));

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final List<String> looks = new ArrayList<>();
    private OptionalLong again = OptionalLong.empty();
    private final Lookout lookout = new Lookout(clock, Runnable::run, PACE, this::look);

    private OptionalLong look(Set<Path> heard, boolean all) {
        looks.add(Duration.ofNanos(clock.nanos()).toMillis() + (all ? " all" : " " + heard.size()));
        OptionalLong wanted = again;
        again = OptionalLong.empty();
        return wanted;
    }

    @Test
    void allIsLookedAtNowAndThen() {
        lookout.begin(0);
        lookout.lookNowAndThen();
        clock.advance(Duration.ofSeconds(12));
        assertEquals(List.of("5000 all", "10000 all"), looks);
    }

    @Test
    void nothingIsLookedAtByItselfUnlessWanted() {
        lookout.begin(0);
        assertEquals(0, clock.pendingTasks());
        lookout.hear(Set.of(FILE));
        clock.advance(Duration.ofSeconds(12));
        assertEquals(List.of("50 1"), looks);
    }

    @Test
    void whatIsHeardTogetherIsLookedAtTogether() {
        lookout.begin(0);
        lookout.hear(Set.of(FILE));
        clock.advance(Duration.ofMillis(49));
        lookout.hear(Set.of(FILE, Path.of("rfc2.txt")));
        clock.advance(Duration.ofMillis(1));
        assertEquals(List.of("50 2"), looks);
    }

    @Test
    void whoHasLostCountLooksAtAll() {
        lookout.begin(0);
        lookout.hear(Set.of());
        clock.advance(Duration.ofMillis(50));
        lookout.hear(IntStream.range(0, 10_001)
                .mapToObj(i -> Path.of("rfc" + i + ".txt"))
                .collect(Collectors.toSet()));
        clock.advance(Duration.ofMillis(50));
        assertEquals(List.of("50 all", "100 all"), looks);
    }

    @Test
    void whatMustSettleIsLookedAtAgain() {
        lookout.begin(0);
        again = OptionalLong.of(Duration.ofSeconds(2).toNanos());
        lookout.hear(Set.of(FILE));
        clock.advance(Duration.ofSeconds(3));
        assertEquals(List.of("50 1", "2050 0"), looks);
    }

    @Test
    void noLookBeginsBeforeTheFirstIsOver() {
        lookout.hear(Set.of(FILE));
        clock.advance(Duration.ofSeconds(1));
        assertEquals(List.of(), looks);
        lookout.begin(0);
        clock.advance(Duration.ZERO);
        assertEquals(List.of("1000 1"), looks);
    }

    @Test
    void looksThatTakeLongAreRare() {
        lookout.begin(Duration.ofSeconds(1).toNanos());
        lookout.hear(Set.of());
        clock.advance(Duration.ofMillis(9_999));
        assertEquals(List.of(), looks);
        clock.advance(Duration.ofMillis(1));
        assertEquals(List.of("10000 all"), looks);
    }

    /** As when a file is given. */
    @Test
    void whoWantsLooksNowAndThenOnceMoreGetsNoOther() {
        Queue<Runnable> begun = new ArrayDeque<>();
        Lookout slow = new Lookout(clock, begun::add, PACE, (heard, all) -> {
            clock.advance(Duration.ofSeconds(1));
            return look(heard, all);
        });
        slow.begin(0);
        slow.lookNowAndThen();
        clock.advance(Duration.ofSeconds(5));
        begun.remove().run();
        assertEquals(List.of("6000 all"), looks);
        slow.lookNowAndThen();
        clock.advance(Duration.ofSeconds(50).minusNanos(1));
        assertEquals(0, begun.size());
        clock.advance(Duration.ofNanos(1));
        assertEquals(1, begun.size());
        slow.close();
    }

    @Test
    void aLookThatFailsIsNotTheLast() {
        List<String> failed = new ArrayList<>();
        Lookout failing = new Lookout(clock, Runnable::run, PACE, (heard, all) -> {
            failed.add("failed");
            throw new IllegalStateException("as meant by the test");
        });
        failing.begin(0);
        failing.lookNowAndThen();
        clock.advance(Duration.ofSeconds(10));
        assertEquals(List.of("failed", "failed"), failed);
    }

    @Test
    void nothingIsLeftAfterTheClose() {
        lookout.begin(0);
        lookout.lookNowAndThen();
        lookout.close();
        lookout.hear(Set.of(FILE));
        assertEquals(0, clock.pendingTasks());
    }

    @Test
    void aLookForWhichThereIsNoThreadComesLater() {
        AtomicInteger refusals = new AtomicInteger(2);
        Lookout late = new Lookout(
                clock,
                task -> {
                    if (refusals.getAndDecrement() > 0) {
                        throw new RejectedExecutionException();
                    }
                    task.run();
                },
                PACE,
                this::look);
        late.begin(0);
        late.hear(Set.of(FILE));
        clock.advance(Duration.ofSeconds(12));
        assertEquals(List.of("10050 1"), looks);
        late.close();
        assertEquals(0, clock.pendingTasks());
    }
}
