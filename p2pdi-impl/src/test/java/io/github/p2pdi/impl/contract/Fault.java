package io.github.p2pdi.impl.contract;

import io.github.p2pdi.transport.Transport;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Ways to break the contract, one thing each, and the tests that must find them. */
@SuppressWarnings("ImmutableEnumChecker") // Functions without a state, and sets that nobody changes.
enum Fault {
    REPORTS_PORT_ZERO(
            Breaking.of(ListenerFaults::reportsPortZero),
            "rule01_portZeroReportsARealPortThatCanBeReached",
            "rule01_eachEndKnowsTheOther"),
    LIES_ABOUT_ITS_END(Breaking.of(ConnectionFaults::liesAboutItsEnd), "rule01_eachEndKnowsTheOther"),
    FLIPS_A_BIT(
            Breaking.of(AnswerFaults::flipsABitBehindABuffer),
            "rule02_bodiesOfEverySizeArriveIntact",
            "rule02_aSecondFrameComesWhereItIsDue"),
    FORGETS_THE_SECOND_FRAME(Breaking.of(AnswerFaults::forgetsTheSecondFrame), "rule02_aSecondFrameComesWhereItIsDue"),
    FORGETS_THE_DEFAULT_HEADERS(
            Breaking.of(AnswerFaults::forgetsTheDefaultHeaders), "rule02_headsArriveIntactWithTheDefaultHeaders"),
    BLAMES_THE_PROTOCOL(
            Breaking.of(ConnectionFaults::blamesTheProtocol),
            "rule03_connectingToNobodyFailsInTime",
            "rule03_aDeadlineThatHasPassedFailsTheConnecting"),
    CONNECTS_TOO_LATE(
            Breaking.of(ConnectionFaults::connectsTooLate), "rule03_aDeadlineThatHasPassedFailsTheConnecting"),
    WAITS_FOR_EVER(Breaking.of(ConnectionFaults::waitsForEver), "rule04_anAnswerThatNeverComesEndsAtTheDeadline"),
    LOCKS_CLOSE_OUT(Breaking.of(ConnectionFaults::locksCloseOut), "rule05_closingEndsAWaitForAnAnswer"),
    COMPLAINS_OF_A_SECOND_CLOSE(Breaking.of(ListenerFaults::complainsOfASecondClose), "rule06_closingTwiceIsQuiet"),
    KEEPS_LISTENING(
            Breaking.of(ListenerFaults::keepsListening),
            "rule07_closingAListenerFreesItsAddress",
            "rule07_closingAListenerEndsItsConnections"),
    TAKES_ANOTHER_ADDRESS(Breaking.of(ListenerFaults::takesAnotherAddress), "rule07_anAddressHasOneListenerAtATime"),
    DIES_OF_A_THROW(Breaking.of(HandlerFaults::diesOfAThrow), "rule08_aHandlerThatThrowsIsA500AndNothingElse"),
    TAKES_A_TORSO_FOR_WHOLE(Breaking.of(AnswerFaults::takesATorsoForWhole), "rule08_aBodyThatFailsNeverLooksWhole"),
    READS_AHEAD(Breaking.of(HandlerFaults::readsAhead), "rule09_aReaderThatDoesNotReadHoldsBackItsWriterAlone"),
    CLOSES_BODIES_TWICE(
            Breaking.of(HandlerFaults::closesBodiesTwice),
            "rule09_aReaderThatNeverReadsIsGivenUp",
            "rule09_anAnswerThatIsSentEndsOnce",
            "rule09_anAnswerToOneWhoIsGoneEndsOnce",
            "rule09_anAnswerOfAClosedListenerEndsOnce",
            "rule09_aSecondAnswerIsRefusedAndClosed"),
    LEAVES_REFUSED_BODIES_OPEN(
            Breaking.of(HandlerFaults::leavesRefusedBodiesOpen), "rule09_aSecondAnswerIsRefusedAndClosed"),
    TELLS_THE_END_TWICE(
            Breaking.of(HandlerFaults::tellsTheEndTwice),
            "rule09_aReaderThatNeverReadsIsGivenUp",
            "rule09_anAnswerThatIsSentEndsOnce",
            "rule09_anAnswerToOneWhoIsGoneEndsOnce",
            "rule09_anAnswerOfAClosedListenerEndsOnce",
            "rule09_aSecondAnswerIsRefusedAndClosed"),
    LEAVES_A_THREAD(LeavingFaults::leavesAThread, "rule10_closingATransportLeavesNothing"),
    LEAVES_A_SOCKET(LeavingFaults::leavesASocket, "rule10_closingATransportLeavesNothing");

    private final Breaking breaking;
    private final Set<String> found;

    Fault(Breaking breaking, String... foundBy) {
        this.breaking = breaking;
        this.found = Set.of(foundBy);
    }

    Set<String> foundBy() {
        return found;
    }

    /** What the names of the tests of the broken rule begin with. */
    String rule() {
        return found.iterator().next().substring(0, "rule00".length());
    }

    Transport breakIt(Transport good, Consumer<AutoCloseable> leftBehind) {
        return breaking.of(good, leftBehind);
    }

    /** Makes a broken transport of a good one; what it leaves behind is closed when the test is over. */
    interface Breaking {
        Transport of(Transport good, Consumer<AutoCloseable> leftBehind);

        static Breaking of(UnaryOperator<Transport> breaking) {
            return (good, leftBehind) -> breaking.apply(good);
        }
    }
}
