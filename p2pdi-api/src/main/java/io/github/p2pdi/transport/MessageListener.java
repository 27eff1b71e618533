package io.github.p2pdi.transport;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.wire.Head;

/**
 * Is told of each message's head as it is sent or received. Cookies are stars in {@link Head#toString()}. It is told away from where messages are sent and received, so it may
 * block. Nodes with the same {@link io.github.p2pdi.node.NodeResources} tell theirs in one order, so that what one node sends is told before what another does about it; while
 * one of them blocks, the others of them wait, and listeners of events do not. What it throws is logged and goes no further; while 10,000 messages wait to be told, further
 * ones are dropped.
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
