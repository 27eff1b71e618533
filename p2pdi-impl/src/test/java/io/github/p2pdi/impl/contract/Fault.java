package io.github.p2pdi.impl.contract;

import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.transport.TransportContext;
import io.github.p2pdi.transport.TransportLimits;
import io.github.p2pdi.transport.TransportProvider;
import java.time.Duration;
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
            "rule02_aPartOfAFileArrivesAsACopyOfItWould",
            "rule02_aSecondFrameComesWhereItIsDue"),
    SENDS_FILES_FROM_THEIR_START(
            Breaking.of(HandlerFaults::sendsFilesFromTheirStart),
            "rule02_bodiesOfEverySizeArriveIntact",
            "rule02_aPartOfAFileArrivesAsACopyOfItWould"),
    FORGETS_THE_SECOND_FRAME(
            Breaking.of(AnswerFaults::forgetsTheSecondFrame),
            "rule02_aSecondFrameComesWhereItIsDue",
            "rule02_everyHeadIsToldToTheListener"),
    INVENTS_A_SECOND_FRAME(Breaking.of(AnswerFaults::inventsASecondFrame), "rule02_noSecondFrameComesWhereNoneIsDue"),
    ASKS_THE_SAME_TWICE(Breaking.of(ConnectionFaults::asksTheSameTwice), "rule02_answersComeInTheOrderOfTheRequests"),
    FORGETS_THE_DEFAULT_HEADERS(
            Breaking.of(AnswerFaults::forgetsTheDefaultHeaders), "rule02_headsArriveIntactWithTheDefaultHeaders"),
    TELLS_NOBODY(Breaking.by(AnswerFaults::tellsNobody), "rule02_everyHeadIsToldToTheListener"),
    BLAMES_THE_PROTOCOL(
            Breaking.of(ConnectionFaults::blamesTheProtocol),
            "rule03_connectingToNobodyFailsInTime",
            "rule03_connectingToSomebodyDeafEndsAtTheDeadline",
            "rule03_aDeadlineThatHasPassedFailsTheConnecting"),
    CONNECTS_TOO_LATE(
            Breaking.of(ConnectionFaults::connectsTooLate),
            "rule03_connectingToSomebodyDeafEndsAtTheDeadline",
            "rule03_aDeadlineThatHasPassedFailsTheConnecting"),
    WAITS_FOR_EVER(Breaking.of(ConnectionFaults::waitsForEver), "rule04_anAnswerThatNeverComesEndsAtTheDeadline"),
    FORGETS_THE_READ_STALL(
            Breaking.within(limits -> limits.readStall(Breaking.LONG)),
            "rule04_aSecondFrameThatNeverComesEndsAtTheReadStall",
            "rule04_aBodyThatStallsEndsAtTheReadStall"),
    LOCKS_CLOSE_OUT(
            Breaking.of(ConnectionFaults::locksCloseOut),
            "rule05_closingEndsAWaitForAnAnswer",
            "rule05_closingEndsAWaitForASecondFrame",
            "rule05_closingEndsAWaitForABody",
            "rule05_closingAnAnswerEndsAWaitForItsBody"),
    COMPLAINS_OF_A_SECOND_CLOSE(
            Breaking.of(ListenerFaults::complainsOfASecondClose),
            "rule06_closingTwiceIsQuiet",
            "rule06_twoHandlersMayCloseTheirListenerAtOnce"),
    COMPLAINS_BEHIND_ITS_END(Breaking.of(ListenerFaults::complainsBehindItsEnd), "rule06_closingInAnyOrderIsQuiet"),
    WAITS_FOR_ITS_HANDLERS(
            ListenerFaults::waitsForItsHandlers,
            "rule06_aHandlerMayCloseItsListener",
            "rule06_twoHandlersMayCloseTheirListenerAtOnce"),
    GIVES_WHAT_IS_CLOSED(Breaking.of(ListenerFaults::givesWhatIsClosed), "rule06_aClosedTransportOpensNothing"),
    KEEPS_LISTENING(
            Breaking.of(ListenerFaults::keepsListening),
            "rule07_closingAListenerFreesItsAddress",
            "rule07_closingAListenerEndsItsConnections"),
    TAKES_ANOTHER_ADDRESS(Breaking.of(ListenerFaults::takesAnotherAddress), "rule07_anAddressHasOneListenerAtATime"),
    DIES_OF_A_THROW(Breaking.of(HandlerFaults::diesOfAThrow), "rule08_aHandlerThatThrowsIsA500AndNothingElse"),
    FORGETS_WHAT_STANDS_BEFORE_A_THROW(
            Breaking.of(HandlerFaults::forgetsWhatStandsBeforeAThrow), "rule08_aThrowBehindAnAnswerChangesNothing"),
    DIES_OF_A_HANG_UP(Breaking.of(HandlerFaults::diesOfAHangUp), "rule08_hangingUpEndsOneConnection"),
    FORGETS_LATE_ANSWERS(
            Breaking.of(HandlerFaults::forgetsLateAnswers), "rule08_anExchangeThatNobodyAnswersHoldsNobodyUp"),
    TAKES_A_TORSO_FOR_WHOLE(
            Breaking.of(AnswerFaults::takesATorsoForWhole),
            "rule08_aBodyThatFailsNeverLooksWhole",
            "rule08_aFileThatIsCutNeverLooksWhole"),
    PADS_FILES(Breaking.of(HandlerFaults::padsFiles), "rule08_aFileThatIsCutNeverLooksWhole"),
    DIES_OF_A_LISTENER(Breaking.of(HandlerFaults::diesOfAListener), "rule08_aListenerThatThrowsHarmsNobody"),
    READS_AHEAD(
            Breaking.of(HandlerFaults::readsAhead),
            "rule09_aReaderThatDoesNotReadHoldsBackItsWriterAlone",
            "rule09_closingAListenerEndsAWriterThatWaits"),
    NEVER_GIVES_UP(
            Breaking.within(limits -> limits.writeStall(Breaking.LONG)), "rule09_aReaderThatNeverReadsIsGivenUp"),
    WAITS_FOR_ITS_READERS(ListenerFaults::waitsForItsReaders, "rule09_closingAListenerEndsAWriterThatWaits"),
    CLOSES_BODIES_TWICE(
            Breaking.of(HandlerFaults::closesBodiesTwice),
            "rule09_aReaderThatNeverReadsIsGivenUp",
            "rule09_anAnswerThatIsSentEndsOnce",
            "rule09_anAnswerToOneWhoIsGoneEndsOnce",
            "rule09_closingAListenerEndsAWriterThatWaits",
            "rule09_aSecondAnswerIsRefusedAndClosed"),
    LEAVES_REFUSED_BODIES_OPEN(
            Breaking.of(HandlerFaults::leavesRefusedBodiesOpen), "rule09_aSecondAnswerIsRefusedAndClosed"),
    TELLS_THE_END_TWICE(
            Breaking.of(HandlerFaults::tellsTheEndTwice),
            "rule09_aReaderThatNeverReadsIsGivenUp",
            "rule09_anAnswerThatIsSentEndsOnce",
            "rule09_anAnswerToOneWhoIsGoneEndsOnce",
            "rule09_everyListenerOfAnExchangeIsTold",
            "rule09_closingAListenerEndsAWriterThatWaits",
            "rule09_aSecondAnswerIsRefusedAndClosed"),
    TELLS_THE_LAST_LISTENER_ALONE(
            Breaking.of(HandlerFaults::tellsTheLastListenerAlone), "rule09_everyListenerOfAnExchangeIsTold"),
    LEAVES_A_THREAD(LeavingFaults::leavesAThread, "rule10_closingATransportLeavesNothing"),
    LEAVES_A_SOCKET(LeavingFaults::leavesASocket, "rule10_closingATransportLeavesNothing"),
    IS_DEAF_TO_INTERRUPTS(
            Breaking.of(InterruptFaults::isDeaf),
            "rule11_anInterruptEndsAWaitForAnAnswer",
            "rule11_anInterruptEndsConnecting",
            "rule11_whoIsInterruptedAlreadyDoesNotWait"),
    SWALLOWS_INTERRUPTS(
            Breaking.of(InterruptFaults::swallows),
            "rule11_anInterruptEndsAWaitForAnAnswer",
            "rule11_anInterruptEndsAWaitForASecondFrame",
            "rule11_anInterruptEndsAWaitForABody",
            "rule11_anInterruptEndsConnecting",
            "rule11_whoIsInterruptedAlreadyDoesNotWait"),
    BLAMES_OTHERS_FOR_INTERRUPTS(
            Breaking.of(InterruptFaults::blamesOthers),
            "rule11_anInterruptEndsAWaitForAnAnswer",
            "rule11_anInterruptEndsAWaitForASecondFrame",
            "rule11_anInterruptEndsAWaitForABody",
            "rule11_anInterruptEndsConnecting",
            "rule11_whoIsInterruptedAlreadyDoesNotWait"),
    GIVES_UP_CLOSING(
            Breaking.of(InterruptFaults::givesUpClosing), "rule11_closingInAnInterruptedThreadClosesAllTheSame"),
    SERVES_A_HUNDRED(Breaking.by(ListenerFaults::ofAHundred), "rule12_aThousandAreServedAtOnce"),
    SERVES_ANY_NUMBER(
            Breaking.within(limits -> limits.connections(5000)),
            "rule12_oneTooManyIsToldSo",
            "rule12_whoSaysNothingMakesRoom"),
    WAITS_FOR_THE_SILENT(Breaking.within(limits -> limits.firstByte(Breaking.LONG)), "rule12_whoSaysNothingMakesRoom"),
    KEEPS_THE_IDLE(Breaking.within(limits -> limits.idle(Breaking.LONG)), "rule12_whoSaysNothingMoreMakesRoom");

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

    Transport breakIt(TransportProvider good, TransportContext context, Consumer<AutoCloseable> leftBehind) {
        return breaking.of(good, context, leftBehind);
    }

    /** Makes a broken transport of a good one; what it leaves behind is closed when the test is over. */
    interface Breaking {
        Duration LONG = Duration.ofHours(1);

        Transport of(TransportProvider good, TransportContext context, Consumer<AutoCloseable> leftBehind);

        /** By what is done to a transport. */
        static Breaking of(UnaryOperator<Transport> breaking) {
            return (good, context, leftBehind) -> breaking.apply(good.create(context));
        }

        /** By what it is given to work with. */
        static Breaking by(UnaryOperator<TransportContext> breaking) {
            return (good, context, leftBehind) -> good.create(breaking.apply(context));
        }

        /** By limits of its own. */
        static Breaking within(UnaryOperator<TransportLimits.Builder> own) {
            return by(context -> new WrappedContext(context) {
                @Override
                public TransportLimits limits() {
                    return own.apply(super.limits().toBuilder()).build();
                }
            });
        }
    }
}
