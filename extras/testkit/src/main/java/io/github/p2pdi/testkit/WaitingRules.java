package io.github.p2pdi.testkit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.error.ExchangeTimeoutException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.transport.Answers;
import io.github.p2pdi.transport.ClientConnection;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.Incoming;
import io.github.p2pdi.transport.Listener;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;

/** Rules 4 and 5 of {@link TransportContract}: how long an answer is waited for, and how that is ended. */
final class WaitingRules {
    /** How long a limit is that a test waits for. */
    static final Duration SHORT = Duration.ofMillis(300);

    private static final long LARGE = 64L << 20;
    private static final long STALLS_AT = 8L << 20;

    private final Stage stage;
    private final Tally<Exchange> asked = new Tally<>("requests");

    WaitingRules(Stage stage) {
        this.stage = stage;
    }

    void anAnswerThatNeverComes() throws Exception {
        try (Listener listener = stage.listen(asked::add);
                ClientConnection connection = stage.connect(listener)) {
            Deadline deadline = stage.in(SHORT);
            P2pdiException failure =
                    stage.failureOf(stage.background(() -> connection.send(Asking.anything(), Answers.ONE, deadline)));

            assertInstanceOf(ExchangeTimeoutException.class, failure);
            assertTrue(deadline.hasPassed(), "it waits until the deadline");
            asked.await(1).get(0).answer(Asking.ok(Bodies.BYTES.of(1)));
            assertUseless(connection);
        }
    }

    void aSecondFrameThatNeverComes() throws Exception {
        try (Listener listener = stage.listen(Asking::serve);
                ClientConnection connection = stage.connect(listener)) {
            Incoming first = connection.send(Asking.anything(), Answers.TWO_IF_OK, stage.soon());
            Deadline stall = stage.in(SHORT);
            Reading.skip(first);

            assertInstanceOf(ExchangeTimeoutException.class, stage.failureOf(stage.background(first::next)));
            assertTrue(stall.hasPassed(), "it waits for as long as is borne");
            assertUseless(connection);
        }
    }

    void closingEndsAWaitForAnAnswer() throws Exception {
        try (Listener listener = stage.listen(asked::add)) {
            ClientConnection connection = stage.connect(listener);
            Future<?> waiting = stage.background(() -> connection.send(Asking.anything(), Answers.ONE, stage.soon()));
            Exchange exchange = asked.await(1).get(0);

            assertClosingEnds(waiting, connection);
            exchange.hangUp();
        }
    }

    void closingEndsAWaitForASecondFrame() throws Exception {
        CountDownLatch firstIsRead = new CountDownLatch(1);
        try (Listener listener = stage.listen(Asking::serve)) {
            ClientConnection connection = stage.connect(listener);
            Future<?> waiting = stage.background(() -> {
                Incoming first = connection.send(Asking.anything(), Answers.TWO_IF_OK, stage.soon());
                Reading.skip(first);
                firstIsRead.countDown();
                return first.next();
            });
            Patience.await(firstIsRead, "the first frame");

            assertClosingEnds(waiting, connection);
        }
    }

    /** The server's disk hangs in the middle of a document. */
    void closingEndsAWaitForABody() throws Exception {
        CountDownLatch testIsOver = new CountDownLatch(1);
        StallingContent document = new StallingContent(new CountedContent(LARGE), STALLS_AT, testIsOver);
        try (Listener listener = stage.listen(exchange -> exchange.answer(Asking.ok(document.body())))) {
            ClientConnection connection = stage.connect(listener);
            Incoming answer = connection.send(Asking.anything(), Answers.ONE, stage.soon());
            Future<?> waiting = stage.background(readToTheEnd(answer));

            assertClosingEnds(waiting, connection);
        } finally {
            testIsOver.countDown();
        }
    }

    private static Callable<Long> readToTheEnd(Incoming answer) {
        return () -> Reading.expectBytes(answer, 0);
    }

    private void assertClosingEnds(Future<?> waiting, ClientConnection connection) throws Exception {
        stage.withoutGettingStuck("close() of a connection in use", connection);
        stage.failureOf(waiting);
        assertFalse(connection.reusable(), "reusable when it is closed");
    }

    /** What was too late for one request is no answer to the next. */
    private void assertUseless(ClientConnection connection) throws InterruptedException {
        assertFalse(connection.reusable(), "reusable when an answer is missing");
        stage.failureOf(stage.background(() -> connection.send(Asking.anything(), Answers.ONE, stage.soon())));
    }
}
