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
import java.util.function.BiFunction;

/** Rules 4 and 5 of {@link io.github.p2pdi.transport.Transport}: how long an answer is waited for, and how that is ended. */
final class WaitingRules {
    /** How long a limit is that a test waits for. */
    static final Duration SHORT = Duration.ofMillis(300);

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

    void aBodyThatStalls() throws Exception {
        HangingDisk disk = new HangingDisk();
        try (Listener listener = stage.listen(exchange -> exchange.answer(Asking.ok(disk.document())));
                ClientConnection connection = stage.connect(listener);
                disk) {
            Deadline stall = stage.in(SHORT);
            Incoming answer = connection.send(Asking.anything(), Answers.ONE, stage.soon());

            assertInstanceOf(ExchangeTimeoutException.class, stage.failureOf(stage.background(readToTheEnd(answer))));
            assertTrue(stall.hasPassed(), "it waits for as long as is borne");
            assertFalse(connection.reusable(), "reusable when a part of an answer is missing");
        }
    }

    void closingEndsAWaitForAnAnswer() throws Exception {
        try (Listener listener = stage.listen(asked::add)) {
            ClientConnection connection = stage.connect(listener);
            WaitingCall waiting = WaitingCall.of(() -> connection.send(Asking.anything(), Answers.ONE, stage.soon()));
            Exchange exchange = asked.await(1).get(0);

            assertClosingEnds(waiting, connection);
            assertFalse(connection.reusable(), "reusable when it is closed");
            exchange.hangUp();
        }
    }

    void closingEndsAWaitForASecondFrame() throws Exception {
        try (Listener listener = stage.listen(Asking::serve)) {
            ClientConnection connection = stage.connect(listener);
            Incoming first = connection.send(Asking.anything(), Answers.TWO_IF_OK, stage.soon());
            Reading.skip(first);

            assertClosingEnds(WaitingCall.of(first::next), connection);
            assertFalse(connection.reusable(), "reusable when it is closed");
        }
    }

    void closingEndsAWaitForABody() throws Exception {
        closingEndsAWaitForABody((connection, answer) -> connection);
    }

    void closingAnAnswerEndsAWaitForItsBody() throws Exception {
        closingEndsAWaitForABody((connection, answer) -> answer);
    }

    private void closingEndsAWaitForABody(BiFunction<ClientConnection, Incoming, AutoCloseable> closing)
            throws Exception {
        HangingDisk disk = new HangingDisk();
        try (Listener listener = stage.listen(exchange -> exchange.answer(Asking.ok(disk.document())));
                ClientConnection connection = stage.connect(listener);
                disk) {
            Incoming answer = connection.send(Asking.anything(), Answers.ONE, stage.soon());
            WaitingCall waiting = WaitingCall.of(readToTheEnd(answer));
            disk.awaitHanging();

            assertClosingEnds(waiting, closing.apply(connection, answer));
            assertFalse(connection.reusable(), "reusable when it is closed");
        }
    }

    private static Callable<Long> readToTheEnd(Incoming answer) {
        return () -> Reading.expectBytes(answer, 0);
    }

    private void assertClosingEnds(WaitingCall waiting, AutoCloseable closing) throws Exception {
        waiting.awaitStill();
        stage.withoutGettingStuck("close() of what is in use", closing);
        stage.failureOf(waiting.result());
    }

    /** What was too late for one request is no answer to the next. */
    private void assertUseless(ClientConnection connection) throws InterruptedException {
        assertFalse(connection.reusable(), "reusable when an answer is missing");
        stage.failureOf(stage.background(() -> connection.send(Asking.anything(), Answers.ONE, stage.soon())));
    }
}
