package io.github.p2pdi.model;

/** What a node was set up to take of something at most. More is refused. Others may be added. */
public enum Limit {
    /** How many connections a listener has at once: {@code TransportLimits.connections}. One more is answered 503. */
    CONNECTIONS,

    /** How many of them come from one address: {@code TransportLimits.connectionsPerSource}. One more is answered 503. */
    CONNECTIONS_PER_SOURCE,

    /** How many documents a peer sends at once: {@code PeerConfig.uploads}. Who asks for one more is answered 503. */
    UPLOADS,

    /**
     * How much a peer's index takes from others: {@code PeerConfig.index}. Counted is each record that is refused, as often as it is told; of what one peer tells beyond its
     * own room one alone, as no more of it is looked at.
     */
    INDEX
}
