package io.github.p2pdi;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.NodeConfig;
import io.github.p2pdi.node.NodeResources;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.spi.Engine;
import io.github.p2pdi.transport.Transport;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.ServiceLoader;

/**
 * The front door: starts peers and registration servers.
 *
 * <pre>{@code
 * try (RegistrationServer rs = P2PDI.startRegistrationServer(RegistrationServerConfig.builder().port(0).build());
 *      PeerNode alice = P2PDI.startPeer(rs.address(), Path.of("rfcs"));
 *      PeerNode bob = P2PDI.startPeer(PeerConfig.builder().registrationServer(rs.address()).build())) {
 *     Path file = bob.download(2616).await();
 * }
 * }</pre>
 *
 * <p>Safe for concurrent use.
 */
public final class P2PDI {
    private P2PDI() {}

    /**
     * Starts a peer. It listens when this returns; with {@link PeerConfig#failFast()} it is registered as well, else as soon as can be.
     * Even so it first tries once, and may wait for {@link PeerConfig#callTimeout()} where a registration server accepts connections and says nothing,
     * and where it listens on a wildcard for {@link PeerConfig#connectTimeout()} more with each of its registration servers, to find its own address.
     *
     * @param config how it is set up
     * @return the running peer, to be closed by the caller
     * @throws P2pdiException if it cannot start: a missing folder, a taken port, a key that cannot be used; nothing is left open then
     * @throws IllegalArgumentException if the {@link NodeResources} are not from {@link #nodeResources()}
     * @throws IllegalStateException if there is no implementation or no such transport, and the message names what to add; or if the node resources are
     *     closed
     */
    public static PeerNode startPeer(PeerConfig config) throws P2pdiException {
        return engine().startPeer(config);
    }

    /**
     * Starts a peer that shares a folder: the shortest way.
     *
     * @param registrationServer whom to register with; if it cannot be reached, the start fails
     * @param share the folder whose documents are shared
     * @return the running peer, to be closed by the caller
     * @throws P2pdiException if it cannot start
     * @throws IllegalStateException if there is no implementation; the message names what to add
     */
    public static PeerNode startPeer(PeerAddress registrationServer, Path share) throws P2pdiException {
        return startPeer(PeerConfig.builder()
                .registrationServer(registrationServer)
                .share(share)
                .failFast(true)
                .build());
    }

    /**
     * Starts a registration server. It listens when this returns.
     *
     * @param config how it is set up
     * @return the running registration server, to be closed by the caller
     * @throws P2pdiException if it cannot start, for instance because the port is taken or a key cannot be used; nothing is left open then
     * @throws IllegalArgumentException if the {@link NodeResources} are not from {@link #nodeResources()}
     * @throws IllegalStateException if there is no implementation, transport or registry, and the message names what to add; or if the node resources are
     *     closed
     */
    public static RegistrationServer startRegistrationServer(RegistrationServerConfig config) throws P2pdiException {
        return engine().startRegistrationServer(config);
    }

    /**
     * Opens the transport of a configuration by itself, for those who speak the protocol in their own way or test a transport.
     *
     * @param config the transport, codec, limits, time and resources to use
     * @return the transport, to be closed by the caller
     * @throws P2pdiException if it cannot be made of what the configuration names, a file with a key for instance
     * @throws IllegalArgumentException if the {@link NodeResources} are not from {@link #nodeResources()}
     * @throws IllegalStateException if there is no implementation or no such transport, and the message names what to add; or if the node resources are
     *     closed
     */
    public static Transport openTransport(NodeConfig config) throws P2pdiException {
        return engine().openTransport(config);
    }

    /**
     * {@return threads that many nodes of this JVM can share; to be closed by the caller, after the nodes}
     *
     * @throws IllegalStateException if there is no implementation; the message names what to add
     */
    public static NodeResources nodeResources() {
        return engine().nodeResources();
    }

    /** Our own class loader first, then the context's; nothing is kept in a static. */
    static Engine engine() {
        for (ClassLoader loader : new ClassLoader[] {
            P2PDI.class.getClassLoader(), Thread.currentThread().getContextClassLoader()
        }) {
            Iterator<Engine> found = ServiceLoader.load(Engine.class, loader).iterator();
            if (found.hasNext()) {
                return found.next();
            }
        }
        throw new IllegalStateException(
                "no implementation of P2P-DI was found: add io.github.p2pdi:p2pdi-impl to the class path or the module path");
    }
}
