package io.github.p2pdi.registry;

/** How a peer that comes back proves that a record is its own (protocol, part 3, Take-over). */
public enum TakeOver {
    /** By its cookie, or by coming from the address that registered the record: the default. */
    COOKIE_OR_ADDRESS,

    /**
     * By its cookie alone. A peer that has lost its cookie gets its address back when the lease has ended. For networks in which several users
     * share an address and do not trust each other.
     */
    COOKIE_ONLY
}
