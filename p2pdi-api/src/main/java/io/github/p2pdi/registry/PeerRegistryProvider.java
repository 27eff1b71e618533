package io.github.p2pdi.registry;

import io.github.p2pdi.time.TimeSource;
import java.io.IOException;
import java.net.URI;
import java.util.function.LongSupplier;

/**
 * Opens registries of one kind, chosen by the scheme of a URI, such as {@code memory:/}. Found by {@link java.util.ServiceLoader}; it has a
 * public constructor without parameters that does nothing.
 */
public interface PeerRegistryProvider {
    /** {@return the scheme of the URIs it serves} */
    String scheme();

    /** {@return whether the methods of its registries may block, on a disk or a network; {@code false} unless it says otherwise} */
    default boolean blocks() {
        return false;
    }

    /**
     * Opens a registry.
     *
     * @param at which one
     * @param context what it works with
     * @return the open registry, to be closed by the caller
     * @throws IOException if it cannot be opened
     */
    PeerRegistry open(URI at, Context context) throws IOException;

    /**
     * What a registry is given to work with.
     *
     * @param time the time; a pause of the process is left out of its nanoseconds
     * @param cookies gives random numbers for cookies: 63 bits, from a secure source
     * @param terms which leases are granted
     * @param capacity the most records that are kept, active or not
     * @param perSource the most records that a source other than loopback has, active or not
     * @param takeOver how a returning peer proves itself
     * @param listener is told who joins and who goes
     */
    record Context(
            TimeSource time,
            LongSupplier cookies,
            LeaseTerms terms,
            int capacity,
            int perSource,
            TakeOver takeOver,
            RegistryListener listener) {}
}
