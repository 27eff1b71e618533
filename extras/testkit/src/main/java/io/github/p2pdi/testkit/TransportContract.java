package io.github.p2pdi.testkit;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.transport.TransportLimits;
import io.github.p2pdi.transport.TransportProvider;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every transport keeps, as tests. Extend it, give the transport, and run:
 *
 * <pre>{@code
 * class PigeonTransportTest extends TransportContract {
 *     @Override
 *     protected TransportProvider provider() {
 *         return new PigeonTransportProvider();
 *     }
 * }
 * }</pre>
 *
 * <p>The engine must be on the class path when the tests run ({@code io.github.p2pdi:p2pdi-impl}): it gives the codec, the time and the threads,
 * as it does for a node. Each test opens two transports of one provider, one that serves and one that asks. The name of a test begins with the
 * number of its rule in {@link io.github.p2pdi.transport.Transport}; of a transport over byte streams, that of
 * {@link io.github.p2pdi.transport.ByteStreams} says which of its own rules that may come from.
 *
 * <p>No test says how fast anything must be: what takes more than a few seconds is taken to be stuck. As rule 10 looks at the whole JVM, no other
 * tests run meanwhile. What cannot be tried on a transport or a machine is skipped: see {@link #deafAddress()}; a thousand connections take some
 * 2,500 open files.
 */
@Isolated("rule 10 counts what the whole JVM has open")
@Timeout(120)
public abstract class TransportContract {
    /** What many transports take as the size of a buffer; sizes about it go wrong first. */
    private static final int BUFFER = 256 << 10;

    private Stage stage;

    /** For those who extend it. */
    protected TransportContract() {}

    /** {@return the transport to test} It may be another one at each call; a test uses one throughout. */
    protected abstract TransportProvider provider();

    /** {@return where a listener can be opened, on any free port; {@code scheme://127.0.0.1:0} unless it is overridden} */
    protected PeerAddress anyAddress() {
        return new PeerAddress(provider().scheme(), "127.0.0.1", 0);
    }

    /**
     * {@return whether addresses have ports} Where they have none, {@link #anyAddress()} gives another one at each call, and what rule 1 says of ports
     * says nothing.
     */
    protected boolean hasPorts() {
        return true;
    }

    /**
     * {@return where somebody is who does not answer, so that connecting waits: a {@link DeafServer}, for instance} Empty where connecting never
     * waits; then nothing is tested of such waits.
     *
     * @throws Exception if it cannot be had
     */
    protected Optional<PeerAddress> deafAddress() throws Exception {
        return Optional.empty();
    }

    @BeforeEach
    void openStage() throws P2pdiException {
        stage = open();
    }

    @AfterEach
    void closeStage() {
        stage.close();
    }

    @Test
    void rule01_portZeroReportsARealPortThatCanBeReached() throws Exception {
        new ConnectingRules(stage).listenersAreReachedWhereTheySay(hasPorts());
    }

    @Test
    void rule01_eachEndKnowsTheOther() throws Exception {
        new ConnectingRules(stage).eachEndKnowsTheOther();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, BUFFER - 1, BUFFER, BUFFER + 1, 1 << 20})
    void rule02_bodiesOfEverySizeArriveIntact(int size) throws Exception {
        new MessageRules(stage).bodiesOfAllKindsArriveIntact(size);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 300001", "0, 1", "1, 262143", "7, 262145", "37857, 262144", "300000, 1", "300001, 0"})
    void rule02_aPartOfAFileArrivesAsACopyOfItWould(int offset, int size) throws Exception {
        new MessageRules(stage).aPartOfAFileArrives(offset, size);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, BUFFER + 1})
    void rule02_aSecondFrameComesWhereItIsDue(int size) throws Exception {
        new MessageRules(stage).aSecondFrameComesBehindA200(size);
    }

    @Test
    void rule02_noSecondFrameComesWhereNoneIsDue() throws Exception {
        new MessageRules(stage).noSecondFrameComesBehindA404();
    }

    @Test
    void rule02_answersComeInTheOrderOfTheRequests() throws Exception {
        new MessageRules(stage).answersComeInOrder();
    }

    @Test
    void rule02_headsArriveIntactWithTheDefaultHeaders() throws Exception {
        new MessageRules(stage).headsArriveIntact();
    }

    @Test
    void rule02_everyHeadIsToldToTheListener() throws Exception {
        Tally<HeadRules.Told> told = new Tally<>("heads");
        try (Stage heard = open(config -> config.messageListener(
                (direction, other, head) -> told.add(new HeadRules.Told(direction, other, head))))) {
            new HeadRules(heard).everyHeadIsTold(told);
        }
    }

    @Test
    void rule03_connectingToNobodyFailsInTime() throws Exception {
        new ConnectingRules(stage).connectingToNobodyFails();
    }

    @Test
    void rule03_aDeadlineThatHasPassedFailsTheConnecting() throws Exception {
        new ConnectingRules(stage).connectingTooLateFails();
    }

    @Test
    void rule03_connectingToSomebodyDeafEndsAtTheDeadline() throws Exception {
        new ConnectingRules(stage).connectingEndsAtTheDeadline(deaf());
    }

    @Test
    void rule04_anAnswerThatNeverComesEndsAtTheDeadline() throws Exception {
        new WaitingRules(stage).anAnswerThatNeverComes();
    }

    @Test
    void rule04_aSecondFrameThatNeverComesEndsAtTheReadStall() throws Exception {
        try (Stage impatient = limited(limits -> limits.readStall(WaitingRules.SHORT))) {
            new WaitingRules(impatient).aSecondFrameThatNeverComes();
        }
    }

    @Test
    void rule04_aBodyThatStallsEndsAtTheReadStall() throws Exception {
        try (Stage impatient = limited(limits -> limits.readStall(WaitingRules.SHORT))) {
            new WaitingRules(impatient).aBodyThatStalls();
        }
    }

    @Test
    void rule05_closingEndsAWaitForAnAnswer() throws Exception {
        new WaitingRules(stage).closingEndsAWaitForAnAnswer();
    }

    @Test
    void rule05_closingEndsAWaitForASecondFrame() throws Exception {
        new WaitingRules(stage).closingEndsAWaitForASecondFrame();
    }

    @Test
    void rule05_closingEndsAWaitForABody() throws Exception {
        new WaitingRules(stage).closingEndsAWaitForABody();
    }

    @Test
    void rule05_closingAnAnswerEndsAWaitForItsBody() throws Exception {
        new WaitingRules(stage).closingAnAnswerEndsAWaitForItsBody();
    }

    @Test
    void rule06_closingTwiceIsQuiet() throws Exception {
        new ClosingRules(stage).closingTwiceIsQuiet();
    }

    @Test
    void rule06_closingInAnyOrderIsQuiet() throws Exception {
        new ClosingRules(stage).closingFromTheOutsideInIsQuiet();
    }

    @Test
    void rule06_aHandlerMayCloseItsListener() throws Exception {
        new ClosingRules(stage).aHandlerMayCloseItsListener();
    }

    @Test
    void rule06_twoHandlersMayCloseTheirListenerAtOnce() throws Exception {
        new ClosingRules(stage).twoHandlersMayCloseTheirListenerAtOnce();
    }

    @Test
    void rule06_aClosedTransportOpensNothing() throws Exception {
        new ClosingRules(stage).aClosedTransportOpensNothing();
    }

    @Test
    void rule07_anAddressHasOneListenerAtATime() throws Exception {
        new ClosingRules(stage).anAddressInUseIsRefused();
    }

    @Test
    void rule07_closingAListenerFreesItsAddress() throws Exception {
        new ClosingRules(stage).closingAListenerFreesItsAddress();
    }

    @Test
    void rule07_closingAListenerEndsItsConnections() throws Exception {
        new ClosingRules(stage).closingAListenerEndsItsConnections();
    }

    @Test
    void rule08_aHandlerThatThrowsIsA500AndNothingElse() throws Exception {
        new HandlerRules(stage).aThrowIsA500();
    }

    @Test
    void rule08_aThrowBehindAnAnswerChangesNothing() throws Exception {
        new HandlerRules(stage).aThrowBehindAnAnswerChangesNothing();
    }

    @Test
    void rule08_hangingUpEndsOneConnection() throws Exception {
        new HandlerRules(stage).hangingUpEndsOneConnection();
    }

    @Test
    void rule08_anExchangeThatNobodyAnswersHoldsNobodyUp() throws Exception {
        new HandlerRules(stage).anUnansweredExchangeHoldsNobodyUp();
    }

    @ParameterizedTest
    @EnumSource(names = {"BROKEN", "BUG", "CUT"})
    void rule08_aBodyThatFailsNeverLooksWhole(CountedContent.Fault fault) throws Exception {
        new HandlerRules(stage).aBodyThatFailsNeverLooksWhole(fault);
    }

    @Test
    void rule08_aFileThatIsCutNeverLooksWhole() throws Exception {
        new HandlerRules(stage).aFileThatIsCutNeverLooksWhole();
    }

    @Test
    void rule08_aListenerThatThrowsHarmsNobody() throws Exception {
        new HandlerRules(stage).aListenerThatThrowsHarmsNobody();
    }

    @Test
    void rule09_aReaderThatDoesNotReadHoldsBackItsWriterAlone() throws Exception {
        new BodyRules(stage).aReaderThatDoesNotReadHoldsBackItsWriterAlone();
    }

    @Test
    void rule09_aReaderThatNeverReadsIsGivenUp() throws Exception {
        try (Stage impatient = limited(limits -> limits.writeStall(WaitingRules.SHORT))) {
            new BodyRules(impatient).aReaderThatNeverReadsIsGivenUp();
        }
    }

    @Test
    void rule09_anAnswerThatIsSentEndsOnce() throws Exception {
        new BodyRules(stage).anAnswerThatIsSentEndsOnce();
    }

    @Test
    void rule09_anAnswerToOneWhoIsGoneEndsOnce() throws Exception {
        new BodyRules(stage).anAnswerToOneWhoIsGoneEndsOnce();
    }

    @Test
    void rule09_everyListenerOfAnExchangeIsTold() throws Exception {
        new BodyRules(stage).everyListenerOfAnExchangeIsTold();
    }

    @Test
    void rule09_closingAListenerEndsAWriterThatWaits() throws Exception {
        new BodyRules(stage).closingAListenerEndsAWriterThatWaits();
    }

    @Test
    void rule09_aSecondAnswerIsRefusedAndClosed() throws Exception {
        new BodyRules(stage).aSecondAnswerIsRefusedAndClosed();
    }

    @Test
    void rule10_closingATransportLeavesNothing() throws Exception {
        LeavingRules.closingATransportLeavesNothing(this::open);
    }

    @Test
    void rule11_anInterruptEndsAWaitForAnAnswer() throws Exception {
        new InterruptRules(stage).anInterruptEndsAWaitForAnAnswer();
    }

    @Test
    void rule11_anInterruptEndsAWaitForASecondFrame() throws Exception {
        new InterruptRules(stage).anInterruptEndsAWaitForASecondFrame();
    }

    @Test
    void rule11_anInterruptEndsAWaitForABody() throws Exception {
        new InterruptRules(stage).anInterruptEndsAWaitForABody();
    }

    @Test
    void rule11_anInterruptEndsConnecting() throws Exception {
        new InterruptRules(stage).anInterruptEndsConnecting(deaf());
    }

    @Test
    void rule11_whoIsInterruptedAlreadyDoesNotWait() throws Exception {
        new InterruptRules(stage).whoIsInterruptedAlreadyDoesNotWait();
    }

    @Test
    void rule11_closingInAnInterruptedThreadClosesAllTheSame() throws Exception {
        new InterruptRules(stage).closingInAnInterruptedThreadClosesAllTheSame();
    }

    @Test
    void rule12_aThousandAreServedAtOnce() throws Exception {
        new CrowdRules(stage).aThousandAreServedAtOnce();
    }

    @Test
    void rule12_oneTooManyIsToldSo() throws Exception {
        try (Stage small = limited(limits -> limits.connections(2))) {
            new CrowdRules(small).oneTooManyIsToldSo();
        }
    }

    @Test
    void rule12_whoSaysNothingMakesRoom() throws Exception {
        try (Stage small = limited(limits -> limits.connections(1).firstByte(CrowdRules.SHORT))) {
            new CrowdRules(small).whoSaysNothingMakesRoom();
        }
    }

    @Test
    void rule12_whoSaysNothingMoreMakesRoom() throws Exception {
        try (Stage impatient = limited(limits -> limits.idle(CrowdRules.SHORT))) {
            new CrowdRules(impatient).whoSaysNothingMoreMakesRoom();
        }
    }

    private PeerAddress deaf() throws Exception {
        Optional<PeerAddress> deaf = deafAddress();
        Assumptions.assumeTrue(deaf.isPresent(), "connecting never waits on this transport");
        return deaf.orElseThrow();
    }

    private Stage open() throws P2pdiException {
        return open(config -> config);
    }

    private Stage limited(UnaryOperator<TransportLimits.Builder> changes) throws P2pdiException {
        TransportLimits limits =
                changes.apply(TransportLimits.DEFAULT.toBuilder()).build();
        return open(config -> config.limits(limits));
    }

    private Stage open(UnaryOperator<PeerConfig.Builder> configuration) throws P2pdiException {
        return new Stage(provider(), this::anyAddress, configuration);
    }
}
