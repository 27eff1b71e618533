package io.github.p2pdi.impl.index;

import static io.github.p2pdi.impl.index.Said.SELF;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.IndexLimits;
import io.github.p2pdi.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;

/** The index does what the model does, whatever peers say, in whatever order. */
class MergedIndexModelTest {
    private static final List<PeerAddress> PEERS =
            Stream.of("ann", "bob", "cid", "dan", "eve", "self").map(Said::peer).toList();
    private static final int NUMBERS = 6;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final ManualClock clock = new ManualClock(Instant.EPOCH);

    @RepeatedTest(10)
    void indexFollowsTheModel() {
        int mostFromOne = random.nextBoolean() ? 1_000 : 8;
        int most = random.nextBoolean() ? 1_000 : 12;
        MergedIndex index = new MergedIndex(clock, () -> SELF, IndexLimits.DEFAULT.withRecords(mostFromOne, most));
        IndexModel model = new IndexModel(SELF, mostFromOne, most);
        for (int step = 0; step < 300; step++) {
            List<Rfc> before = model.all();
            long stamp = index.stamp();
            Supplier<String> action = act(index, model);
            model.lapse(now());
            String at = "seed " + seed + ", step " + step + ": ";
            Supplier<String> where = () -> at + action.get();
            assertEquals(model.all(), index.all(), where);
            assertEquals(model.known(now()), index.known(), where);
            assertEquals(before.equals(model.all()), stamp == index.stamp(), where);
            long number = random.nextInt(NUMBERS);
            assertEquals(model.find(number), index.find(number), where);
        }
    }

    private long now() {
        return Duration.ofNanos(clock.nanos()).toSeconds();
    }

    private Supplier<String> act(MergedIndex index, IndexModel model) {
        return switch (random.nextInt(10)) {
            case 0 -> own(index, model);
            case 1 -> left(index, model);
            case 2 -> retained(index, model);
            case 3, 4 -> waited();
            default -> told(index, model);
        };
    }

    private Supplier<String> own(MergedIndex index, IndexModel model) {
        List<Rfc> own = IntStream.range(0, NUMBERS)
                .filter(n -> random.nextInt(3) == 0)
                .mapToObj(n -> Said.rfc(n, SELF))
                .toList();
        index.setOwn(own);
        model.setOwn(own);
        return () -> "own " + own;
    }

    private Supplier<String> left(MergedIndex index, IndexModel model) {
        PeerAddress peer = any();
        index.remove(peer);
        model.remove(peer);
        return () -> "left " + peer;
    }

    private Supplier<String> retained(MergedIndex index, IndexModel model) {
        Set<PeerAddress> active =
                PEERS.stream().filter(peer -> random.nextInt(4) > 0).collect(Collectors.toSet());
        index.retainActive(active);
        PEERS.stream().filter(peer -> !active.contains(peer)).forEach(model::remove);
        return () -> "active " + active;
    }

    private Supplier<String> waited() {
        Duration time = Duration.ofSeconds(random.nextInt(4_000));
        clock.advance(time);
        return () -> "after " + time;
    }

    private Supplier<String> told(MergedIndex index, IndexModel model) {
        PeerAddress from = any();
        List<Learned> told =
                Stream.generate(this::said).limit(random.nextInt(20)).toList();
        index.merge(from, told);
        model.merge(from, told, now());
        return () -> from + " told " + told;
    }

    private PeerAddress any() {
        return PEERS.get(random.nextInt(PEERS.size()));
    }

    private Learned said() {
        Rfc rfc = Said.rfc(random.nextInt(NUMBERS), any(), random.nextInt(4) == 0 ? "Other" : "Title");
        return random.nextInt(4) == 0 ? Said.word(rfc) : Said.hearsay(rfc, random.nextInt(9_000) - 500);
    }
}
