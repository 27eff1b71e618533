package io.github.p2pdi.impl;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.impl.runtime.Closer;
import io.github.p2pdi.impl.runtime.EventQueue;
import io.github.p2pdi.impl.runtime.ReachedLimits;
import io.github.p2pdi.impl.tls.TlsTransportProvider;
import io.github.p2pdi.model.Limit;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.NodeConfig;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.transport.MessageListener;
import io.github.p2pdi.transport.TransportContext;
import io.github.p2pdi.transport.TransportLimits;
import io.github.p2pdi.transport.TransportProvider;
import io.github.p2pdi.wire.Head;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.MessageCodec;
import io.github.p2pdi.wire.MessageCodecProvider;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a node is built on, from its configuration: time, threads, randomness, and a transport with its context. Closing it closes what is its own. */
final class NodeRuntime implements TransportContext, AutoCloseable {
    private static final Logger WIRE = LoggerFactory.getLogger("io.github.p2pdi.wire");

    private final Closer closer;
    private final SharedResources resources;
    private final TimeSource time;
    private final RandomGenerator random;
    private final MessageCodec codec;
    private final TransportLimits limits;
    private final EventQueue events;
    private final ReachedLimits reached;
    private final MessageListener messages;
    private final DefaultHeaders headers;
    private final NodeTransport transport;

    private NodeRuntime(NodeConfig config, Closer closer) {
        this.closer = closer;
        codec = config.codec()
                .orElseGet(
                        () -> Providers.codec(MessageCodecProvider.PSEUDO_HTTP).codec());
        resources = config.resources().map(SharedResources::of).orElseGet(() -> closer.add(new SharedResources()));
        time = config.time().orElseGet(resources::time);
        random = config.random().orElseGet(SecureRandom::new);
        limits = config.limits();
        events = new EventQueue(resources::execute);
        reached = new ReachedLimits(time, events::add, limitListener(config));
        messages = listeners(config.messageListener());
        headers = new DefaultHeaders(time, name(config.bind()));
        transport = closer.add(new NodeTransport(providers(config), this));
    }

    /**
     * Makes what a node is started on.
     *
     * @throws P2pdiException if a transport cannot be made of what it needs
     */
    static NodeRuntime of(NodeConfig config) throws P2pdiException {
        Closer closer = new Closer();
        boolean made = false;
        try {
            NodeRuntime runtime = new NodeRuntime(config, closer);
            made = true;
            return runtime;
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof P2pdiException cause) {
                throw cause;
            }
            throw e;
        } finally {
            if (!made) {
                // A provider of the user's own may have taken threads or timers for what it could not make.
                closer.close();
            }
        }
    }

    NodeTransport transport() {
        return transport;
    }

    RandomGenerator random() {
        return random;
    }

    SharedResources resources() {
        return resources;
    }

    /** What tells the node's listener, in order. Listeners of messages have another, so that neither waits for the other. */
    EventQueue events() {
        return events;
    }

    /** What counts how often limits are reached, and tells the node's listener. */
    ReachedLimits reached() {
        return reached;
    }

    /** What is closed with this node, before the transport is. */
    Closer closer() {
        return closer;
    }

    /** Says where the node is, under whose name it sends from now on. */
    void host(PeerAddress self) {
        headers.host(name(self));
    }

    private static String name(PeerAddress self) {
        return self.scheme().equals(PeerAddress.UNIX) ? "localhost" : self.host();
    }

    /** Of the schemes that the configuration names, and no other: nobody else makes a node speak what its user has not thought of. */
    private static List<TransportProvider> providers(NodeConfig config) {
        Map<String, TransportProvider> byScheme = new LinkedHashMap<>();
        config.transport().ifPresent(given -> byScheme.put(given.scheme(), given));
        config.tls().ifPresent(tls -> byScheme.putIfAbsent(PeerAddress.TLS, new TlsTransportProvider(tls)));
        List<PeerAddress> named = new ArrayList<>(config.alsoBind());
        named.add(config.bind());
        if (config instanceof PeerConfig peer) {
            named.addAll(peer.registrationServers());
        }
        named.forEach(address -> byScheme.computeIfAbsent(address.scheme(), Providers::transport));
        return List.copyOf(byScheme.values());
    }

    private static ObjLongConsumer<Limit> limitListener(NodeConfig config) {
        return config instanceof PeerConfig peer
                ? peer.listener()::limitReached
                : ((RegistrationServerConfig) config).listener()::limitReached;
    }

    private MessageListener listeners(MessageListener configured) {
        if (configured != MessageListener.NONE) {
            return (direction, other, head) -> {
                trace(direction, other, head);
                resources.messages().add(() -> configured.message(direction, other, head));
            };
        }
        return NodeRuntime::trace;
    }

    private static void trace(MessageListener.Direction direction, PeerAddress other, Head head) {
        if (WIRE.isTraceEnabled()) {
            WIRE.trace("{} {}: {}", direction, other, head);
        }
    }

    @Override
    public MessageCodec codec() {
        return codec;
    }

    @Override
    public TransportLimits limits() {
        return limits;
    }

    @Override
    public TimeSource time() {
        return time;
    }

    @Override
    public Executor executor() {
        return resources::execute;
    }

    @Override
    public Headers defaultHeaders() {
        return headers.now();
    }

    @Override
    public MessageListener messages() {
        return messages;
    }

    @Override
    public <T extends AutoCloseable> T shared(Class<T> type, Supplier<T> make) {
        return resources.shared(type, make);
    }

    @Override
    public void limitReached(Limit limit) {
        reached.reached(limit, 1);
    }

    @Override
    public void close() {
        closer.close();
    }
}
