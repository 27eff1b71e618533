package io.github.p2pdi.transport;

import java.util.Objects;

/**
 * What goes wrong on the way to a listener of a {@link MemoryNetwork}. Faults of the bytes on a connection befall the answers, that is what the listener sends, or with
 * {@link #ofRequests()} what it is sent.
 *
 * <p>Immutable.
 *
 * @param kind what happens
 * @param amount where or how fast it happens, as the kind says; 0 where that is of no meaning
 * @param toListener whether it befalls what is sent to the listener, and not what the listener sends
 */
public record LinkFault(Kind kind, long amount, boolean toListener) {
    /** What can happen. */
    public enum Kind {
        /** No connection comes about, as if nobody listened. */
        REFUSE,
        /** After so many bytes nothing more comes, and the connection stays open. */
        STALL,
        /** After so many bytes the connection breaks. */
        CUT,
        /** So many bytes a second come through and no more. */
        SLOW,
        /** The byte at that place, counted from 0, comes with its lowest bit turned over. */
        CORRUPT,
        /** Whatever is asked is asked a second time, on a connection of its own whose answers reach nobody. */
        DUPLICATE,
        /**
         * Of two connections that are opened one after the other, the second is answered first. What waited for so many milliseconds comes all the same.
         */
        REORDER
    }

    /**
     * Checks the fault.
     *
     * @param kind what happens
     * @param amount where or how fast it happens
     * @param toListener whether it befalls what is sent to the listener
     * @throws IllegalArgumentException if the amount is negative, or the rate is 0
     */
    public LinkFault {
        Objects.requireNonNull(kind, "kind");
        if (amount < 0 || (kind == Kind.SLOW && amount == 0)) {
            throw new IllegalArgumentException(kind + " cannot happen at " + amount);
        }
    }

    /** {@return no connection comes about} */
    public static LinkFault refuse() {
        return new LinkFault(Kind.REFUSE, 0, true);
    }

    /**
     * {@return after some bytes nothing more comes}
     *
     * @param afterBytes how many still come on each connection
     */
    public static LinkFault stall(long afterBytes) {
        return new LinkFault(Kind.STALL, afterBytes, false);
    }

    /**
     * {@return after some bytes the connection breaks}
     *
     * @param afterBytes how many still come on each connection
     */
    public static LinkFault cut(long afterBytes) {
        return new LinkFault(Kind.CUT, afterBytes, false);
    }

    /**
     * {@return bytes come slowly}
     *
     * @param bytesPerSecond how many come on each connection, from its beginning on
     */
    public static LinkFault slow(long bytesPerSecond) {
        return new LinkFault(Kind.SLOW, bytesPerSecond, false);
    }

    /**
     * {@return one bit comes wrong}
     *
     * @param atByte in which byte of each connection, counted from 0
     */
    public static LinkFault corrupt(long atByte) {
        return new LinkFault(Kind.CORRUPT, atByte, false);
    }

    /** {@return everything is asked twice} */
    public static LinkFault duplicate() {
        return new LinkFault(Kind.DUPLICATE, 0, true);
    }

    /**
     * {@return later connections overtake earlier ones}
     *
     * @param heldMillis how long one waits to be overtaken, in milliseconds
     */
    public static LinkFault reorder(long heldMillis) {
        return new LinkFault(Kind.REORDER, heldMillis, true);
    }

    /** {@return the same, befalling what is sent to the listener} */
    public LinkFault ofRequests() {
        return new LinkFault(kind, amount, true);
    }
}
