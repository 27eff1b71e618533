package io.github.p2pdi.examples;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.transport.MessageListener;
import io.github.p2pdi.wire.Head;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.ResponseHead;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Prints the head of every message that one node receives, as it looks on the wire but for cookies, and lets the narrator wait until the
 * answers to a request have been printed. The node calls it on one thread, in the order of the messages.
 */
final class Wiretap implements MessageListener {
    private static final String VERSION = "HTTP/1.1";
    private static final int LONGEST_WAIT_SECONDS = 10;

    private final String node;
    private final Console console;

    /** The method of the request that was sent last; only the listening thread looks at it. */
    private String asked = "";

    /** For each answer that was printed, the method that it answers. */
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    Wiretap(String node, Console console) {
        this.node = node;
        this.console = console;
    }

    @Override
    public void message(Direction direction, PeerAddress other, Head head) {
        try {
            if (direction == Direction.RECEIVED) {
                console.result("[" + node + " <- " + other + "] " + onTheWire(head));
            }
        } finally {
            // Where it cannot be printed, the narrator sees so himself: he should not wait for it.
            note(direction, head);
        }
    }

    private void note(Direction direction, Head head) {
        if (head instanceof Request request) {
            asked = direction == Direction.SENT ? request.method() : asked;
        } else if (direction == Direction.RECEIVED) {
            answers.add(asked);
        }
    }

    /** Waits until this many more answers to a method were printed. */
    void awaitAnswers(String method, int count) throws InterruptedException, UnexpectedOutcomeException {
        for (int seen = 0; seen < count; ) {
            String answered = answers.poll(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
            if (answered == null) {
                throw new UnexpectedOutcomeException(node + " should have received " + count + " answers to " + method
                        + ", but " + LONGEST_WAIT_SECONDS + " s after the last message there were " + seen);
            }
            seen += answered.equals(method) ? 1 : 0;
        }
    }

    private static String onTheWire(Head head) {
        if (head instanceof Request request) {
            return request.method() + " " + request.target() + " " + VERSION + indented(request.headers());
        }
        ResponseHead answer = (ResponseHead) head;
        return VERSION + " " + answer.status() + indented(answer.headers());
    }

    private static String indented(Headers headers) {
        return headers.fields().stream().map(field -> "\n    " + field).collect(Collectors.joining());
    }
}
