package io.github.p2pdi.testkit;

import static io.github.p2pdi.testkit.IndexStage.ANN;
import static io.github.p2pdi.testkit.IndexStage.BOB;
import static io.github.p2pdi.testkit.IndexStage.SELF;
import static io.github.p2pdi.testkit.IndexStage.TELLER;
import static io.github.p2pdi.testkit.IndexStage.ZOE;
import static io.github.p2pdi.testkit.IndexStage.rfc;
import static io.github.p2pdi.testkit.IndexStage.rfcs;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.FoundDocument;
import io.github.p2pdi.node.RfcIndex;
import io.github.p2pdi.node.TitleQuery;
import io.github.p2pdi.node.TitleQuery.Match;
import io.github.p2pdi.node.Variant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Rules 3 and 4: records and documents by their titles. */
final class SearchRules {
    private static final Duration TTL = Duration.ofSeconds(100);
    private static final int INDEXES = 40;
    private static final int QUESTIONS = 10;

    /** Titles and questions of these have in common what folding makes equal, and parts of words. */
    private static final String[] PARTS = {
        "mail", "Mail", "FTP", "ftp", "über", "Uber", "Straße", "1", "12", "a", "aa", "ﬁle", "日本", "Ω", "x-y", "(x)",
        " ", "é", "e\u0301", "İ", "ß"
    };

    private final TaughtIndex taught;
    private final RfcIndex index;

    SearchRules(TaughtIndex taught) {
        this.taught = taught;
        this.index = taught.index();
    }

    void titlesFound(String text, String numbers) {
        taught.say(
                ANN,
                List.of(
                        rfc(1, ANN, "File Transfer 1"),
                        rfc(2, ANN, "\u00dcber die Stra\u00dfe"),
                        rfc(3, ANN, "Data transfer"),
                        rfc(4, ANN, "Comments on RFC 114"),
                        rfc(5, ANN, "\u03a3\u039f\u03a6\u039f\u03a3 1"),
                        rfc(6, ANN, "\u65e5\u672c\u8a9e\u306e\u6587\u66f8"),
                        rfc(114, ANN, "Nothing")));
        List<Long> expected = numbers.isEmpty()
                ? List.of()
                : Stream.of(numbers.split(",", -1)).map(Long::valueOf).toList();
        assertEquals(expected, index.search(text).stream().map(Rfc::number).toList());
    }

    void foundIsInTheOrderOfAll() {
        PeerAddress port = ANN.withPort(900);
        taught.setOwn(List.of(rfc(2, SELF), rfc(10, SELF)));
        taught.tell(TELLER, List.of(rfc(2, BOB), rfc(10, BOB)), TTL);
        Stream.of(ZOE, ANN, port).forEach(holder -> taught.say(holder, List.of(rfc(10, holder), rfc(2, holder))));
        assertEquals(
                Stream.of(2, 10)
                        .flatMap(number -> Stream.of(port, ANN, BOB, SELF, ZOE).map(holder -> rfc(number, holder)))
                        .toList(),
                index.search("mail"));
    }

    /** Whoever knows them: all three sources have some of the first thousand. */
    void firstThousandAreFound() {
        taught.say(ZOE, rfcs(0, 500, ZOE, "The mail"));
        taught.tell(TELLER, rfcs(0, 500, BOB, "By mail"), TTL);
        taught.setOwn(rfcs(0, 500, SELF, "Mail"));
        List<Rfc> all = LongStream.range(0, 500)
                .boxed()
                .flatMap(n -> Stream.of(rfc(n, BOB, "By mail"), rfc(n, SELF, "Mail"), rfc(n, ZOE, "The mail")))
                .toList();
        List<Rfc> first = all.subList(0, RfcIndex.MOST_FOUND);
        assertEquals(first, index.search("mail"));
        assertEquals(first, index.search(""));
    }

    void documentHasAllItsHolders() {
        Digest good = new Digest("a".repeat(64));
        Digest other = new Digest("b".repeat(64));
        taught.setOwn(List.of(hashed(SELF, "Called otherwise", other), rfc(8, SELF, "Mail as well")));
        taught.say(ANN, List.of(hashed(ANN, "Mail", good)));
        taught.say(ZOE, List.of(hashed(ZOE, "Otherwise, too", good)));
        taught.tell(TELLER, List.of(rfc(7, BOB, "The mail"), rfc(9, BOB, "Nothing")), TTL);
        OptionalLong size = OptionalLong.of(7);
        FoundDocument seven = new FoundDocument(
                7,
                "Called otherwise",
                List.of(
                        new Variant(Optional.of(good), size, List.of(ANN, ZOE)),
                        new Variant(Optional.of(other), size, List.of(SELF)),
                        new Variant(Optional.empty(), size, List.of(BOB))));
        FoundDocument eight =
                new FoundDocument(8, "Mail as well", List.of(new Variant(Optional.empty(), size, List.of(SELF))));
        assertEquals(List.of(seven, eight), index.documents("mail"));
        assertEquals(List.of(seven), index.documents("otherwise"));
    }

    private static Rfc hashed(PeerAddress holder, String title, Digest sha256) {
        return new Rfc(7, title, holder, "rfc7.txt", OptionalLong.of(7), Optional.of(sha256));
    }

    void numberIsBestThenWholeWordsThenParts() {
        taught.setOwn(
                List.of(rfc(5, SELF, "Version 793a of something"), rfc(793, SELF, "Transmission Control Protocol")));
        taught.say(
                ANN,
                List.of(
                        rfc(4, ANN, "What 7931 says"),
                        rfc(6, ANN, "What 793 says"),
                        rfc(7, ANN, "What 7932 says"),
                        rfc(8, ANN, "What nobody says")));
        taught.tell(TELLER, List.of(rfc(7, BOB, "(793)")), TTL);
        assertNumbers(List.of(793L, 6L, 7L, 4L, 5L), "793");
        taught.setOwn(List.of());
        assertNumbers(List.of(6L, 7L, 4L), "793");
    }

    void bestHundredAreGiven() {
        taught.say(ANN, rfcs(1, 120, ANN, "Webmail"));
        taught.say(BOB, rfcs(111, 20, BOB, "By mail"));
        taught.setOwn(List.of(rfc(120, SELF, "Mails"), rfc(1_000, SELF, "Mail")));
        assertNumbers(
                Stream.of(LongStream.rangeClosed(111, 130), LongStream.of(1_000), LongStream.rangeClosed(1, 79))
                        .flatMap(LongStream::boxed)
                        .toList(),
                "mail");
        assertNumbers(LongStream.rangeClosed(1, 100).boxed().toList(), "");
        taught.setOwn(rfcs(2_000, 150, SELF, "1 MAIL"));
        assertNumbers(LongStream.rangeClosed(2_000, 2_099).boxed().toList(), "mail 1");
    }

    private void assertNumbers(List<Long> expected, String text) {
        assertEquals(
                expected,
                index.documents(text).stream().map(FoundDocument::number).toList());
    }

    void foundIsWhatTheQuerySays() {
        fillAndAsk((records, text) -> {
            TitleQuery query = TitleQuery.of(text);
            assertEquals(
                    records.stream()
                            .filter(rfc -> query.match(rfc) != Match.NONE)
                            .toList(),
                    index.search(text),
                    () -> "'" + text + "' in " + records);
        });
    }

    void documentsAreWhatTheQuerySays() {
        fillAndAsk((records, text) ->
                assertEquals(documents(records, text), index.documents(text), () -> "'" + text + "' in " + records));
    }

    private static List<FoundDocument> documents(List<Rfc> records, String text) {
        TitleQuery query = TitleQuery.of(text);
        Map<Match, List<FoundDocument>> byMatch = new TreeMap<>();
        Map<Long, List<Rfc>> byNumber = records.stream().collect(groupingBy(Rfc::number, TreeMap::new, toList()));
        byNumber.values().forEach(same -> {
            Match best = same.stream()
                    .map(query::match)
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
            byMatch.computeIfAbsent(best, any -> new ArrayList<>()).add(FoundDocument.of(same));
        });
        byMatch.remove(Match.NONE);
        return byMatch.values().stream().flatMap(List::stream).toList();
    }

    /** Titles and texts by lot, the same in every run: what records there are in the end, and what is asked. */
    private void fillAndAsk(BiConsumer<List<Rfc>, String> asking) {
        Random random = new Random(20260301);
        for (int i = 0; i < INDEXES; i++) {
            List<Rfc> records = new ArrayList<>();
            for (PeerAddress holder : List.of(ANN, BOB)) {
                List<Rfc> said = LongStream.range(0, 20)
                        .filter(n -> random.nextInt(3) > 0)
                        .mapToObj(n -> rfc(n, holder, text(random, 1 + random.nextInt(5), "")))
                        .toList();
                taught.say(holder, said);
                records.addAll(said);
            }
            records.sort(Comparator.comparing(Rfc::key));
            for (int k = 0; k < QUESTIONS; k++) {
                asking.accept(records, text(random, 1 + random.nextInt(3), random.nextBoolean() ? " " : ""));
            }
        }
    }

    private static String text(Random random, int parts, String between) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < parts; i++) {
            text.append(PARTS[random.nextInt(PARTS.length)]).append(between);
        }
        return text.toString();
    }
}
