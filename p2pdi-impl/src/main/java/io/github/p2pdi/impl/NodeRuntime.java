package io.github.p2pdi.impl;

import io.github.p2pdi.impl.runtime.Closer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.NodeConfig;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.transport.MessageListener;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.transport.TransportContext;
import io.github.p2pdi.transport.TransportLimits;
import io.github.p2pdi.transport.TransportProvider;
import io.github.p2pdi.wire.Head;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.MessageCodec;
import io.github.p2pdi.wire.MessageCodecProvider;
import java.security.SecureRandom;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a node is built on, from its configuration: time, threads, randomness, and a transport with its context. Closing it closes what is its own. */
final class NodeRuntime implements TransportContext, AutoCloseable {
    private static final Logger WIRE = LoggerFactory.getLogger("io.github.p2pdi.wire");

    private final Closer closer = new Closer();
    private final SharedResources resources;
    private final TimeSource time;
    private final RandomGenerator random;
    private final MessageCodec codec;
    private final TransportLimits limits;
    private final MessageListener messages;
    private final DefaultHeaders headers;
    private final Transport transport;

    NodeRuntime(NodeConfig config) {
        TransportProvider provider = config.transport()
                .orElseGet(() -> Providers.transport(config.bind().scheme()));
        codec = config.codec()
                .orElseGet(
                        () -> Providers.codec(MessageCodecProvider.PSEUDO_HTTP).codec());
        resources =
                config.resources().map(SharedResources.class::cast).orElseGet(() -> closer.add(new SharedResources()));
        time = config.time().orElseGet(resources::time);
        random = config.random().orElseGet(SecureRandom::new);
        limits = config.limits();
        messages = listeners(config.messageListener());
        headers = new DefaultHeaders(time, config.bind().host());
        transport = closer.add(provider.create(this));
    }

    Transport transport() {
        return transport;
    }

    RandomGenerator random() {
        return random;
    }

    SharedResources resources() {
        return resources;
    }

    /** What is closed with this node, before the transport is. */
    Closer closer() {
        return closer;
    }

    /** Says under which name the node sends from now on. */
    void host(String name) {
        headers.host(name);
    }

    private MessageListener listeners(MessageListener configured) {
        if (configured != MessageListener.NONE) {
            return (direction, other, head) -> {
                trace(direction, other, head);
                resources.events().add(() -> configured.message(direction, other, head));
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
    public void close() {
        closer.close();
    }
}
