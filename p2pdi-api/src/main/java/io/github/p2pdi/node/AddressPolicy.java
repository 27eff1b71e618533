package io.github.p2pdi.node;

/** Which addresses a registration server lets peers register. */
public enum AddressPolicy {
    /** Any: peers are believed, as Eureka and Consul believe them. The default; right where peers sit behind several names or address translation. */
    CLAIMED,

    /** Those whose host is, or resolves to, the address that the request came from; others are refused with 403. */
    SOURCE_ONLY,

    /**
     * Any, but a peer is listed only when the server has connected back and found a peer there. The answer to its registration does not wait for
     * that. It is tried a few times, and again when the peer registers again or renews a lease without being listed.
     */
    VERIFIED
}
