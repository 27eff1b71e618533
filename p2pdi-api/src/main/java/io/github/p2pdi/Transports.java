package io.github.p2pdi;

import io.github.p2pdi.transport.ByteStreams;
import io.github.p2pdi.transport.MemoryNetwork;
import io.github.p2pdi.transport.TlsConfig;
import io.github.p2pdi.transport.TransportProvider;
import java.util.Objects;

/**
 * Transports to give to a configuration. TCP needs none of this: it is there by default.
 *
 * <p>Safe for concurrent use.
 */
public final class Transports {
    private Transports() {}

    /**
     * {@return a network inside this JVM} Each call makes one of its own: only nodes that were given the same one meet. Its scheme is
     * {@code memory}.
     *
     * @throws IllegalStateException if there is no implementation; the message names what to add
     */
    public static MemoryNetwork memory() {
        return P2PDI.engine().memory();
    }

    /**
     * {@return a transport over TLS} Its scheme is {@code tls}. Whoever sets up a node gives {@link io.github.p2pdi.node.NodeConfig.Builder#tls}
     * instead: then the node has other transports besides.
     *
     * @param config who one is, and whom one believes
     * @throws IllegalStateException if there is no implementation; the message names what to add
     */
    public static TransportProvider tls(TlsConfig config) {
        return P2PDI.engine().tls(Objects.requireNonNull(config, "config"));
    }

    /**
     * {@return a transport over byte streams of one's own} It has the codec, the deadlines and the limits of the built-in ones, and a thread
     * a connection.
     *
     * @param scheme the scheme of its addresses
     * @param streams how to connect and accept
     * @throws IllegalStateException if there is no implementation; the message names what to add
     */
    public static TransportProvider over(String scheme, ByteStreams streams) {
        return P2PDI.engine()
                .over(Objects.requireNonNull(scheme, "scheme"), Objects.requireNonNull(streams, "streams"));
    }
}
