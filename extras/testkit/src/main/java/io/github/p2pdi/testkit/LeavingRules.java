package io.github.p2pdi.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.transport.Answers;
import io.github.p2pdi.transport.ClientConnection;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.Incoming;
import io.github.p2pdi.transport.Listener;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;

/** Rule 10 of {@link io.github.p2pdi.transport.Transport}: that nothing is left of what was in full swing. */
final class LeavingRules {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int CYCLES = 2;
    private static final int LARGE = 8 << 20;
    private static final int UNANSWERED = 0;

    private LeavingRules() {}

    /** More than once, since what is made lazily may hide the first time. */
    static void closingATransportLeavesNothing(Callable<Stage> stages) throws Exception {
        for (int i = 0; i < CYCLES; i++) {
            Footprint before = Footprint.now();
            try (Stage stage = stages.call()) {
                closeInFullSwing(stage);
            }
            assertEquals("", String.join(System.lineSeparator(), before.leftAfter(PATIENCE)), "what is left");
        }
    }

    /** A connection that was used, one that waits for an answer, one in the middle of a file; nothing is closed but the transports. */
    private static void closeInFullSwing(Stage stage) throws Exception {
        Tally<Exchange> unanswered = new Tally<>("exchanges that nobody answers");
        Listener listener = stage.listen(exchange -> {
            if (Asking.number(exchange) == UNANSWERED) {
                unanswered.add(exchange);
            } else {
                exchange.answer(Asking.ok(Bodies.FILE.of((int) Asking.number(exchange))));
            }
        });
        Reading.skip(ask(stage, listener, 1));
        ask(stage, listener, LARGE);
        Future<?> waiting = stage.background(() -> ask(stage, listener, UNANSWERED));
        unanswered.await(1);

        stage.withoutGettingStuck("close() of transports in use", stage::closeTransports);
        stage.failureOf(waiting);
    }

    private static Incoming ask(Stage stage, Listener listener, int number) throws P2pdiException {
        ClientConnection connection = stage.connect(listener);
        return connection.send(Asking.document(number), Answers.ONE, stage.soon());
    }
}
