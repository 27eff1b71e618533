package io.github.p2pdi.testkit;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.transport.TransportLimits;
import io.github.p2pdi.transport.TransportProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
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
 * as it does for a node. Each test opens two transports of one provider, one that serves and one that asks. The rules, which the names of the
 * tests begin with:
 *
 * <ol>
 *   <li><b>Port 0.</b> A listener opened at port 0 reports a real port, and can be reached there. Each end of a connection knows the other's
 *       address.
 *   <li><b>Intact and in order.</b> Heads and bodies arrive as they were given, with the default headers, whatever their size and whatever the
 *       body is made of; the answers on a connection come in the order of the requests; a second frame comes where one is due, and only there.
 *   <li><b>Nobody there.</b> Connecting to an address where nobody listens, or not within the deadline, fails with a
 *       {@link io.github.p2pdi.error.PeerUnreachableException}, in time.
 *   <li><b>No answer.</b> An answer, or a second frame, that never comes ends in an {@link io.github.p2pdi.error.ExchangeTimeoutException}, not
 *       before the deadline and not long after it. The connection is of no use then: what comes too late is never taken for another answer.
 *   <li><b>Cancel.</b> Closing a connection ends the wait of the thread that uses it, whatever it waits for.
 *   <li><b>Close is quiet.</b> Transports, listeners, connections and answers can be closed twice, and in any order.
 *   <li><b>Listeners.</b> An address has one listener at a time; closing it ends its connections, and frees the address at once.
 *   <li><b>Handlers.</b> A handler that throws is a 500; one that throws later, hangs up, never answers or gives a body that fails ends at most
 *       its own connection. A body that fails never looks whole.
 *   <li><b>Bodies.</b> A reader that does not read holds the writer back, and nobody else; one that never reads is given up. A body is closed
 *       once, and the end of an exchange is told once, however it ends.
 *   <li><b>Nothing left.</b> Closing a transport ends all that it opened: threads (they must be named {@code p2pdi-...}), sockets, files.
 * </ol>
 *
 * <p>No test says how fast anything must be: what takes more than a few seconds is taken to be stuck. As rule 10 looks at the whole JVM, no other
 * tests run meanwhile.
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

    @BeforeEach
    void openStage() {
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
    void rule03_connectingToNobodyFailsInTime() throws Exception {
        new ConnectingRules(stage).connectingToNobodyFails();
    }

    @Test
    void rule03_aDeadlineThatHasPassedFailsTheConnecting() throws Exception {
        new ConnectingRules(stage).connectingTooLateFails();
    }

    @Test
    void rule04_anAnswerThatNeverComesEndsAtTheDeadline() throws Exception {
        new WaitingRules(stage).anAnswerThatNeverComes();
    }

    @Test
    void rule04_aSecondFrameThatNeverComesEndsAtTheReadStall() throws Exception {
        try (Stage impatient = open(TransportLimits.DEFAULT.toBuilder()
                .readStall(WaitingRules.SHORT)
                .build())) {
            new WaitingRules(impatient).aSecondFrameThatNeverComes();
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
    void rule06_closingTwiceIsQuiet() throws Exception {
        new ClosingRules(stage).closingTwiceIsQuiet();
    }

    @Test
    void rule06_closingInAnyOrderIsQuiet() throws Exception {
        new ClosingRules(stage).closingFromTheOutsideInIsQuiet();
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
    void rule08_aListenerThatThrowsHarmsNobody() throws Exception {
        new HandlerRules(stage).aListenerThatThrowsHarmsNobody();
    }

    @Test
    void rule09_aReaderThatDoesNotReadHoldsBackItsWriterAlone() throws Exception {
        new BodyRules(stage).aReaderThatDoesNotReadHoldsBackItsWriterAlone();
    }

    @Test
    void rule09_aReaderThatNeverReadsIsGivenUp() throws Exception {
        try (Stage impatient = open(TransportLimits.DEFAULT.toBuilder()
                .writeStall(WaitingRules.SHORT)
                .build())) {
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
    void rule09_anAnswerOfAClosedListenerEndsOnce() throws Exception {
        new BodyRules(stage).anAnswerOfAClosedListenerEndsOnce();
    }

    @Test
    void rule09_aSecondAnswerIsRefusedAndClosed() throws Exception {
        new BodyRules(stage).aSecondAnswerIsRefusedAndClosed();
    }

    @Test
    void rule10_closingATransportLeavesNothing() throws Exception {
        LeavingRules.closingATransportLeavesNothing(this::open);
    }

    private Stage open() {
        return open(TransportLimits.DEFAULT);
    }

    private Stage open(TransportLimits limits) {
        return new Stage(provider(), this::anyAddress, limits);
    }
}
