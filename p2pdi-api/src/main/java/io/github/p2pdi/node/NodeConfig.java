package io.github.p2pdi.node;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.transport.MessageListener;
import io.github.p2pdi.transport.TlsConfig;
import io.github.p2pdi.transport.TransportLimits;
import io.github.p2pdi.transport.TransportProvider;
import io.github.p2pdi.wire.MessageCodec;
import io.github.p2pdi.wire.MessageCodecProvider;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What peers and registration servers have in common: where they listen, and what they are built from. What is absent is found through
 * {@link java.util.ServiceLoader}, or is the system's.
 *
 * <p>Immutable.
 */
public abstract sealed class NodeConfig permits PeerConfig, RegistrationServerConfig {
    private final PeerAddress bind;
    private final List<PeerAddress> alsoBind;
    private final @Nullable TlsConfig tls;
    private final TransportLimits limits;
    private final MessageListener messageListener;
    private final @Nullable TransportProvider transport;
    private final @Nullable MessageCodec codec;
    private final @Nullable TimeSource time;
    private final @Nullable RandomGenerator random;
    private final @Nullable NodeResources resources;

    NodeConfig(Builder<?> builder) {
        bind = bind(builder);
        alsoBind = builder.alsoBind;
        tls = builder.tls;
        limits = builder.limits;
        messageListener = builder.messageListener;
        transport = builder.transport;
        codec = builder.codec;
        time = builder.time;
        random = builder.random;
        resources = builder.resources;
    }

    private static PeerAddress bind(Builder<?> builder) {
        PeerAddress bind = builder.bind;
        boolean isPlain = bind.scheme().equals(PeerAddress.TCP) && builder.transport == null;
        boolean hasCertificate = builder.tls != null && builder.tls.canListen();
        return isPlain && hasCertificate ? new PeerAddress(PeerAddress.TLS, bind.host(), bind.port()) : bind;
    }

    /**
     * {@return where the node listens; 127.0.0.1 by default, so that nothing listens to the world unasked} Where {@link #tls()} has a certificate that is by TLS, and
     * not by plain TCP.
     */
    public final PeerAddress bind() {
        return bind;
    }

    /**
     * {@return where else the node listens, by the same transport or another; nowhere by default} What it answers is the same everywhere. A peer is registered
     * with {@link #bind()} alone, or what {@link PeerConfig#advertise()} says, as a registration has one scheme and one port: the others are for those who know them.
     */
    public final List<PeerAddress> alsoBind() {
        return alsoBind;
    }

    /** {@return who the node is under TLS, and whom it believes; absent: {@link TlsConfig#defaults()}} */
    public final Optional<TlsConfig> tls() {
        return Optional.ofNullable(tls);
    }

    /** {@return how much of everything its transport takes, and how long it waits} */
    public final TransportLimits limits() {
        return limits;
    }

    /** {@return who is told of each message's head; nobody by default} */
    public final MessageListener messageListener() {
        return messageListener;
    }

    /**
     * {@return the transport of {@link #bind()}; absent: found by its scheme} Other transports are found by the schemes of the other addresses that the
     * configuration names. Others are reached by these, and by TLS, and by nothing else: who listens by TLS alone never speaks plain TCP.
     */
    public final Optional<TransportProvider> transport() {
        return Optional.ofNullable(transport);
    }

    /** {@return the codec; absent: the protocol's, {@link MessageCodecProvider#PSEUDO_HTTP}} Whoever is to be understood by others speaks what they do. */
    public final Optional<MessageCodec> codec() {
        return Optional.ofNullable(codec);
    }

    /** {@return the time; absent: the system's} */
    public final Optional<TimeSource> time() {
        return Optional.ofNullable(time);
    }

    /** {@return the randomness of delays and of cookies; absent: a secure one} */
    public final Optional<RandomGenerator> random() {
        return Optional.ofNullable(random);
    }

    /** {@return threads shared with other nodes; absent: the node has its own, and closes them} */
    public final Optional<NodeResources> resources() {
        return Optional.ofNullable(resources);
    }

    /** {@return the values, each behind its name; nothing of keys, and of what is plugged in nothing but whether it is} */
    @Override
    public final String toString() {
        return ConfigText.of(this);
    }

    /**
     * Collects the values. One thread at a time.
     *
     * @param <B> the builder itself
     */
    public abstract static sealed class Builder<B extends Builder<B>>
            permits PeerConfig.Builder, RegistrationServerConfig.Builder {
        private PeerAddress bind;
        private List<PeerAddress> alsoBind = List.of();
        private @Nullable TlsConfig tls;
        private TransportLimits limits;
        private MessageListener messageListener = MessageListener.NONE;
        private @Nullable TransportProvider transport;
        private @Nullable MessageCodec codec;
        private @Nullable TimeSource time;
        private @Nullable RandomGenerator random;
        private @Nullable NodeResources resources;

        Builder(PeerAddress bind, TransportLimits limits) {
            this.bind = bind;
            this.limits = limits;
        }

        Builder(NodeConfig config) {
            bind = config.bind;
            alsoBind = config.alsoBind;
            tls = config.tls;
            limits = config.limits;
            messageListener = config.messageListener;
            transport = config.transport;
            codec = config.codec;
            time = config.time;
            random = config.random;
            resources = config.resources;
        }

        abstract B self();

        /**
         * {@return this} Sets {@link NodeConfig#bind()}.
         *
         * @param address where to listen; port 0 takes any free port
         */
        public final B bind(PeerAddress address) {
            bind = Objects.requireNonNull(address, "bind");
            return self();
        }

        /**
         * {@return this} Sets the host of {@link NodeConfig#bind()}.
         *
         * @param host an address of this machine; {@code 0.0.0.0} or {@code ::} for all
         */
        public final B host(String host) {
            bind = new PeerAddress(bind.scheme(), Objects.requireNonNull(host, "host"), bind.port());
            return self();
        }

        /**
         * {@return this} Sets the port of {@link NodeConfig#bind()}.
         *
         * @param port 0 takes any free port
         */
        public final B port(int port) {
            bind = bind.withPort(port);
            return self();
        }

        /**
         * {@return this} Sets {@link NodeConfig#alsoBind()}.
         *
         * @param addresses where else to listen; port 0 takes any free port
         */
        public final B alsoBind(PeerAddress... addresses) {
            alsoBind = List.of(Objects.requireNonNull(addresses, "alsoBind"));
            return self();
        }

        /**
         * {@return this} Sets {@link NodeConfig#tls()}.
         *
         * @param config who the node is, and whom it believes
         */
        public final B tls(TlsConfig config) {
            tls = Objects.requireNonNull(config, "tls");
            return self();
        }

        /**
         * {@return this} Sets {@link NodeConfig#limits()}.
         *
         * @param value the limits
         */
        public final B limits(TransportLimits value) {
            limits = Objects.requireNonNull(value, "limits");
            return self();
        }

        /**
         * {@return this} Sets {@link NodeConfig#messageListener()}.
         *
         * @param listener is told away from where messages are sent and received, and may block
         */
        public final B messageListener(MessageListener listener) {
            messageListener = Objects.requireNonNull(listener, "messageListener");
            return self();
        }

        /**
         * {@return this} Sets {@link NodeConfig#transport()}, and the scheme of {@link NodeConfig#bind()} with it; but not to {@code unix}, as a path has to come
         * with that.
         *
         * @param provider the transport
         */
        public final B transport(TransportProvider provider) {
            transport = Objects.requireNonNull(provider, "transport");
            if (!provider.scheme().equals(PeerAddress.UNIX)) {
                bind = new PeerAddress(provider.scheme(), bind.host(), bind.port());
            }
            return self();
        }

        /**
         * {@return this} Sets {@link NodeConfig#codec()}.
         *
         * @param value the codec
         */
        public final B codec(MessageCodec value) {
            codec = Objects.requireNonNull(value, "codec");
            return self();
        }

        /**
         * {@return this} Sets {@link NodeConfig#codec()}.
         *
         * @param provider gives the codec, at once
         */
        public final B codec(MessageCodecProvider provider) {
            return codec(Objects.requireNonNull(provider, "codec").codec());
        }

        /**
         * {@return this} Sets {@link NodeConfig#time()}.
         *
         * @param source the time
         */
        public final B time(TimeSource source) {
            time = Objects.requireNonNull(source, "time");
            return self();
        }

        /**
         * {@return this} Sets {@link NodeConfig#random()}. Whoever can guess it can guess cookies: for tests only.
         *
         * @param generator safe for concurrent use
         */
        public final B random(RandomGenerator generator) {
            random = Objects.requireNonNull(generator, "random");
            return self();
        }

        /**
         * {@return this} Sets {@link NodeConfig#resources()}.
         *
         * @param shared from {@link io.github.p2pdi.P2PDI#nodeResources()}; closed by whoever made them, after the nodes
         */
        public final B resources(NodeResources shared) {
            resources = Objects.requireNonNull(shared, "resources");
            return self();
        }
    }
}
