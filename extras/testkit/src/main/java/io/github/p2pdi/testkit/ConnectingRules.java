package io.github.p2pdi.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.PeerUnreachableException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.transport.Answers;
import io.github.p2pdi.transport.ClientConnection;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.Listener;
import io.github.p2pdi.transport.Remote;
import java.time.Duration;
import java.util.Optional;

/** Rules 1 and 3 of {@link io.github.p2pdi.transport.Transport}: who can be reached, and who cannot. */
final class ConnectingRules {
    private final Stage stage;

    ConnectingRules(Stage stage) {
        this.stage = stage;
    }

    void listenersAreReachedWhereTheySay(boolean hasPorts) throws P2pdiException {
        try (Listener one = stage.listen(Asking::serve);
                Listener other = stage.listen(Asking::serve)) {
            for (Listener each : new Listener[] {one, other}) {
                if (hasPorts) {
                    assertNotEquals(0, each.address().port(), "the port that is reported");
                    assertEquals(stage.anyAddress().withPort(each.address().port()), each.address());
                }
                assertAnswers(each);
            }
            assertNotEquals(one.address(), other.address(), "the addresses of two listeners");
        }
    }

    void eachEndKnowsTheOther() throws Exception {
        Tally<Remote> seen = new Tally<>("requests");
        try (Listener listener = stage.listen(exchange -> {
                    seen.add(exchange.remote());
                    Asking.serve(exchange);
                });
                ClientConnection connection = stage.connect(listener)) {
            Reading.skip(connection.send(Asking.anything(), Answers.ONE, stage.soon()));

            assertEquals(listener.address(), connection.remote());
            assertEquals(connection.local(), seen.await(1).get(0).address());
        }
    }

    void connectingToNobodyFails() throws Exception {
        PeerAddress nobody;
        try (Listener gone = stage.listen(Exchange::hangUp)) {
            nobody = gone.address();
        }
        assertUnreachable(nobody, stage.in(Duration.ofSeconds(2)));
    }

    void connectingTooLateFails() throws Exception {
        try (Listener listener = stage.listen(Asking::serve)) {
            assertUnreachable(listener.address(), stage.in(Duration.ZERO));
        }
    }

    void connectingEndsAtTheDeadline(PeerAddress deaf) throws Exception {
        Deadline deadline = stage.in(WaitingRules.SHORT);
        assertUnreachable(deaf, deadline);
        assertTrue(deadline.hasPassed(), "it waits until the deadline");
    }

    private void assertUnreachable(PeerAddress address, Deadline deadline) throws InterruptedException {
        P2pdiException failure =
                stage.failureOf(stage.background(() -> stage.client().connect(address, deadline)));

        assertInstanceOf(PeerUnreachableException.class, failure);
        assertTrue(failure.mayRetry(), "nothing was sent, so one may try again");
        assertEquals(Optional.of(address), failure.peer());
    }

    private void assertAnswers(Listener listener) throws P2pdiException {
        try (ClientConnection connection = stage.connect(listener)) {
            assertEquals(
                    Status.OK,
                    connection
                            .send(Asking.anything(), Answers.ONE, stage.soon())
                            .head()
                            .status());
        }
    }
}
