package io.github.p2pdi.transport;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.wire.Head;

/**
 * Is told of each message's head as it is sent or received. Cookies are stars in {@link Head#toString()}. That of a node is told one after the other, in the order of the
 * messages, and away from where they are sent and received, so it may block; other listeners do not wait for it. What it throws is logged and goes no further; while
 * 10,000 messages wait for it, further ones are dropped.
 */
@FunctionalInterface
public interface MessageListener {
    /** Listens to nothing. */
    MessageListener NONE = (direction, other, head) -> {};

    /** Which way a message goes. */
    enum Direction {
        /** From us. */
        SENT,
        /** To us. */
        RECEIVED
    }

    /**
     * A head was sent or received.
     *
     * @param direction which way it went
     * @param other the other end
     * @param head the head
     */
    void message(Direction direction, PeerAddress other, Head head);
}
