package io.github.p2pdi.impl.index;

import static io.github.p2pdi.impl.index.Said.ANN;
import static io.github.p2pdi.impl.index.Said.BOB;
import static io.github.p2pdi.impl.index.Said.SELF;
import static io.github.p2pdi.impl.index.Said.hearsay;
import static io.github.p2pdi.impl.index.Said.peer;
import static io.github.p2pdi.impl.index.Said.rfc;
import static io.github.p2pdi.impl.index.Said.word;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.impl.ForwardingTime;
import io.github.p2pdi.impl.figure.Seed;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.FoundDocument;
import io.github.p2pdi.node.IndexLimits;
import io.github.p2pdi.node.RfcIndex;
import io.github.p2pdi.node.TitleQuery;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.time.TimeSource;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is found in the index: what a naive search over all records finds, in the same order. */
class IndexSearchTest {
    private static final int INDEXES = 300;
    private static final String[] PARTS = {
        "mail", "Mail", "FTP", "ftp", "über", "Uber", "Straße", "1", "12", "a", "aa", "ﬁle", "日本", "Ω", "x-y", "(x)",
        " ", "é", "e\u0301", "İ", "ß"
    };

    private final MergedIndex index = new MergedIndex(new ManualClock(Instant.EPOCH), () -> SELF, IndexLimits.DEFAULT);

    private static List<Long> numbers(List<FoundDocument> found) {
        return found.stream().map(FoundDocument::number).toList();
    }

    @Test
    void everyWordInAnyCaseAndAnyOrderAnywhereInTheTitle() {
        index.merge(ANN, List.of(word(rfc(1, ANN, "File Transfer Protocol")), word(rfc(2, ANN, "Mail Transfer"))));
        assertEquals(List.of(rfc(1, ANN, "File Transfer Protocol")), index.search("PROTO file"));
        assertEquals(2, index.search("transfer").size());
        assertEquals(List.of(), index.search("transfer ftp"));
    }

    @Test
    void lettersOfAllLanguagesAreFolded() {
        index.merge(ANN, List.of(word(rfc(1, ANN, "Über die Straße")), word(rfc(2, ANN, "日本語の文書"))));
        assertEquals(List.of(1L), numbers(index.documents("UBER strasse")));
        assertEquals(List.of(2L), numbers(index.documents("本語")));
    }

    @Test
    void numberComesFirstThenWholeWordsThenParts() {
        index.merge(
                ANN,
                List.of(
                        word(rfc(5, ANN, "Version 793a of something")),
                        word(rfc(6, ANN, "What 793 says")),
                        word(rfc(793, ANN, "Transmission Control Protocol"))));
        assertEquals(List.of(793L, 6L, 5L), numbers(index.documents("793")));
    }

    @Test
    void documentHasAllItsHoldersByWhatTheyHold() {
        Digest good = new Digest("a".repeat(64));
        Digest other = new Digest("b".repeat(64));
        index.setOwn(List.of(hashed(SELF, other)));
        index.merge(ANN, List.of(word(hashed(ANN, good))));
        index.merge(BOB, List.of(word(hashed(BOB, good)), hearsay(rfc(7, peer("eve"), "T"), 100)));
        FoundDocument found = index.documents("7").get(0);
        assertEquals(
                List.of(Optional.of(good), Optional.of(other), Optional.empty()),
                found.variants().stream().map(variant -> variant.sha256()).toList());
        assertEquals(List.of(ANN, BOB), found.variants().get(0).holders());
    }

    /** The clock is read before the index is locked, at first for the search and then for what it has found. */
    @Test
    void documentsAreThoseOfOneMomentWhateverChangesWhileTheyAreSearched() {
        AtomicInteger untilChange = new AtomicInteger();
        AtomicReference<Runnable> change = new AtomicReference<>();
        TimeSource time = new ForwardingTime(new ManualClock(Instant.EPOCH)) {
            @Override
            public long nanos() {
                if (untilChange.decrementAndGet() == 0) {
                    change.get().run();
                }
                return super.nanos();
            }
        };
        MergedIndex changing = new MergedIndex(time, () -> SELF, IndexLimits.DEFAULT);
        changing.setOwn(List.of(rfc(7, SELF, "Own mail")));
        changing.merge(ANN, List.of(word(rfc(7, ANN, "Mail")), hearsay(rfc(7, peer("eve"), "Hearsay"), 100)));
        changing.merge(BOB, List.of(word(rfc(7, BOB, "Mail")), word(rfc(8, BOB, "Mail"))));
        List<FoundDocument> before = changing.documents("mail");
        change.set(() -> {
            changing.remove(BOB);
            changing.merge(ANN, List.of(word(rfc(9, ANN, "Mail"))));
        });
        untilChange.set(2);
        assertEquals(before, changing.documents("mail"));
        assertEquals(List.of(7L, 9L), numbers(changing.documents("mail")));
    }

    private static Rfc hashed(PeerAddress holder, Digest sha256) {
        return new Rfc(7, "T", holder, "rfc7.txt", OptionalLong.of(7), Optional.of(sha256));
    }

    @Test
    void foundIsWhatANaiveSearchFinds() {
        long seed = Seed.draw("indexes to search");
        Random random = new Random(seed);
        for (int i = 0; i < INDEXES; i++) {
            MergedIndex filled = filled(random);
            for (int k = 0; k < 20; k++) {
                String text = text(random, 1 + random.nextInt(3), random.nextBoolean() ? " " : "");
                Supplier<String> which = () -> "seed " + seed + ": '" + text + "' in " + filled.all();
                TitleQuery query = TitleQuery.of(text);
                assertEquals(
                        filled.all().stream()
                                .filter(rfc -> query.match(rfc) != TitleQuery.Match.NONE)
                                .toList(),
                        filled.search(text),
                        which);
                assertEquals(new Naive(filled).documents(text), filled.documents(text), which);
            }
        }
    }

    @Test
    void longWordsAreFoundWhereANaiveSearchFindsThem() {
        long seed = Seed.draw("titles that repeat themselves");
        Random random = new Random(seed);
        for (int i = 0; i < INDEXES; i++) {
            String title = repeating(random, 120);
            int from = random.nextInt(80);
            String part = random.nextBoolean() ? title.substring(from, from + 20) : repeating(random, 20);
            String text = part.replace(' ', '-');
            MergedIndex one = new MergedIndex(new ManualClock(Instant.EPOCH), () -> SELF, IndexLimits.DEFAULT);
            one.merge(ANN, List.of(word(rfc(1, ANN, title))));
            boolean found = TitleQuery.of(text).match(rfc(1, ANN, title)) != TitleQuery.Match.NONE;
            assertEquals(found ? 1 : 0, one.search(text).size(), () -> "seed " + seed + ": " + text + " in " + title);
            assertEquals(new Naive(one).documents(text), one.documents(text));
        }
    }

    /** Nearly all of it is one letter. */
    private static String repeating(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(random.nextInt(20) > 0 ? 'a' : "b -".charAt(random.nextInt(3)));
        }
        return text.toString();
    }

    /** Each byte of a title is compared once or twice, and not with each of the text. */
    @Test
    void titlesThatRepeatThemselvesAreSearchedAsQuicklyAsOthers() {
        String title = "aab" + "a".repeat(1000);
        index.merge(
                ANN,
                LongStream.range(0, 20_000)
                        .mapToObj(number -> word(rfc(number, ANN, title)))
                        .toList());
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        assertEquals(List.of(), index.search("a".repeat(500) + "b"));
        Duration spent = Duration.ofNanos(threads.getCurrentThreadCpuTime() - before);
        assertTrue(spent.toMillis() < 1000, () -> "it took " + spent);
    }

    private static MergedIndex filled(Random random) {
        MergedIndex index = new MergedIndex(new ManualClock(Instant.EPOCH), () -> SELF, IndexLimits.DEFAULT);
        for (PeerAddress holder : List.of(ANN, BOB)) {
            List<Learned> told = new ArrayList<>();
            for (int n = random.nextInt(30); n > 0; n--) {
                told.add(word(rfc(random.nextInt(20), holder, text(random, 1 + random.nextInt(5), ""))));
            }
            index.merge(holder, told);
        }
        return index;
    }

    private static String text(Random random, int parts, String between) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < parts; i++) {
            text.append(PARTS[random.nextInt(PARTS.length)]).append(between);
        }
        return text.toString();
    }

    /** The same records, found in the way that the interface has for those who have no better one. */
    private record Naive(MergedIndex records) implements RfcIndex {
        @Override
        public List<Rfc> all() {
            return records.all();
        }

        @Override
        public List<Rfc> find(long number) {
            return records.find(number);
        }

        @Override
        public List<Rfc> search(String text) {
            return records.search(text);
        }

        @Override
        public int size() {
            return records.size();
        }
    }
}
