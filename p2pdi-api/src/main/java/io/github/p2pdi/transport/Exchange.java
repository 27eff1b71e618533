package io.github.p2pdi.transport;

import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.Response;
import java.util.List;
import java.util.function.Consumer;

/**
 * One request and its answer: rules 8 and 9 of {@link Transport}.
 *
 * <p>Safe for concurrent use.
 */
public interface Exchange {
    /** {@return the request} */
    Request request();

    /** {@return who asks} */
    Remote remote();

    /**
     * Answers, once, with all the frames of the answer; returns before they are sent. From here on the transport owns the frames' bodies and
     * closes them, even when the connection is gone already. It adds the default headers.
     *
     * @param frames one frame, or two for {@code getrfc}
     * @throws IllegalStateException if the exchange was answered or hung up before; the bodies are closed
     * @throws IllegalArgumentException if there is no frame
     */
    void answer(List<Response> frames);

    /**
     * Answers with one frame; see {@link #answer(List)}.
     *
     * @param frame the frame
     */
    default void answer(Response frame) {
        answer(List.of(frame));
    }

    /** Closes the connection without an answer; what was answered before is still sent. */
    void hangUp();

    /**
     * Asks to be told when the exchange has ended, however it ended. Any number of listeners may ask, and each is called once, on a thread of the transport, or
     * on this one if it has ended already; it must not block.
     *
     * @param listener what to call
     */
    void onEnd(Consumer<Outcome> listener);

    /** How an exchange ended. */
    enum Outcome {
        /** The whole answer was handed to the network. */
        SENT,
        /** The other side closed or broke the connection before that. */
        PEER_GONE,
        /** The other side took too long to take the answer. */
        DEADLINE,
        /** The connection was closed on our side: hung up, the document cut short, or the listener closed. */
        CLOSED
    }
}
