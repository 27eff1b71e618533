package io.github.p2pdi.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.transport.Answers;
import io.github.p2pdi.transport.ClientConnection;
import io.github.p2pdi.transport.Incoming;
import io.github.p2pdi.transport.Listener;
import io.github.p2pdi.transport.MessageListener.Direction;
import io.github.p2pdi.wire.Head;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.ResponseHead;
import java.util.List;
import java.util.stream.Stream;

/** Rule 2 of {@link io.github.p2pdi.transport.Transport}: what is told of heads. */
final class HeadRules {
    private final Stage stage;

    HeadRules(Stage stage) {
        this.stage = stage;
    }

    /** A head that was told, on either side. */
    record Told(Direction direction, PeerAddress other, Head head) {
        private String line() {
            String start = head instanceof Request request
                    ? request.method()
                    : Integer.toString(((ResponseHead) head).status().code());
            return direction + " " + other + " " + start;
        }
    }

    void everyHeadIsTold(Tally<Told> told) throws Exception {
        try (Listener listener = stage.listen(exchange ->
                        exchange.answer(List.of(Asking.ok(Bodies.BYTES.of(1)), Asking.ok(Bodies.BYTES.of(2)))));
                ClientConnection connection = stage.connect(listener)) {
            Incoming first = connection.send(Asking.anything(), Answers.TWO_IF_OK, stage.soon());
            Reading.skip(first);
            Reading.skip(first.next().orElseThrow());

            List<String> expected = expected(connection.local(), listener.address());
            List<String> seen = told.await(expected.size()).stream()
                    .map(Told::line)
                    .sorted()
                    .toList();
            assertEquals(expected, seen);
        }
    }

    private static List<String> expected(PeerAddress client, PeerAddress server) {
        String ok = " " + Status.OK.code();
        return Stream.of(
                        Direction.SENT + " " + server + " getrfc",
                        Direction.RECEIVED + " " + client + " getrfc",
                        Direction.SENT + " " + client + ok,
                        Direction.SENT + " " + client + ok,
                        Direction.RECEIVED + " " + server + ok,
                        Direction.RECEIVED + " " + server + ok)
                .sorted()
                .toList();
    }
}
