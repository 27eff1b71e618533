package io.github.p2pdi.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.transport.Answers;
import io.github.p2pdi.transport.ClientConnection;
import io.github.p2pdi.transport.Incoming;
import io.github.p2pdi.transport.Listener;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Head;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.Response;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;

/** Rule 2 of {@link io.github.p2pdi.transport.Transport}: what is sent arrives, whole and in order. */
final class MessageRules {
    private static final int FIRST_FRAME = 5;
    private static final int FILE = 300_001;
    private static final String TITLE = "Title";
    private static final String NOT_ASCII = "Z\u00fcrich \u20ac5";

    private final Stage stage;

    MessageRules(Stage stage) {
        this.stage = stage;
    }

    /** One exchange for each kind of body, and for plain peers and ours: to plain ones a transport may write otherwise. */
    void bodiesOfAllKindsArriveIntact(int size) throws Exception {
        for (Bodies kind : Bodies.values()) {
            try (Listener listener = stage.listen(exchange -> exchange.answer(Asking.ok(kind.of(size))));
                    ClientConnection connection = stage.connect(listener)) {
                assertArrives(connection, Asking.document(size), size);
                assertArrives(
                        connection, Asking.document(size).with(Headers.of(HeaderNames.ACCEPT, HeaderNames.JSON)), size);
            }
        }
    }

    void aPartOfAFileArrives(int offset, int size) throws P2pdiException {
        try (Listener listener = stage.listen(exchange ->
                        exchange.answer(Asking.ok(new Body.Slice(new DocumentFile(0, FILE, 0), offset, size))));
                ClientConnection connection = stage.connect(listener)) {
            for (int i = 0; i < 2; i++) {
                Incoming answer = connection.send(Asking.anything(), Answers.ONE, stage.soon());
                Reading.expectDocument(answer, offset, size);
                assertEnded(connection, answer);
            }
        }
    }

    void aSecondFrameComesBehindA200(int size) throws P2pdiException {
        try (Listener listener = stage.listen(exchange -> exchange.answer(
                        List.of(Asking.ok(Bodies.BYTES.of(FIRST_FRAME)), Asking.ok(Bodies.DOCUMENT.of(size)))));
                ClientConnection connection = stage.connect(listener)) {
            for (int i = 0; i < 3; i++) {
                Incoming first = connection.send(Asking.anything(), Answers.TWO_IF_OK, stage.soon());
                Reading.expectDocument(first, 0, FIRST_FRAME);
                assertFalse(connection.reusable(), "reusable with a frame to come");
                Incoming second = first.next().orElseThrow(() -> new AssertionError("the second frame is missing"));
                Reading.expectDocument(second, 0, size);
                assertEnded(connection, second);
            }
        }
    }

    void noSecondFrameComesBehindA404() throws P2pdiException {
        try (Listener listener = stage.listen(exchange -> exchange.answer(Response.of(Status.NOT_FOUND)));
                ClientConnection connection = stage.connect(listener)) {
            for (int i = 0; i < 3; i++) {
                Incoming only = connection.send(Asking.anything(), Answers.TWO_IF_OK, stage.soon());
                assertEquals(Status.NOT_FOUND, only.head().status());
                Reading.expectDocument(only, 0, 0);
                assertEnded(connection, only);
            }
        }
    }

    /** Many connections at once, answered by other threads than they are asked on. */
    void answersComeInOrder() throws Exception {
        try (Listener listener = stage.listen(exchange -> stage.inBackground(() -> Asking.serve(exchange)))) {
            List<Future<Void>> clients =
                    List.of(askMany(listener, 1), askMany(listener, 1000), askMany(listener, 30_000));
            for (Future<Void> client : clients) {
                client.get();
            }
        }
    }

    void headsArriveIntact() throws Exception {
        Tally<Request> seen = new Tally<>("requests");
        Headers answered = Headers.of(HeaderNames.RETRY_AFTER, "7").with(TITLE, NOT_ASCII);
        try (Listener listener = stage.listen(exchange -> {
                    seen.add(exchange.request());
                    exchange.answer(Response.of(Status.UNAVAILABLE, answered, Body.NONE));
                });
                ClientConnection connection = stage.connect(listener)) {
            Request asked = new Request("rfcquery", "peer.example", Headers.of(TITLE, NOT_ASCII));
            Incoming answer = connection.send(asked, Answers.ONE, stage.soon());

            Request request = seen.await(1).get(0);
            assertEquals("rfcquery peer.example", request.method() + " " + request.target());
            assertHeaders(asked.headers(), request);
            assertEquals(Status.UNAVAILABLE, answer.head().status());
            assertHeaders(answered, answer.head());
        }
    }

    private Future<Void> askMany(Listener listener, int firstSize) {
        return stage.background(() -> {
            try (ClientConnection connection = stage.connect(listener)) {
                for (int size = firstSize; size < firstSize + 30; size++) {
                    assertArrives(connection, Asking.document(size), size);
                }
            }
            return null;
        });
    }

    private void assertArrives(ClientConnection connection, Request request, int size) throws P2pdiException {
        Incoming answer = connection.send(request, Answers.ONE, stage.soon());
        assertEquals(Status.OK, answer.head().status());
        assertEquals(size == 0, connection.reusable(), "reusable before a body of " + size + " bytes was read");
        Reading.expectDocument(answer, 0, size);
        assertEnded(connection, answer);
    }

    private static void assertEnded(ClientConnection connection, Incoming last) throws P2pdiException {
        assertEquals(Optional.empty(), last.next(), "frames that were not asked for");
        assertTrue(connection.reusable(), "reusable when all is read");
    }

    /** What was given is there, in order, and so are the default headers. */
    private static void assertHeaders(Headers given, Head arrived) {
        List<Headers.Field> among = arrived.headers().fields().stream()
                .filter(given.fields()::contains)
                .toList();
        assertEquals(given.fields(), among);
        for (String name : List.of(HeaderNames.HOST, HeaderNames.OS, HeaderNames.DATE)) {
            assertEquals(1, arrived.headers().count(name), name + " headers of " + arrived);
        }
    }
}
