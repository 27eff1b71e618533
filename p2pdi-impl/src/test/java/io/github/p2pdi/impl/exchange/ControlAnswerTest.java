package io.github.p2pdi.impl.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.error.ExchangeTimeoutException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.impl.SlowAnswers;
import io.github.p2pdi.impl.SlowAnswers.Answer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.transport.Answers;
import io.github.p2pdi.transport.Incoming;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long an answer may take that never falls silent: 30 s in all, and 300 s where it may be long. */
class ControlAnswerTest {
    private static final PeerAddress PEER = PeerAddress.of("127.0.0.1", 7);
    private static final Request REQUEST = new Request("rfcquery", "a", Headers.NONE);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualClock clock = new ManualClock(Instant.EPOCH);

    /** One that sends so many bytes a second. */
    private SlowAnswers sending(int bytesASecond, Answer... frames) {
        return new SlowAnswers(clock, bytesASecond, SECOND, request -> List.of(frames));
    }

    private static Answer frame(int bytes) {
        return new Answer(Headers.NONE, "x".repeat(bytes));
    }

    private Connections to(SlowAnswers transport) {
        return new Connections(transport, clock, Duration.ofSeconds(5), Duration.ofSeconds(30));
    }

    private static long read(Incoming frame) throws IOException {
        long count = 0;
        for (ByteBuffer into = ByteBuffer.allocate(4096); frame.read(into.clear()) >= 0; ) {
            count += into.position();
        }
        return count;
    }

    private long seconds() {
        return Duration.ofNanos(clock.nanos()).toSeconds();
    }

    private static void assertGivenUp(Connections connections, CallTime within, String why) {
        ExchangeTimeoutException e = assertThrows(
                ExchangeTimeoutException.class,
                () -> connections.ask(PEER, REQUEST, Answers.ONE, within, ControlAnswerTest::read));
        assertEquals("127.0.0.1:7 sent " + why, e.getMessage());
        assertTrue(e.mayRetry());
    }

    @Test
    void whoDripsIsGivenUpBeforeItsTimeIsOver() throws P2pdiException {
        Connections connections = to(sending(1, frame(1_000_000)));
        assertGivenUp(
                connections,
                connections.callTime(SECOND),
                "15 bytes in 15 s; whoever sends less than 240 a second is not waited for");
        assertGivenUp(
                connections,
                connections.longCallTime(SECOND),
                "15 bytes in 15 s; whoever sends less than 240 a second is not waited for");
    }

    @Test
    void whoKeepsTheLowestRateHasTheTimeOfTheCall() throws P2pdiException {
        Connections connections = to(sending(300, frame(1_000_000)));
        assertGivenUp(
                connections,
                connections.callTime(SECOND),
                "8700 of the 1000000 bytes of its answer in the 30 s that this may take");
        assertEquals(30, seconds());
    }

    @Test
    void aLongAnswerHasTenTimesAsMuch() throws P2pdiException {
        Connections connections = to(sending(300, frame(1_000_000)));
        assertGivenUp(
                connections,
                connections.longCallTime(SECOND),
                "89700 of the 1000000 bytes of its answer in the 300 s that this may take");
        assertEquals(300, seconds());
    }

    @Test
    void whoIsSlowAndHonestIsReadToItsEnd() throws P2pdiException {
        Connections connections = to(sending(240, frame(240 * 299)));
        assertEquals(
                240 * 299,
                connections.<Long>ask(
                        PEER, REQUEST, Answers.ONE, connections.longCallTime(SECOND), ControlAnswerTest::read));
    }

    @Test
    void severalCallsThatBelongTogetherHaveOneTime() throws P2pdiException {
        Connections connections = to(sending(240, frame(240 * 20)));
        CallTime within = connections.callTime(SECOND);
        assertEquals(240 * 20, connections.<Long>ask(PEER, REQUEST, Answers.ONE, within, ControlAnswerTest::read));
        assertGivenUp(connections, within, "2160 of the 4800 bytes of its answer in the 30 s that this may take");
    }

    @Test
    void aSecondFrameMayTakeAsLongAsItLikesIfItComes() throws P2pdiException {
        Connections connections = to(sending(240, frame(240), frame(240 * 1000)));
        assertEquals(240 * 1000, connections.<Long>ask(PEER, REQUEST, Answers.TWO_IF_OK, first -> {
            assertEquals(240, read(first));
            return read(first.next().orElseThrow());
        }));
        Connections dripping = to(sending(1, frame(1), frame(1000)));
        ExchangeTimeoutException e = assertThrows(
                ExchangeTimeoutException.class,
                () -> dripping.ask(PEER, REQUEST, Answers.TWO_IF_OK, first -> {
                    assertEquals(1, read(first));
                    return read(first.next().orElseThrow());
                }));
        assertTrue(String.valueOf(e.getMessage()).contains("is not waited for"), e.getMessage());
    }

    @Test
    void aConnectionThatIsKeptIsNotClosedByTheTimeOfTheCallBefore() throws P2pdiException {
        SlowAnswers transport = sending(240, frame(240));
        Connections connections = to(transport);
        for (int i = 0; i < 3; i++) {
            assertEquals(240, connections.<Long>ask(PEER, REQUEST, Answers.ONE, ControlAnswerTest::read));
            clock.advance(Duration.ofSeconds(20));
        }
        assertEquals(1, transport.connected().size());
        assertEquals(0, clock.pendingTasks());
    }
}
