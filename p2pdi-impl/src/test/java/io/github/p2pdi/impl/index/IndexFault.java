package io.github.p2pdi.impl.index;

import io.github.p2pdi.impl.contract.WallTime;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.IndexLimits;
import io.github.p2pdi.node.RfcIndex;
import io.github.p2pdi.testkit.TaughtIndex;
import io.github.p2pdi.time.TimeSource;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Ways to break the rules of an index, one thing each, and the tests that must find them. */
@SuppressWarnings("ImmutableEnumChecker") // Functions without a state, and sets that nobody changes.
enum IndexFault {
    COMPARES_PORTS_AS_TEXT(
            reading(ListFaults::comparesPortsAsText), "rule01_allAreInTheOrderOfNumberHostPortAndScheme"),
    LISTS_WHAT_IS_TOLD_TWICE_TWICE(
            learning(LearningFaults::listsWhatIsToldTwiceTwice), "rule01_eachIsThereOnceWhoeverTellsIt"),
    LISTS_A_THOUSAND(reading(ListFaults::listsAThousand), "rule01_thereIsNoLimit"),
    FINDS_IN_THE_ORDER_OF_ALL(
            reading(ListFaults::findsInTheOrderOfAll), "rule02_ownOnesComeFirstThenHoldersOwnWordsThenHearsay"),
    CUTS_NUMBERS(reading(ListFaults::cutsNumbers), "rule02_everyNumberIsFound"),
    SEARCHES_FOR_ANY_WORD(
            reading(SearchFaults::searchesForAnyWord),
            "rule03_everyWordIsInTheTitleInAnyCaseAndOrderOrItIsTheNumber",
            "rule03_whatMatchesIsWhatTheQuerySays"),
    MINDS_ACCENTS(
            reading(SearchFaults::mindsAccents),
            "rule03_everyWordIsInTheTitleInAnyCaseAndOrderOrItIsTheNumber",
            "rule03_whatMatchesIsWhatTheQuerySays"),
    SEARCHES_FOR_NO_NUMBER(
            reading(SearchFaults::searchesForNoNumber),
            "rule03_everyWordIsInTheTitleInAnyCaseAndOrderOrItIsTheNumber",
            "rule03_whatMatchesIsWhatTheQuerySays"),
    SEARCHES_HOLDER_BY_HOLDER(
            reading(SearchFaults::searchesHolderByHolder),
            "rule03_whatIsFoundIsInTheOrderOfAll",
            "rule03_theFirstThousandAreFound",
            "rule03_whatMatchesIsWhatTheQuerySays"),
    SEARCHES_ON(reading(SearchFaults::searchesOn), "rule03_theFirstThousandAreFound"),
    LEAVES_OUT_WHO_CALLS_IT_OTHERWISE(
            reading(SearchFaults::leavesOutWhoCallsItOtherwise),
            "rule04_documentHasAllItsHoldersAlsoThoseThatCallItOtherwise",
            "rule04_whatMatchesIsWhatTheQuerySays"),
    TAKES_VARIANTS_FOR_DOCUMENTS(
            reading(SearchFaults::takesVariantsForDocuments),
            "rule04_documentHasAllItsHoldersAlsoThoseThatCallItOtherwise"),
    GIVES_DOCUMENTS_BY_NUMBER(
            reading(SearchFaults::givesDocumentsByNumber),
            "rule04_numberIsBestThenWholeWordsThenParts",
            "rule04_lowerNumbersComeFirstAndTheBestHundredAreGiven",
            "rule04_whatMatchesIsWhatTheQuerySays"),
    GIVES_FIFTY_DOCUMENTS(
            reading(SearchFaults::givesFiftyDocuments), "rule04_lowerNumbersComeFirstAndTheBestHundredAreGiven"),
    GIVES_ITS_LISTS_AWAY(reading(ListFaults::givesItsListsAway), "rule05_listsCannotBeChanged"),
    GIVES_A_VIEW_OF_OWN_RECORDS(reading(ListFaults::givesAViewOfOwnRecords), "rule05_listsStayWhenOwnRecordsChange"),
    TAKES_FROM_ITS_LISTS(
            reading(ListFaults::takesFromItsLists),
            "rule05_listsStayWhenOthersSaySomethingElse",
            "rule05_listsStayWhenTimeRunsOut"),
    COUNTS_TO_A_THOUSAND(reading(ListFaults::countsToAThousand), "rule06_sizeIsHowManyRecordsThereAre"),
    BELIEVES_TOO_LONG(
            learning(LearningFaults::believesTooLong),
            "rule07_hearsayIsThereUntilItsNanosecondWhateverIsAsked",
            "rule07_wordsAreThereUntilTheirNanosecondWhateverIsAsked",
            "rule07_sizeIsThatOfTheNanosecond",
            "rule07_wallClockDoesNotMatter"),
    FORGETS_TOO_EARLY(
            learning(LearningFaults::forgetsTooEarly),
            "rule07_hearsayIsThereUntilItsNanosecondWhateverIsAsked",
            "rule07_wordsAreThereUntilTheirNanosecondWhateverIsAsked",
            "rule07_sizeIsThatOfTheNanosecond",
            "rule07_wallClockDoesNotMatter"),
    REMEMBERS_ITS_SIZE(learning(LearningFaults::remembersItsSize), "rule07_sizeIsThatOfTheNanosecond"),
    REMEMBERS_WHAT_IT_FOUND(
            learning(LearningFaults::remembersWhatItFound),
            "rule07_hearsayIsThereUntilItsNanosecondWhateverIsAsked",
            "rule07_wordsAreThereUntilTheirNanosecondWhateverIsAsked"),
    FORGETS_ITS_OWN(
            (self, time) ->
                    reading(good -> ListFaults.forgetsItsOwn(good, self, time)).open(self, time),
            "rule07_ownRecordsHaveNoEnd"),
    GOES_BY_THE_WALL_CLOCK((self, time) -> good(self, new WallTime(time)), "rule07_wallClockDoesNotMatter"),
    LOOKS_TWICE(learning(LearningFaults::looksTwice), "eachCallSeesOneMoment");

    private final Opening opening;
    private final Set<String> foundBy;

    IndexFault(Opening opening, String... foundBy) {
        this.opening = opening;
        this.foundBy = Set.of(foundBy);
    }

    Set<String> foundBy() {
        return foundBy;
    }

    TaughtIndex open(PeerAddress self, TimeSource time) {
        return opening.open(self, time);
    }

    private interface Opening {
        TaughtIndex open(PeerAddress self, TimeSource time);
    }

    private static Opening learning(UnaryOperator<TaughtIndex> breaking) {
        return (self, time) -> breaking.apply(good(self, time));
    }

    private static Opening reading(UnaryOperator<RfcIndex> breaking) {
        return learning(good -> new WrappedTaught(good, breaking.apply(good.index())));
    }

    private static TaughtIndex good(PeerAddress self, TimeSource time) {
        return Taught.of(new MergedIndex(time, () -> self, IndexLimits.DEFAULT));
    }
}
