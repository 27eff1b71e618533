package io.github.p2pdi.impl;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.impl.memory.InMemoryNetwork;
import io.github.p2pdi.impl.registration.StoredRegistry;
import io.github.p2pdi.impl.streams.StreamTransportProvider;
import io.github.p2pdi.impl.tls.TlsTransportProvider;
import io.github.p2pdi.node.NodeConfig;
import io.github.p2pdi.node.NodeResources;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.PeerRegistryProvider;
import io.github.p2pdi.registry.PeerStore;
import io.github.p2pdi.spi.Engine;
import io.github.p2pdi.transport.ByteStreams;
import io.github.p2pdi.transport.MemoryNetwork;
import io.github.p2pdi.transport.TlsConfig;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.transport.TransportProvider;
import java.io.IOException;

/** The engine that the front door finds. */
public final class DefaultEngine implements Engine {
    @Override
    public PeerNode startPeer(PeerConfig config) throws P2pdiException {
        return PeerStart.start(config);
    }

    @Override
    public RegistrationServer startRegistrationServer(RegistrationServerConfig config) throws P2pdiException {
        return RegistrationServerStart.start(config);
    }

    @Override
    public Transport openTransport(NodeConfig config) throws P2pdiException {
        return new LoneTransport(NodeRuntime.of(config));
    }

    @Override
    public NodeResources nodeResources() {
        return new SharedResources();
    }

    @Override
    public MemoryNetwork memory() {
        return new InMemoryNetwork();
    }

    @Override
    public TransportProvider tls(TlsConfig config) {
        return new TlsTransportProvider(config);
    }

    @Override
    public TransportProvider over(String scheme, ByteStreams streams) {
        return new StreamTransportProvider(scheme, streams);
    }

    @Override
    public PeerRegistry registry(PeerStore store, PeerRegistryProvider.Context context) throws IOException {
        return StoredRegistry.open(store, context);
    }
}
