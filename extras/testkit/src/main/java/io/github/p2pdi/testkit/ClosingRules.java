package io.github.p2pdi.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.error.AddressUnavailableException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.PeerUnreachableException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.transport.Answers;
import io.github.p2pdi.transport.ClientConnection;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.Incoming;
import io.github.p2pdi.transport.Listener;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Rules 6 and 7 of {@link io.github.p2pdi.transport.Transport}: what closing does, and what it does not. */
final class ClosingRules {
    private static final int UNREAD = 1000;

    private final Stage stage;

    ClosingRules(Stage stage) {
        this.stage = stage;
    }

    void closingTwiceIsQuiet() throws Exception {
        Listener listener = stage.listen(Asking::serve);
        ClientConnection connection = stage.connect(listener);
        Incoming answer = connection.send(Asking.document(UNREAD), Answers.ONE, stage.soon());

        for (AutoCloseable each :
                List.<AutoCloseable>of(answer, connection, listener, stage.client(), stage.server())) {
            stage.withoutGettingStuck("close()", each);
            stage.withoutGettingStuck("a second close()", each);
        }
    }

    void closingFromTheOutsideInIsQuiet() throws Exception {
        Listener listener = stage.listen(Asking::serve);
        ClientConnection connection = stage.connect(listener);
        Incoming answer = connection.send(Asking.document(UNREAD), Answers.ONE, stage.soon());

        for (AutoCloseable each :
                List.<AutoCloseable>of(stage.server(), listener, stage.client(), connection, answer)) {
            stage.withoutGettingStuck("close()", each);
        }
    }

    /** What it would wait for, elsewhere, is itself. */
    void aHandlerMayCloseItsListener() throws Exception {
        CompletableFuture<Listener> itself = new CompletableFuture<>();
        Tally<Listener> closed = new Tally<>("listeners that a handler has closed");
        Listener listener = stage.listen(exchange -> {
            itself.join().close();
            closed.add(itself.join());
        });
        itself.complete(listener);
        try (ClientConnection connection = stage.connect(listener)) {
            Future<?> answer = stage.background(() -> connection.send(Asking.anything(), Answers.ONE, stage.soon()));

            closed.await(1);
            stage.failureOf(answer);
        }
        try (Listener next = stage.server().listen(listener.address(), Asking::serve)) {
            assertServed(next.address());
        }
    }

    /** Each waits for the other's connection to end, and holds its own. Handlers that share a thread do not meet, and nobody waits long for that. */
    void twoHandlersMayCloseTheirListenerAtOnce() throws Exception {
        CompletableFuture<Listener> itself = new CompletableFuture<>();
        CountDownLatch both = new CountDownLatch(2);
        Listener listener = stage.listen(exchange -> {
            both.countDown();
            awaitAWhile(both);
            itself.join().close();
        });
        itself.complete(listener);
        try (ClientConnection one = stage.connect(listener);
                ClientConnection other = stage.connect(listener)) {
            List<Future<?>> answers = List.of(
                    stage.background(() -> one.send(Asking.anything(), Answers.ONE, stage.soon())),
                    stage.background(() -> other.send(Asking.anything(), Answers.ONE, stage.soon())));
            for (Future<?> each : answers) {
                stage.failureOf(each);
            }
        }
        stage.withoutGettingStuck("close() of a listener that two handlers have closed", listener);
        try (Listener next = stage.server().listen(listener.address(), Asking::serve)) {
            assertServed(next.address());
        }
    }

    private static void awaitAWhile(CountDownLatch latch) {
        try {
            boolean unused = latch.await(WaitingRules.SHORT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void aClosedTransportOpensNothing() throws Exception {
        Listener listener = stage.listen(Asking::serve);
        stage.client().close();
        assertThrows(
                PeerUnreachableException.class, () -> stage.connect(listener).close());
        stage.server().close();
        assertThrows(
                AddressUnavailableException.class,
                () -> stage.listen(Asking::serve).close());
    }

    void anAddressInUseIsRefused() throws Exception {
        try (Listener listener = stage.listen(Asking::serve)) {
            PeerAddress taken = listener.address();
            P2pdiException failure = assertThrows(
                    AddressUnavailableException.class,
                    () -> stage.server().listen(taken, Exchange::hangUp).close());

            assertEquals(taken, failure.peer().orElseThrow());
            assertTrue(failure.mayRetry());
            assertServed(taken);
        }
    }

    void closingAListenerFreesItsAddress() throws Exception {
        Listener first = stage.listen(Asking::serve);
        PeerAddress address = first.address();
        Reading.skip(stage.connect(first).send(Asking.anything(), Answers.ONE, stage.soon()));

        first.close();

        try (Listener second = stage.server().listen(address, Asking::serve)) {
            assertEquals(address, second.address());
            assertServed(address);
        }
    }

    /** One connection that waits for an answer, and one that is kept for the next request. */
    void closingAListenerEndsItsConnections() throws Exception {
        Tally<Exchange> asked = new Tally<>("requests");
        Tally<Exchange.Outcome> ends = new Tally<>("ended exchanges");
        Listener listener = stage.listen(exchange -> {
            exchange.onEnd(ends::add);
            asked.add(exchange);
        });
        try (ClientConnection waiting = stage.connect(listener);
                ClientConnection kept = stage.connect(listener)) {
            Future<?> answer = stage.background(() -> waiting.send(Asking.anything(), Answers.ONE, stage.soon()));
            asked.await(1);

            stage.withoutGettingStuck("close() of a listener in use", listener);

            stage.failureOf(answer);
            stage.failureOf(stage.background(() -> kept.send(Asking.anything(), Answers.ONE, stage.soon())));
            assertEquals(List.of(Exchange.Outcome.CLOSED), ends.await(1));
            assertEquals(1, asked.soFar().size(), "requests that came through");
        }
    }

    private void assertServed(PeerAddress address) throws P2pdiException {
        try (ClientConnection connection = stage.client().connect(address, stage.soon())) {
            assertEquals(
                    Status.OK,
                    connection
                            .send(Asking.anything(), Answers.ONE, stage.soon())
                            .head()
                            .status());
        }
    }
}
