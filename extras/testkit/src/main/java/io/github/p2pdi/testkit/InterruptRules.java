package io.github.p2pdi.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.error.ExchangeTimeoutException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.PeerUnreachableException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.transport.Answers;
import io.github.p2pdi.transport.ClientConnection;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.Incoming;
import io.github.p2pdi.transport.Listener;
import java.util.Optional;
import java.util.concurrent.Future;

/** Rule 11 of {@link io.github.p2pdi.transport.Transport}: what an interrupt ends, and what is left then. */
final class InterruptRules {
    private final Stage stage;
    private final Tally<Exchange> asked = new Tally<>("requests");

    InterruptRules(Stage stage) {
        this.stage = stage;
    }

    void anInterruptEndsAWaitForAnAnswer() throws Exception {
        try (Listener listener = stage.listen(asked::add);
                ClientConnection connection = stage.connect(listener)) {
            WaitingCall call = WaitingCall.of(() -> ask(connection));
            Exchange exchange = asked.await(1).get(0);

            call.interrupt();
            assertEnded(call, connection);
            assertOthersAreServed();
            exchange.hangUp();
        }
    }

    void anInterruptEndsAWaitForASecondFrame() throws Exception {
        try (Listener listener = stage.listen(Asking::serve);
                ClientConnection connection = stage.connect(listener)) {
            Incoming first = connection.send(Asking.anything(), Answers.TWO_IF_OK, stage.soon());
            Reading.skip(first);
            WaitingCall call = WaitingCall.of(first::next);

            call.interrupt();
            assertEnded(call, connection);
            assertOthersAreServed();
        }
    }

    void anInterruptEndsAWaitForABody() throws Exception {
        HangingDisk disk = new HangingDisk();
        try (Listener listener = stage.listen(exchange -> exchange.answer(Asking.ok(disk.document())));
                ClientConnection connection = stage.connect(listener);
                disk) {
            Incoming answer = ask(connection);
            WaitingCall call = WaitingCall.of(() -> Reading.expectBytes(answer, 0));
            disk.awaitHanging();

            call.interrupt();
            assertEnded(call, connection);
        }
        assertOthersAreServed();
    }

    void anInterruptEndsConnecting(PeerAddress deaf) throws Exception {
        WaitingCall call = WaitingCall.of(() -> stage.client().connect(deaf, stage.soon()));

        call.interrupt();
        P2pdiException failure = assertInstanceOf(PeerUnreachableException.class, stage.failureOf(call.result()));
        assertEquals(Optional.of(deaf), failure.peer());
        assertSaysSo(failure);
        assertTrue(call.keptInterrupt(), "the interrupt status stays set");
    }

    void whoIsInterruptedAlreadyDoesNotWait() throws Exception {
        try (Listener listener = stage.listen(asked::add);
                ClientConnection connection = stage.connect(listener)) {
            assertEnded(WaitingCall.inAnInterruptedThread(() -> ask(connection)), connection);
        }
    }

    void closingInAnInterruptedThreadClosesAllTheSame() throws Exception {
        Listener listener = stage.listen(asked::add);
        try (ClientConnection connection = stage.connect(listener)) {
            Future<?> answer = stage.background(() -> ask(connection));
            asked.await(1);

            WaitingCall closing = WaitingCall.inAnInterruptedThread(() -> {
                listener.close();
                return listener;
            });
            stage.withoutGettingStuck("close() in an interrupted thread", closing.result());
            assertTrue(closing.keptInterrupt(), "the interrupt status stays set");
            stage.failureOf(answer);
        }
    }

    private Incoming ask(ClientConnection connection) throws P2pdiException {
        return connection.send(Asking.anything(), Answers.ONE, stage.soon());
    }

    private void assertEnded(WaitingCall call, ClientConnection connection) throws Exception {
        assertSaysSo(assertInstanceOf(ExchangeTimeoutException.class, stage.failureOf(call.result())));
        assertTrue(call.keptInterrupt(), "the interrupt status stays set");
        assertFalse(connection.reusable(), "reusable when its user was interrupted");
    }

    private static void assertSaysSo(P2pdiException failure) {
        assertTrue(failure.wasInterrupted(), () -> "does not say that it was interrupted: " + failure);
        assertFalse(failure.mayRetry(), () -> "says that trying again may help: " + failure);
    }

    private void assertOthersAreServed() throws P2pdiException {
        try (Listener another = stage.listen(Asking::serve);
                ClientConnection other = stage.connect(another)) {
            Reading.expectDocument(ask(other), 0, 1);
        }
    }
}
