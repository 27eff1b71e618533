package io.github.p2pdi.impl.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.impl.figure.Seed;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.IndexLimits;
import io.github.p2pdi.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The index does what the model does, and tells what has changed, whatever peers say, in whatever order. */
class MergedIndexModelTest {
    private static final int HISTORIES = Integer.getInteger("p2pdi.histories", 3_000);
    private static final int STEPS = 30;

    /** Some have their host in common, some their host and port. */
    private static final List<PeerAddress> PEERS = Stream.of(
                    "ann:1", "ann:2", "tls://ann:1", "bob:1", "cid:1", "self:1", "self:2", "tls://self:1")
            .map(PeerAddress::parse)
            .toList();

    private static final PeerAddress SELF = PeerAddress.parse("self:1");
    private static final int NUMBERS = 6;
    private static final List<String> TITLES = List.of("Title", "Other", "The 3rd", "Title");
    private static final List<String> TEXTS = List.of("title", "OTHER", "3", "it", "t e", "the", "", "none");
    private static final List<Optional<Digest>> DIGESTS =
            List.of(Optional.empty(), Optional.of(new Digest("a".repeat(64))), Optional.of(new Digest("b".repeat(64))));

    @Test
    void indexFollowsTheModel() {
        Random random = new Random(Seed.draw("index histories"));
        for (int i = 0; i < HISTORIES; i++) {
            new History(random).run();
        }
    }

    private static final class History {
        private final Random random;
        private final ManualClock clock = new ManualClock(Instant.EPOCH);
        private final List<Supplier<String>> log = new ArrayList<>();
        private final Set<Runnable> events = new HashSet<>();
        private final Follower follower = new Follower();
        private final MergedIndex index;
        private final IndexModel model;
        private long refused;

        History(Random random) {
            this.random = random;
            int mostFromOne = random.nextBoolean() ? 1_000 : 4 * (1 + random.nextInt(2));
            int most = random.nextBoolean() ? 1_000 : 12;
            index = new MergedIndex(
                    clock,
                    () -> SELF,
                    IndexLimits.DEFAULT.withRecords(mostFromOne, most),
                    new IndexNews(follower, events::add, records -> refused += records));
            model = new IndexModel(clock, SELF, mostFromOne, most);
            log.add(() -> mostFromOne + " of one, " + most + " in all");
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                List<Rfc> before = model.all();
                long stamp = index.stamp();
                long ownStamp = index.ownStamp();
                List<Rfc> ownBefore = model.own();
                act();
                assertSame(model.all(), index.all());
                assertSame(model.known(), index.known());
                assertSame(before.equals(model.all()), stamp == index.stamp());
                assertSame(ownBefore.equals(model.own()), ownStamp == index.ownStamp());
                assertSame(model.refused(), index.refused());
                assertSame(model.refused(), refused);
                ask();
                if (random.nextInt(3) == 0) {
                    listen();
                }
            }
            listen();
        }

        /** Some time after it has happened, and more has. */
        private void listen() {
            assertSame(model.all(), index.all());
            assertSame(true, events.size() <= 1);
            List<Runnable> waiting = List.copyOf(events);
            events.clear();
            waiting.forEach(Runnable::run);
            assertSame(Set.of(), events);
            assertSame(model.all(), follower.all());
        }

        private void ask() {
            long number = random.nextInt(NUMBERS);
            assertSame(model.find(number), index.find(number));
            assertSame(model.size(), index.size());
            String text = TEXTS.get(random.nextInt(TEXTS.size()));
            if (random.nextBoolean()) {
                assertSame(model.search(text), index.search(text));
            } else {
                assertSame(model.documents(text), index.documents(text));
            }
        }

        private void assertSame(Object expected, Object actual) {
            assertEquals(
                    expected,
                    actual,
                    () -> log.stream().map(Supplier::get).collect(Collectors.joining(System.lineSeparator())));
        }

        private void act() {
            switch (random.nextInt(16)) {
                case 0 -> own();
                case 1 -> left();
                case 2 -> retained();
                case 3, 4 -> waited(Duration.ofNanos(random.nextLong(4_000_000_000_000L)));
                case 5 -> waited(model.left().orElse(Duration.ZERO));
                case 6 -> waited(model.left().orElse(Duration.ofNanos(1)).minusNanos(1));
                case 7, 8 -> confirmed();
                case 9, 10, 11 -> amended();
                default -> told();
            }
        }

        private void own() {
            List<Rfc> own = LongStream.range(0, NUMBERS)
                    .filter(n -> random.nextInt(3) == 0)
                    .mapToObj(n -> record(n, SELF))
                    .toList();
            log.add(() -> "own " + own);
            index.setOwn(own);
            model.setOwn(own);
        }

        private void left() {
            PeerAddress peer = any();
            log.add(() -> "left " + peer);
            index.remove(peer);
            model.remove(peer);
        }

        private void retained() {
            Set<PeerAddress> active =
                    PEERS.stream().filter(peer -> random.nextInt(4) > 0).collect(Collectors.toSet());
            log.add(() -> "active " + active);
            index.retainActive(active);
            PEERS.stream().filter(peer -> !active.contains(peer)).forEach(model::remove);
        }

        private void waited(Duration time) {
            log.add(() -> "after " + time);
            clock.advance(time);
        }

        private void told() {
            PeerAddress from = any();
            List<Learned> told = said(random.nextBoolean() ? 3 : 20);
            log.add(() -> from + " told " + told);
            assertSame(model.merge(from, told), index.merge(from, told));
        }

        private void amended() {
            PeerAddress from = any();
            List<Learned> added = said(4);
            long number = random.nextInt(NUMBERS);
            PeerAddress holder = any();
            Predicate<Rfc> gone = rfc -> rfc.number() == number || rfc.holder().equals(holder);
            log.add(() -> from + " has no more " + number + " and of " + holder + ", and told " + added);
            assertSame(model.amend(from, gone, added), index.amend(from, gone, added));
        }

        private void confirmed() {
            PeerAddress from = any();
            log.add(() -> from + " has not changed");
            assertSame(model.confirm(from), index.confirm(from));
        }

        private PeerAddress any() {
            return PEERS.get(random.nextInt(PEERS.size()));
        }

        private List<Learned> said(int most) {
            return Stream.generate(this::said).limit(random.nextInt(most + 1)).toList();
        }

        private Learned said() {
            Rfc rfc = record(random.nextInt(NUMBERS), any());
            return random.nextInt(4) == 0 ? Said.word(rfc) : Said.hearsay(rfc, random.nextInt(9_000) - 500);
        }

        /** The same as the last one more often than not. */
        private Rfc record(long number, PeerAddress holder) {
            boolean plain = random.nextBoolean();
            return new Rfc(
                    number,
                    plain ? "Title" : TITLES.get(random.nextInt(TITLES.size())),
                    holder,
                    "rfc" + number + ".txt",
                    plain || random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextInt(2)),
                    plain ? Optional.empty() : DIGESTS.get(random.nextInt(DIGESTS.size())));
        }
    }
}
