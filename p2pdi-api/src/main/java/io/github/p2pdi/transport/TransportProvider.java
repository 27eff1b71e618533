package io.github.p2pdi.transport;

/**
 * Makes transports of one scheme. A provider is given in a configuration, or found by {@link java.util.ServiceLoader} where an address of the
 * configuration has its scheme; then it has a public constructor without parameters that does nothing and cannot throw.
 *
 * <p>Safe for concurrent use.
 */
public interface TransportProvider {
    /** {@return the scheme of the addresses it serves, such as {@code tcp}} */
    String scheme();

    /**
     * {@return a transport, which the caller closes} Called once for each node. Does not block, and opens nothing yet.
     *
     * @param context what the transport works with
     * @throws java.io.UncheckedIOException if something that it is made of cannot be used, a file with a key for instance; whoever starts a node or opens a transport gets the cause where
     *     that is a {@link io.github.p2pdi.error.P2pdiException}
     */
    Transport create(TransportContext context);
}
