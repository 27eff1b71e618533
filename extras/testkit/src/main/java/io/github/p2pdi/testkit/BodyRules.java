package io.github.p2pdi.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.transport.Answers;
import io.github.p2pdi.transport.ClientConnection;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.Exchange.Outcome;
import io.github.p2pdi.transport.ExchangeHandler;
import io.github.p2pdi.transport.Incoming;
import io.github.p2pdi.transport.Listener;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Rule 9 of {@link io.github.p2pdi.transport.Transport}: how far bodies are read, and that each is closed. */
final class BodyRules {
    private static final long LARGE = 64L << 20;
    /** Far more than networks and transports hold on the way, and far less than the body. */
    private static final long MOST_ON_THE_WAY = LARGE / 2;

    private static final int SMALL = 1000;
    /** More than a machine has cores, so that loops or workers that are stuck show. */
    private static final int SLOW_READERS = Runtime.getRuntime().availableProcessors() + 2;

    private static final long QUIET_MILLIS = 200;

    private final Stage stage;
    private final CountedContent document = new CountedContent(LARGE);
    private final Tally<Outcome> ends = new Tally<>("ended exchanges");

    BodyRules(Stage stage) {
        this.stage = stage;
    }

    void aReaderThatDoesNotReadHoldsBackItsWriterAlone() throws Exception {
        Tally<CountedContent> documents = new Tally<>("documents");
        ExchangeHandler handler = exchange -> {
            CountedContent content = new CountedContent(Asking.number(exchange));
            documents.add(content);
            exchange.answer(Asking.ok(content.body()));
        };
        List<Incoming> unread = new ArrayList<>();
        try (Listener listener = stage.listen(handler)) {
            for (int i = 0; i < SLOW_READERS; i++) {
                unread.add(stage.connect(listener).send(Asking.document(LARGE), Answers.ONE, stage.soon()));
            }
            assertOthersAreServed(listener);
            for (CountedContent each : documents.soFar().subList(0, SLOW_READERS)) {
                long read = each.awaitQuiet(QUIET_MILLIS);
                assertTrue(read < MOST_ON_THE_WAY, "read " + read + " bytes ahead of a reader that took none");
            }
            Reading.expectDocument(unread.get(0), 0, LARGE);
            unread.forEach(Incoming::close);
        }
    }

    void aReaderThatNeverReadsIsGivenUp() throws Exception {
        try (Listener listener = stage.listen(this::answerWithDocument);
                ClientConnection connection = stage.connect(listener)) {
            Incoming unread = connection.send(Asking.anything(), Answers.ONE, stage.soon());

            ends.await(1);
            stage.failureOf(stage.background(() -> Reading.expectBytes(unread, 0)));
            assertEndsOnce(Outcome.DEADLINE);
        }
    }

    void anAnswerThatIsSentEndsOnce() throws Exception {
        try (Listener listener = stage.listen(this::answerWithDocument);
                ClientConnection connection = stage.connect(listener)) {
            Reading.skip(connection.send(Asking.anything(), Answers.ONE, stage.soon()));

            assertEndsOnce(Outcome.SENT);
        }
        assertEquals(LARGE, document.furthest());
    }

    void anAnswerToOneWhoIsGoneEndsOnce() throws Exception {
        try (Listener listener = stage.listen(this::answerWithDocument)) {
            ClientConnection connection = stage.connect(listener);
            connection.send(Asking.anything(), Answers.ONE, stage.soon());
            connection.close();

            assertEndsOnce(Outcome.PEER_GONE);
        }
    }

    /** Two ask before it has ended, with one between them that throws, and one asks behind its end. */
    void everyListenerOfAnExchangeIsTold() throws Exception {
        Tally<Exchange> answered = new Tally<>("answered exchanges");
        ExchangeHandler listenedTo = exchange -> {
            exchange.onEnd(ends::add);
            exchange.onEnd(outcome -> {
                throw new IllegalStateException("a bug in a listener");
            });
            exchange.onEnd(ends::add);
            exchange.answer(Asking.ok(Bodies.DOCUMENT.of(SMALL)));
            answered.add(exchange);
        };
        try (Listener listener = stage.listen(listenedTo);
                ClientConnection connection = stage.connect(listener)) {
            Reading.expectDocument(connection.send(Asking.anything(), Answers.ONE, stage.soon()), 0, SMALL);
            ends.await(2);
            answered.await(1).get(0).onEnd(ends::add);
            ends.await(3);
        }
        stage.close();
        assertEquals(Collections.nCopies(3, Outcome.SENT), ends.soFar());
    }

    void closingAListenerEndsAWriterThatWaits() throws Exception {
        Listener listener = stage.listen(this::answerWithDocument);
        try (ClientConnection connection = stage.connect(listener)) {
            connection.send(Asking.anything(), Answers.ONE, stage.soon());
            assertTrue(document.awaitQuiet(QUIET_MILLIS) < LARGE, "the writer waits");
            stage.withoutGettingStuck("close() of a listener that is sending", listener);

            assertEndsOnce(Outcome.CLOSED);
        }
    }

    void aSecondAnswerIsRefusedAndClosed() throws Exception {
        CountedContent second = new CountedContent(SMALL);
        Tally<Exchange> answered = new Tally<>("answered exchanges");
        ExchangeHandler twice = exchange -> {
            assertThrows(IllegalArgumentException.class, () -> exchange.answer(List.of()));
            exchange.answer(Asking.ok(Bodies.DOCUMENT.of(SMALL)));
            answered.add(exchange);
        };
        try (Listener listener = stage.listen(twice);
                ClientConnection connection = stage.connect(listener)) {
            Incoming answer = connection.send(Asking.anything(), Answers.ONE, stage.soon());
            Exchange exchange = answered.await(1).get(0);

            assertThrows(IllegalStateException.class, () -> exchange.answer(Asking.ok(second.body())));
            assertEquals(1, second.closings(), "times the refused body was closed");
            Reading.expectDocument(answer, 0, SMALL);
            exchange.onEnd(ends::add);
            ends.await(1);
        }
        stage.close();
        assertEquals(List.of(Outcome.SENT), ends.soFar());
    }

    private void answerWithDocument(Exchange exchange) {
        exchange.onEnd(ends::add);
        exchange.answer(Asking.ok(document.body()));
    }

    /** Told and closed once by now, and still when all is closed and nobody is left to do it again. */
    private void assertEndsOnce(Outcome outcome) throws InterruptedException {
        ends.await(1);
        document.awaitClosed();
        stage.close();
        assertEquals(List.of(outcome), ends.soFar());
        assertEquals(1, document.closings(), "times the body was closed");
        assertFalse(document.wasReadWhileClosed(), "read when it was closed");
    }

    private void assertOthersAreServed(Listener listener) throws P2pdiException {
        for (int i = 0; i < SLOW_READERS; i++) {
            try (ClientConnection other = stage.connect(listener)) {
                for (int n = 0; n < 20; n++) {
                    Incoming answer = other.send(Asking.document(SMALL), Answers.ONE, stage.soon());
                    Reading.expectDocument(answer, 0, SMALL);
                }
            }
        }
    }
}
