package io.github.p2pdi.testkit;

import static io.github.p2pdi.testkit.IndexStage.ANN;
import static io.github.p2pdi.testkit.IndexStage.BOB;
import static io.github.p2pdi.testkit.IndexStage.GOSSIP;
import static io.github.p2pdi.testkit.IndexStage.SELF;
import static io.github.p2pdi.testkit.IndexStage.TELLER;
import static io.github.p2pdi.testkit.IndexStage.YVE;
import static io.github.p2pdi.testkit.IndexStage.ZOE;
import static io.github.p2pdi.testkit.IndexStage.rfc;
import static io.github.p2pdi.testkit.IndexStage.rfcs;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.RfcIndex;
import io.github.p2pdi.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link RfcIndex} keeps, as tests; the names of the tests begin with the number of the rule in its description. Extend it, say how the index
 * learns, and run:
 *
 * <pre>{@code
 * class CardIndexTest extends RfcIndexContract {
 *     @Override
 *     protected TaughtIndex open(PeerAddress self, TimeSource time) {
 *         CardIndex cards = new CardIndex(self, time);
 *         return new TaughtIndex() { ... };
 *     }
 * }
 * }</pre>
 *
 * <p>Each test opens one index, which must be empty and have room for 5,000 records. Time stands still but where a test moves it. No test depends on how
 * fast anything is.
 */
public abstract class RfcIndexContract {
    private static final Duration TTL = Duration.ofSeconds(100);
    private static final Duration NANO = Duration.ofNanos(1);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T00:00:00Z"));

    @SuppressWarnings("NullAway.Init") // Each test begins with opening one.
    private TaughtIndex taught;

    @SuppressWarnings("NullAway.Init")
    private RfcIndex index;

    /** For those who extend it. */
    protected RfcIndexContract() {}

    /**
     * {@return an index to test, empty}
     *
     * @param self the peer that it is of
     * @param time what lifetimes are measured on
     * @throws Exception if it cannot be opened
     */
    protected abstract TaughtIndex open(PeerAddress self, TimeSource time) throws Exception;

    @BeforeEach
    void openTheIndex() throws Exception {
        taught = open(SELF, clock);
        index = taught.index();
    }

    @Test
    void rule01_allAreInTheOrderOfNumberHostPortAndScheme() {
        PeerAddress port = ANN.withPort(900);
        PeerAddress scheme = new PeerAddress("tls", port.host(), port.port());
        taught.setOwn(List.of(rfc(10, SELF), rfc(2, SELF)));
        taught.tell(TELLER, List.of(rfc(10, ZOE), rfc(2, ZOE)), TTL);
        Stream.of(scheme, BOB, ANN, port)
                .forEach(holder -> taught.say(holder, List.of(rfc(10, holder), rfc(2, holder))));
        List<PeerAddress> holders = List.of(port, scheme, ANN, BOB, SELF, ZOE);
        assertEquals(
                Stream.of(2, 10)
                        .flatMap(number -> holders.stream().map(holder -> rfc(number, holder)))
                        .toList(),
                index.all());
    }

    @Test
    void rule01_eachIsThereOnceWhoeverTellsIt() {
        taught.tell(TELLER, List.of(rfc(7, ANN), rfc(7, BOB)), TTL);
        taught.say(ANN, List.of(rfc(7, ANN)));
        taught.tell(GOSSIP, List.of(rfc(7, ANN), rfc(7, BOB)), TTL);
        assertEquals(List.of(rfc(7, ANN), rfc(7, BOB)), index.all());
    }

    @Test
    void rule01_thereIsNoLimit() {
        taught.say(ANN, rfcs(0, 3_000, ANN, "Many"));
        assertEquals(rfcs(0, 3_000, ANN, "Many"), index.all());
    }

    @Test
    void rule02_ownOnesComeFirstThenHoldersOwnWordsThenHearsay() {
        PeerAddress port = ANN.withPort(900);
        PeerAddress scheme = new PeerAddress("tls", port.host(), port.port());
        PeerAddress first = PeerAddress.of("aaa.example", 1);
        taught.tell(TELLER, List.of(rfc(7, BOB), rfc(6, BOB), rfc(7, first)), TTL);
        Stream.of(ZOE, ANN, scheme, port)
                .forEach(holder -> taught.say(holder, List.of(rfc(7, holder), rfc(8, holder))));
        taught.setOwn(List.of(rfc(7, SELF), rfc(8, SELF)));
        assertEquals(
                Stream.of(SELF, port, scheme, ANN, ZOE, first, BOB)
                        .map(holder -> rfc(7, holder))
                        .toList(),
                index.find(7));
        assertEquals(List.of(rfc(6, BOB)), index.find(6));
        assertEquals(List.of(), index.find(5));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, Long.MAX_VALUE - 1, Long.MAX_VALUE})
    void rule02_everyNumberIsFound(long number) {
        taught.setOwn(List.of(rfc(number, SELF)));
        taught.say(YVE, List.of(rfc(number, YVE)));
        taught.say(BOB, rfcs(2, 100, BOB, "Others"));
        assertEquals(List.of(rfc(number, SELF), rfc(number, YVE)), index.find(number));
    }

    @ParameterizedTest
    @CsvSource({
        "transfer, '1,3'",
        "TRANSFER, '1,3'",
        "file transfer, '1'",
        "transfer   file, '1'",
        "' file\ttransfer ', '1'",
        "ans, '1,3'",
        "file file, '1'",
        "114, '4,114'",
        "0114, '114'",
        "1, '1,4,5'",
        "rfc 114, '4'",
        "file 114, ''",
        "\u00fcber, '2'",
        "uber, '2'",
        "\uff11, '1,4,5'",
        "STRASSE, '2'",
        "\u03c3\u03bf\u03c6\u03bf\u03c2, '5'",
        "\u8a9e\u306e, '6'",
        "99999999999999999999, ''",
        "'', '1,2,3,4,5,6,114'",
        "' \t\u00a0', '1,2,3,4,5,6,114'"
    })
    void rule03_everyWordIsInTheTitleInAnyCaseAndOrderOrItIsTheNumber(String text, String numbers) {
        new SearchRules(taught).titlesFound(text, numbers);
    }

    @Test
    void rule03_whatIsFoundIsInTheOrderOfAll() {
        new SearchRules(taught).foundIsInTheOrderOfAll();
    }

    @Test
    void rule03_theFirstThousandAreFound() {
        new SearchRules(taught).firstThousandAreFound();
    }

    @Test
    void rule03_whatMatchesIsWhatTheQuerySays() {
        new SearchRules(taught).foundIsWhatTheQuerySays();
    }

    @Test
    void rule04_documentHasAllItsHoldersAlsoThoseThatCallItOtherwise() {
        new SearchRules(taught).documentHasAllItsHolders();
    }

    @Test
    void rule04_numberIsBestThenWholeWordsThenParts() {
        new SearchRules(taught).numberIsBestThenWholeWordsThenParts();
    }

    @Test
    void rule04_lowerNumbersComeFirstAndTheBestHundredAreGiven() {
        new SearchRules(taught).bestHundredAreGiven();
    }

    @Test
    void rule04_whatMatchesIsWhatTheQuerySays() {
        new SearchRules(taught).documentsAreWhatTheQuerySays();
    }

    @ParameterizedTest
    @EnumSource
    void rule05_listsCannotBeChanged(IndexStage.Question question) {
        threeSources();
        assertUnmodifiable(question.ask(index));
    }

    private static <T> void assertUnmodifiable(List<T> list) {
        T one = list.get(0);
        assertThrows(UnsupportedOperationException.class, () -> list.add(one));
        assertThrows(UnsupportedOperationException.class, () -> list.set(0, one));
        assertThrows(UnsupportedOperationException.class, () -> list.remove(0));
        assertThrows(UnsupportedOperationException.class, list::clear);
        Iterator<T> each = list.iterator();
        each.next();
        assertThrows(UnsupportedOperationException.class, each::remove);
    }

    @ParameterizedTest
    @EnumSource
    void rule05_listsStayWhenOwnRecordsChange(IndexStage.Question question) {
        List<Rfc> records = threeSources();
        List<?> before = question.ask(index);
        taught.setOwn(List.of(rfc(1, SELF), rfc(7, SELF, "Renamed")));
        assertEquals(question.answer(records), before);
    }

    @ParameterizedTest
    @EnumSource
    void rule05_listsStayWhenOthersSaySomethingElse(IndexStage.Question question) {
        List<Rfc> records = threeSources();
        List<?> before = question.ask(index);
        taught.say(YVE, List.of(rfc(7, YVE, "Renamed"), rfc(8, YVE)));
        taught.say(ZOE, List.of());
        taught.tell(TELLER, List.of(rfc(7, BOB)), TTL);
        assertEquals(question.answer(records), before);
    }

    @ParameterizedTest
    @EnumSource
    void rule05_listsStayWhenTimeRunsOut(IndexStage.Question question) {
        List<Rfc> records = threeSources();
        List<?> before = question.ask(index);
        clock.advance(Duration.ofDays(1));
        question.ask(index);
        assertEquals(question.answer(records), before);
    }

    /** An own record, one of a holder's own word and one of hearsay. */
    private List<Rfc> threeSources() {
        taught.setOwn(List.of(rfc(7, SELF)));
        taught.say(YVE, List.of(rfc(7, YVE)));
        taught.tell(TELLER, List.of(rfc(7, ZOE)), TTL);
        return List.of(rfc(7, SELF), rfc(7, YVE), rfc(7, ZOE));
    }

    @Test
    void rule06_sizeIsHowManyRecordsThereAre() {
        assertEquals(0, index.size());
        taught.setOwn(List.of(rfc(1, SELF), rfc(2, SELF)));
        assertEquals(2, index.size());
        taught.tell(TELLER, List.of(rfc(1, ANN), rfc(1, BOB)), TTL);
        taught.tell(GOSSIP, List.of(rfc(1, BOB)), TTL);
        assertEquals(4, index.size());
        taught.say(ANN, rfcs(0, 3_000, ANN, "Many"));
        assertEquals(3_003, index.size());
        taught.say(ANN, List.of(rfc(1, ANN)));
        taught.setOwn(List.of());
        assertEquals(2, index.size());
    }

    @ParameterizedTest
    @EnumSource
    void rule07_hearsayIsThereUntilItsNanosecondWhateverIsAsked(IndexStage.Question question) {
        taught.setOwn(List.of(rfc(7, SELF)));
        taught.tell(TELLER, List.of(rfc(7, YVE)), TTL);
        taught.tell(GOSSIP, List.of(rfc(7, ZOE)), TTL.plusSeconds(1));
        clock.advance(TTL.minus(NANO));
        assertEquals(question.answer(List.of(rfc(7, SELF), rfc(7, YVE), rfc(7, ZOE))), question.ask(index));
        clock.advance(NANO);
        assertEquals(question.answer(List.of(rfc(7, SELF), rfc(7, ZOE))), question.ask(index));
        clock.advance(Duration.ofSeconds(1));
        assertEquals(question.answer(List.of(rfc(7, SELF))), question.ask(index));
    }

    @ParameterizedTest
    @EnumSource
    void rule07_wordsAreThereUntilTheirNanosecondWhateverIsAsked(IndexStage.Question question) {
        Duration lasting = taught.say(YVE, List.of(rfc(7, YVE)));
        clock.advance(NANO);
        taught.say(ZOE, List.of(rfc(7, ZOE)));
        clock.advance(lasting.minus(NANO.multipliedBy(2)));
        assertEquals(question.answer(List.of(rfc(7, YVE), rfc(7, ZOE))), question.ask(index));
        clock.advance(NANO);
        assertEquals(question.answer(List.of(rfc(7, ZOE))), question.ask(index));
        clock.advance(NANO);
        assertEquals(List.of(), question.ask(index));
    }

    @Test
    void rule07_sizeIsThatOfTheNanosecond() {
        Duration lasting = taught.say(ANN, List.of(rfc(7, ANN)));
        taught.tell(TELLER, List.of(rfc(7, BOB)), TTL);
        clock.advance(TTL.minus(NANO));
        assertEquals(2, index.size());
        clock.advance(NANO);
        assertEquals(1, index.size());
        clock.advance(lasting.minus(TTL).minus(NANO));
        assertEquals(1, index.size());
        clock.advance(NANO);
        assertEquals(0, index.size());
    }

    @Test
    void rule07_ownRecordsHaveNoEnd() {
        taught.setOwn(List.of(rfc(7, SELF)));
        clock.advance(Duration.ofDays(1_000));
        assertEquals(List.of(rfc(7, SELF)), index.all());
    }

    @ParameterizedTest
    @CsvSource({"24", "-24"})
    void rule07_wallClockDoesNotMatter(int hours) {
        taught.tell(TELLER, List.of(rfc(7, BOB)), TTL);
        clock.jumpWall(Duration.ofHours(hours));
        clock.advance(TTL.minus(NANO));
        assertEquals(List.of(rfc(7, BOB)), index.find(7));
        clock.jumpWall(Duration.ofHours(-2L * hours));
        clock.advance(NANO);
        assertEquals(List.of(), index.find(7));
    }

    @Test
    void eachCallSeesOneMoment() throws Exception {
        new MomentRules(taught).eachCallSeesOneMoment();
    }
}
