package io.github.p2pdi.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.transport.Answers;
import io.github.p2pdi.transport.ClientConnection;
import io.github.p2pdi.transport.Incoming;
import io.github.p2pdi.transport.Listener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Rule 12 of {@link io.github.p2pdi.transport.Transport}: how many are served at once, and who makes room. */
final class CrowdRules {
    /** How long those limits are that a test waits for. */
    static final Duration SHORT = WaitingRules.SHORT;

    private static final int CROWD = 1000;
    private static final int SIZE = 100;

    private final Stage stage;

    CrowdRules(Stage stage) {
        this.stage = stage;
    }

    void aThousandAreServedAtOnce() throws Exception {
        Assumptions.assumeTrue(OpenFiles.most() > 2.5 * CROWD, "this process may open too few files");
        List<ClientConnection> crowd = new ArrayList<>();
        try (Listener listener = stage.listen(Asking::serve)) {
            for (int i = 0; i < CROWD; i++) {
                ClientConnection connection = stage.connect(listener);
                crowd.add(connection);
                assertServed(connection);
            }
            for (ClientConnection each : crowd) {
                assertServed(each);
            }
        } finally {
            crowd.forEach(ClientConnection::close);
        }
    }

    void oneTooManyIsToldSo() throws Exception {
        try (Listener listener = stage.listen(Asking::serve);
                ClientConnection first = stage.connect(listener)) {
            assertServed(first);
            try (ClientConnection second = stage.connect(listener)) {
                assertServed(second);
                try (ClientConnection third = stage.connect(listener)) {
                    assertEquals(Status.UNAVAILABLE, ask(third).head().status());
                }
                assertServed(first);
                assertServed(second);
            }
            awaitRoom(listener);
        }
    }

    void whoSaysNothingMakesRoom() throws Exception {
        Deadline silence = stage.in(SHORT);
        try (Listener listener = stage.listen(Asking::serve);
                ClientConnection silent = stage.connect(listener)) {
            awaitRoom(listener);
            assertTrue(silence.hasPassed(), "it may be silent for that long");
            stage.failureOf(stage.background(() -> ask(silent)));
        }
    }

    void whoSaysNothingMoreMakesRoom() throws Exception {
        try (Listener listener = stage.listen(Asking::serve);
                ClientConnection kept = stage.connect(listener)) {
            Deadline silence = stage.in(SHORT);
            assertServed(kept);
            Patience patience = Patience.begin();
            while (kept.reusable()) {
                patience.pause(() -> "an idle connection to be closed");
            }
            assertTrue(silence.hasPassed(), "it may be silent for that long");
        }
    }

    private Incoming ask(ClientConnection connection) throws P2pdiException {
        return connection.send(Asking.document(SIZE), Answers.ONE, stage.soon());
    }

    private void assertServed(ClientConnection connection) throws P2pdiException {
        Reading.expectDocument(ask(connection), 0, SIZE);
    }

    private void awaitRoom(Listener listener) throws InterruptedException {
        Patience patience = Patience.begin();
        while (!hasRoom(listener)) {
            patience.pause(() -> "room for one more");
        }
    }

    private boolean hasRoom(Listener listener) {
        try (ClientConnection connection = stage.connect(listener)) {
            return ask(connection).head().status().isOk();
        } catch (P2pdiException refused) {
            return false;
        }
    }
}
