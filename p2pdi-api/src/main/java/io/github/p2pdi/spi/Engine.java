package io.github.p2pdi.spi;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.node.NodeConfig;
import io.github.p2pdi.node.NodeResources;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.PeerRegistryProvider;
import io.github.p2pdi.registry.PeerStore;
import io.github.p2pdi.transport.ByteStreams;
import io.github.p2pdi.transport.MemoryNetwork;
import io.github.p2pdi.transport.TlsConfig;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.transport.TransportProvider;
import java.io.IOException;

/**
 * What makes the library run: the implementation behind the front door, found by {@link java.util.ServiceLoader}. It has a public constructor
 * without parameters that does nothing.
 *
 * <p>Safe for concurrent use.
 */
public interface Engine {
    /**
     * {@return a running peer}
     *
     * @param config how it is set up
     * @throws P2pdiException if it cannot start; nothing is left open then
     */
    PeerNode startPeer(PeerConfig config) throws P2pdiException;

    /**
     * {@return a running registration server}
     *
     * @param config how it is set up
     * @throws P2pdiException if it cannot start; nothing is left open then
     */
    RegistrationServer startRegistrationServer(RegistrationServerConfig config) throws P2pdiException;

    /**
     * {@return a transport by itself}
     *
     * @param config the transport, codec, limits, time and resources to use
     * @throws P2pdiException if it cannot be made of what the configuration names
     */
    Transport openTransport(NodeConfig config) throws P2pdiException;

    /** {@return threads that nodes can share} */
    NodeResources nodeResources();

    /** {@return a network inside this JVM, apart from all others} */
    MemoryNetwork memory();

    /**
     * {@return a provider of transports over TLS}
     *
     * @param config who one is, and whom one believes
     */
    TransportProvider tls(TlsConfig config);

    /**
     * {@return a provider of transports over byte streams}
     *
     * @param scheme the scheme of its addresses
     * @param streams how to connect and accept
     */
    TransportProvider over(String scheme, ByteStreams streams);

    /**
     * {@return a registry that keeps what must survive in a store}
     *
     * @param store is loaded now, and closed with the registry, or at once if this fails
     * @param context what the registry works with
     * @throws IOException if the store cannot be loaded
     */
    PeerRegistry registry(PeerStore store, PeerRegistryProvider.Context context) throws IOException;
}
