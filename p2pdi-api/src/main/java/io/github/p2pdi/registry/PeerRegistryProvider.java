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
     * @param time the time
     * @param cookies gives random numbers for cookies: 63 bits, from a secure source
     * @param terms which leases are granted
     * @param capacity the most peers that are kept; at it, the one inactive the longest makes room
     */
    record Context(TimeSource time, LongSupplier cookies, LeaseTerms terms, int capacity) {}
}
