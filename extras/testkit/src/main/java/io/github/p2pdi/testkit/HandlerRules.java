package io.github.p2pdi.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.transport.Answers;
import io.github.p2pdi.transport.ClientConnection;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.ExchangeHandler;
import io.github.p2pdi.transport.Incoming;
import io.github.p2pdi.transport.Listener;
import io.github.p2pdi.wire.Body;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Future;

/** Rule 8 of {@link io.github.p2pdi.transport.Transport}: whatever a handler does, it does to its own connection. Number 0 asks for trouble, all others for a document. */
final class HandlerRules {
    private static final int TROUBLE = 0;
    private static final int FINE = 100;
    private static final long LARGE = 2 << 20;
    private static final long FAILS_LATE = 1 << 20;
    private static final long FAILS_EARLY = 1000;
    private static final int CUT_AT = 300_000;

    private final Stage stage;
    private final Tally<Exchange.Outcome> ends = new Tally<>("ended exchanges");

    HandlerRules(Stage stage) {
        this.stage = stage;
    }

    void aThrowIsA500() throws Exception {
        ExchangeHandler bug = exchange -> {
            throw new IllegalStateException("a bug");
        };
        ExchangeHandler fault = exchange -> {
            throw new LinkageError("a jar is missing");
        };
        for (ExchangeHandler each : List.of(bug, fault)) {
            onlyItsOwnConnection(each, connection -> {
                Incoming answer = connection.send(Asking.document(TROUBLE), Answers.ONE, stage.soon());
                assertEquals(Status.INTERNAL_ERROR, answer.head().status());
            });
        }
        assertEquals(List.of(Exchange.Outcome.SENT, Exchange.Outcome.SENT), ends.await(2));
    }

    void aThrowBehindAnAnswerChangesNothing() throws Exception {
        ExchangeHandler answerAndThrow = exchange -> {
            exchange.answer(Asking.ok(Bodies.DOCUMENT.of(FINE)));
            throw new IllegalStateException("a bug, but too late");
        };
        onlyItsOwnConnection(answerAndThrow, connection -> {
            Incoming answer = connection.send(Asking.document(TROUBLE), Answers.ONE, stage.soon());
            assertEquals(Status.OK, answer.head().status());
            Reading.expectDocument(answer, 0, FINE);
        });
        assertEquals(List.of(Exchange.Outcome.SENT), ends.await(1));
    }

    void hangingUpEndsOneConnection() throws Exception {
        onlyItsOwnConnection(Exchange::hangUp, connection -> {
            Incoming closed = connection.send(Asking.document(TROUBLE), Answers.NONE, stage.soon());
            assertEquals(Status.OK, closed.head().status());
            Reading.expectDocument(closed, 0, 0);
        });
        onlyItsOwnConnection(
                Exchange::hangUp,
                connection -> stage.failureOf(
                        stage.background(() -> connection.send(Asking.document(TROUBLE), Answers.ONE, stage.soon()))));
        assertEquals(List.of(Exchange.Outcome.CLOSED, Exchange.Outcome.CLOSED), ends.await(2));
    }

    void anUnansweredExchangeHoldsNobodyUp() throws Exception {
        Tally<Exchange> unanswered = new Tally<>("exchanges that nobody answers");
        onlyItsOwnConnection(unanswered::add, connection -> {
            Future<Incoming> waiting =
                    stage.background(() -> connection.send(Asking.document(TROUBLE), Answers.ONE, stage.soon()));
            unanswered.await(1);
            try (Listener another = stage.listen(Asking::serve);
                    ClientConnection other = stage.connect(another)) {
                assertFine(other);
            }
            unanswered.soFar().get(0).answer(Asking.ok(Bodies.BYTES.of(FINE)));
            Reading.expectDocument(waiting.get(), 0, FINE);
        });
    }

    /** Late and early, answered by the handler and by another thread: a transport may be elsewhere when it reads the body. */
    void aBodyThatFailsNeverLooksWhole(CountedContent.Fault fault) throws Exception {
        for (long failsAt : new long[] {FAILS_LATE, FAILS_EARLY}) {
            CountedContent one = new CountedContent(LARGE, failsAt, fault);
            assertNeverLooksWhole(one, exchange -> exchange.answer(Asking.ok(one.body())));
            CountedContent other = new CountedContent(LARGE, failsAt, fault);
            assertNeverLooksWhole(
                    other, exchange -> stage.inBackground(() -> exchange.answer(Asking.ok(other.body()))));
        }
        assertEquals(Collections.nCopies(4, Exchange.Outcome.CLOSED), ends.await(4));
    }

    void aFileThatIsCutNeverLooksWhole() throws Exception {
        onlyItsOwnConnection(
                exchange -> exchange.answer(Asking.ok(new Body.Slice(new DocumentFile(0, CUT_AT, 0), 0, LARGE))),
                this::assertFails);
        assertEquals(List.of(Exchange.Outcome.CLOSED), ends.await(1));
    }

    void aListenerThatThrowsHarmsNobody() throws Exception {
        Tally<Exchange> asked = new Tally<>("requests");
        Listener listener = stage.listen(exchange -> {
            exchange.onEnd(outcome -> {
                ends.add(outcome);
                throw new IllegalStateException("a bug in a listener");
            });
            asked.add(exchange);
        });
        List<Future<Incoming>> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ClientConnection connection = stage.connect(listener);
            waiting.add(stage.background(() -> connection.send(Asking.anything(), Answers.ONE, stage.soon())));
        }
        asked.await(waiting.size());

        stage.withoutGettingStuck("close() of a listener in use", listener);

        for (Future<Incoming> each : waiting) {
            stage.failureOf(each);
        }
        assertEquals(Collections.nCopies(waiting.size(), Exchange.Outcome.CLOSED), ends.await(waiting.size()));
    }

    private void assertNeverLooksWhole(CountedContent failing, ExchangeHandler handler) throws Exception {
        onlyItsOwnConnection(handler, this::assertFails);
        failing.awaitClosed();
        assertEquals(1, failing.closings(), "times the body was closed");
    }

    private void assertFails(ClientConnection connection) throws InterruptedException {
        stage.failureOf(stage.background(
                () -> Reading.expectBytes(connection.send(Asking.document(TROUBLE), Answers.ONE, stage.soon()), 0)));
    }

    /** Trouble on one connection, while another that was there before, and one that comes behind, are served. */
    private void onlyItsOwnConnection(ExchangeHandler trouble, Steps steps) throws Exception {
        ExchangeHandler handler = exchange -> {
            if (Asking.number(exchange) == TROUBLE) {
                exchange.onEnd(ends::add);
                trouble.handle(exchange);
            } else {
                Asking.serve(exchange);
            }
        };
        try (Listener listener = stage.listen(handler);
                ClientConnection before = stage.connect(listener);
                ClientConnection troubled = stage.connect(listener)) {
            assertFine(before);
            steps.with(troubled);
            assertFine(before);
            try (ClientConnection behind = stage.connect(listener)) {
                assertFine(behind);
            }
        }
    }

    private void assertFine(ClientConnection connection) throws P2pdiException {
        Reading.expectDocument(connection.send(Asking.document(FINE), Answers.ONE, stage.soon()), 0, FINE);
    }

    private interface Steps {
        void with(ClientConnection connection) throws Exception;
    }
}
