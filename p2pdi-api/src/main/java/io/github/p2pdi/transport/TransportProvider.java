package io.github.p2pdi.transport;

/**
 * Makes transports of one scheme. A provider is given in a configuration, or found by {@link java.util.ServiceLoader} through its scheme; then
 * it has a public constructor without parameters that does nothing.
 */
public interface TransportProvider {
    /** {@return the scheme of the addresses it serves, such as {@code tcp}} */
    String scheme();

    /**
     * {@return a transport} Nothing is opened yet. The caller closes it.
     *
     * @param context what the transport works with
     */
    Transport create(TransportContext context);
}
