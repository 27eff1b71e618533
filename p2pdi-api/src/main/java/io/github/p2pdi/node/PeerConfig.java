package io.github.p2pdi.node;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.transport.TransportLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How a peer is set up. {@link #defaults()} for what is documented at each value.
 *
 * <p>Immutable.
 */
public final class PeerConfig extends NodeConfig {
    private final List<PeerAddress> registrationServers;
    private final @Nullable PeerAddress advertise;
    private final @Nullable Path share;
    private final Path downloads;
    private final @Nullable DocumentStore store;
    private final int uploads;
    private final OptionalLong maxUploadRate;
    private final OptionalLong maxDownloadRate;
    private final @Nullable Path state;
    private final Duration lease;
    private final Duration refreshInterval;
    private final Duration connectTimeout;
    private final Duration callTimeout;
    private final boolean failFast;
    private final IndexLimits index;
    private final PeerListener listener;

    private PeerConfig(Builder builder) {
        super(builder);
        registrationServers = builder.registrationServers;
        advertise = builder.advertise;
        share = builder.share;
        downloads = builder.downloads;
        store = builder.store;
        uploads = builder.uploads;
        maxUploadRate = builder.maxUploadRate;
        maxDownloadRate = builder.maxDownloadRate;
        state = builder.state;
        lease = builder.lease;
        refreshInterval = builder.refreshInterval;
        connectTimeout = builder.connectTimeout;
        callTimeout = builder.callTimeout;
        failFast = builder.failFast;
        index = builder.index;
        listener = builder.listener;
    }

    /** {@return the documented defaults: a peer without a registration server, that shares nothing} */
    public static PeerConfig defaults() {
        return builder().build();
    }

    /** {@return a builder that starts from the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return a builder that starts from these values} */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /**
     * {@return the registration servers, the preferred one first; none: the peer stays by itself and is asked directly} It is registered with one of
     * them at a time: {@link RegistrationClient} says with which, and when it goes on to another. Peers find each other where they are registered with
     * the same, so all peers of a network should have the same list, in the same order.
     */
    public List<PeerAddress> registrationServers() {
        return registrationServers;
    }

    /**
     * {@return the address that others are told; its port 0 stands for the port that is listened on} Absent: the address that is listened on;
     * where that is a wildcard, the local end of the connection to the registration server, which is looked for before each registering until there is one.
     */
    public Optional<PeerAddress> advertise() {
        return Optional.ofNullable(advertise);
    }

    /** {@return the folder whose documents are shared, if any: files named {@code rfc<number>.<ext>}} */
    public Optional<Path> share() {
        return Optional.ofNullable(share);
    }

    /** {@return the folder that downloads are put into; {@code out} by default; made when the first download begins} */
    public Path downloads() {
        return downloads;
    }

    /** {@return where the shared documents are kept; absent: files, in {@link #share()} and wherever single ones are shared from} */
    public Optional<DocumentStore> store() {
        return Optional.ofNullable(store);
    }

    /** {@return how many documents are sent at once, 64 by default, half of them to one address, or a quarter where others have the rest, loopback exempt; one more is answered 503, unless one that is hardly read makes room} */
    public int uploads() {
        return uploads;
    }

    /**
     * {@return the most bytes a second of all documents together that are sent; absent: as fast as it goes} Those who are sent something get equal shares of it, and
     * nothing else is slowed down by it. The transports of this library keep to it, and those that are made of streams. {@link PeerNode#maxUploadRate}
     * changes it later.
     */
    public OptionalLong maxUploadRate() {
        return maxUploadRate;
    }

    /** {@return the most bytes a second that all downloads have from others together; absent: as fast as it goes} {@link PeerNode#maxDownloadRate} changes it later. */
    public OptionalLong maxDownloadRate() {
        return maxDownloadRate;
    }

    /**
     * {@return the folder in which the peer keeps its cookie, so that it is known again after a restart, and the digests of what it shares} Absent, the default: both
     * are in memory; it is known again by its address, or when its lease has ended. One peer at a time uses a folder, which is made so that the owner alone can read it.
     */
    public Optional<Path> state() {
        return Optional.ofNullable(state);
    }

    /** {@return the lease to ask for, 300 s by default; the peer renews it by itself, at a third of what is granted} */
    public Duration lease() {
        return lease;
    }

    /**
     * {@return how long after one look at who is there and who holds what the peer takes the next by itself, 60 s by default, give or take a tenth; zero
     * for never} Others are asked only for what has changed. Whoever needs a document that is not known is asked around for at once, whatever this is.
     */
    public Duration refreshInterval() {
        return refreshInterval;
    }

    /** {@return how long a connection may take to stand, 5 s by default} */
    public Duration connectTimeout() {
        return connectTimeout;
    }

    /** {@return how long a control call may take, to the last byte of its answer: 30 s by default; ten times that for an index or a manifest} Whoever sends fewer than 240 bytes a second is given up before. */
    public Duration callTimeout() {
        return callTimeout;
    }

    /**
     * {@return whether the start fails where the peer cannot be registered with any of its registration servers; by default it does not, and the peer
     * joins when one appears}
     */
    public boolean failFast() {
        return failFast;
    }

    /** {@return how much the peer's index takes from others, {@link IndexLimits#DEFAULT} by default} */
    public IndexLimits index() {
        return index;
    }

    /** {@return who is told what happens to the peer; nobody by default} */
    public PeerListener listener() {
        return listener;
    }

    /** Collects the values. One thread at a time. */
    public static final class Builder extends NodeConfig.Builder<Builder> {
        private List<PeerAddress> registrationServers = List.of();
        private @Nullable PeerAddress advertise;
        private @Nullable Path share;
        private Path downloads = Path.of("out");
        private @Nullable DocumentStore store;
        private int uploads = 64;
        private OptionalLong maxUploadRate = OptionalLong.empty();
        private OptionalLong maxDownloadRate = OptionalLong.empty();
        private @Nullable Path state;
        private Duration lease = Duration.ofSeconds(300);
        private Duration refreshInterval = Duration.ofSeconds(60);
        private Duration connectTimeout = Duration.ofSeconds(5);
        private Duration callTimeout = Duration.ofSeconds(30);
        private boolean failFast;
        private IndexLimits index = IndexLimits.DEFAULT;
        private PeerListener listener = PeerListener.NONE;

        private Builder() {
            super(PeerAddress.of("127.0.0.1", 0), TransportLimits.DEFAULT);
        }

        private Builder(PeerConfig config) {
            super(config);
            registrationServers = config.registrationServers;
            advertise = config.advertise;
            share = config.share;
            downloads = config.downloads;
            store = config.store;
            uploads = config.uploads;
            maxUploadRate = config.maxUploadRate;
            maxDownloadRate = config.maxDownloadRate;
            state = config.state;
            lease = config.lease;
            refreshInterval = config.refreshInterval;
            connectTimeout = config.connectTimeout;
            callTimeout = config.callTimeout;
            failFast = config.failFast;
            index = config.index;
            listener = config.listener;
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * {@return this} Sets {@link PeerConfig#registrationServers()} to this one.
         *
         * @param address where the registration server listens
         */
        public Builder registrationServer(PeerAddress address) {
            return registrationServers(List.of(Objects.requireNonNull(address, "registrationServer")));
        }

        /**
         * {@return this} Sets {@link PeerConfig#registrationServers()}.
         *
         * @param addresses where the registration servers listen, the preferred one first; one that is named twice counts once
         */
        public Builder registrationServers(List<PeerAddress> addresses) {
            registrationServers = List.copyOf(addresses.stream().distinct().toList());
            return this;
        }

        /**
         * {@return this} Sets {@link PeerConfig#advertise()}.
         *
         * @param address what others are told; port 0 stands for the port that is listened on
         */
        public Builder advertise(PeerAddress address) {
            advertise = Objects.requireNonNull(address, "advertise");
            return this;
        }

        /**
         * {@return this} Sets {@link PeerConfig#share()}.
         *
         * @param folder must exist when the peer starts
         */
        public Builder share(Path folder) {
            share = Objects.requireNonNull(folder, "share");
            return this;
        }

        /**
         * {@return this} Sets {@link PeerConfig#downloads()}.
         *
         * @param folder in the default file system; need not exist
         */
        public Builder downloads(Path folder) {
            downloads = Objects.requireNonNull(folder, "downloads");
            return this;
        }

        /**
         * {@return this} Sets {@link PeerConfig#store()}; it is not closed with the peer.
         *
         * @param documents a store of the caller's own
         */
        public Builder store(DocumentStore documents) {
            store = Objects.requireNonNull(documents, "store");
            return this;
        }

        /**
         * {@return this} Sets {@link PeerConfig#uploads()}.
         *
         * @param most at least 1
         */
        public Builder uploads(int most) {
            uploads = most;
            return this;
        }

        /**
         * {@return this} Sets {@link PeerConfig#maxUploadRate()}.
         *
         * @param bytesPerSecond at least 1
         */
        public Builder maxUploadRate(long bytesPerSecond) {
            maxUploadRate = OptionalLong.of(bytesPerSecond);
            return this;
        }

        /**
         * {@return this} Sets {@link PeerConfig#maxDownloadRate()}.
         *
         * @param bytesPerSecond at least 1
         */
        public Builder maxDownloadRate(long bytesPerSecond) {
            maxDownloadRate = OptionalLong.of(bytesPerSecond);
            return this;
        }

        /**
         * {@return this} Sets {@link PeerConfig#state()}.
         *
         * @param folder is made if it does not exist
         */
        public Builder state(Path folder) {
            state = Objects.requireNonNull(folder, "state");
            return this;
        }

        /**
         * {@return this} Sets {@link PeerConfig#lease()}.
         *
         * @param wanted at least a second; asked for in whole seconds, and what is above them is cut off. The registration server keeps it within its own bounds
         */
        public Builder lease(Duration wanted) {
            lease = Objects.requireNonNull(wanted, "lease");
            return this;
        }

        /**
         * {@return this} Sets {@link PeerConfig#refreshInterval()}.
         *
         * @param interval zero for never, or at least a second
         */
        public Builder refreshInterval(Duration interval) {
            refreshInterval = Objects.requireNonNull(interval, "refreshInterval");
            return this;
        }

        /**
         * {@return this} Sets {@link PeerConfig#connectTimeout()}.
         *
         * @param longest more than zero
         */
        public Builder connectTimeout(Duration longest) {
            connectTimeout = Objects.requireNonNull(longest, "connectTimeout");
            return this;
        }

        /**
         * {@return this} Sets {@link PeerConfig#callTimeout()}.
         *
         * @param longest more than zero
         */
        public Builder callTimeout(Duration longest) {
            callTimeout = Objects.requireNonNull(longest, "callTimeout");
            return this;
        }

        /**
         * {@return this} Sets {@link PeerConfig#failFast()}.
         *
         * @param fail whether to fail at once
         */
        public Builder failFast(boolean fail) {
            failFast = fail;
            return this;
        }

        /**
         * {@return this} Sets {@link PeerConfig#index()}.
         *
         * @param limits how much is taken from others
         */
        public Builder index(IndexLimits limits) {
            index = Objects.requireNonNull(limits, "index");
            return this;
        }

        /**
         * {@return this} Sets {@link PeerConfig#listener()}.
         *
         * @param events is told away from where things happen, and may block
         */
        public Builder listener(PeerListener events) {
            listener = Objects.requireNonNull(events, "listener");
            return this;
        }

        /**
         * {@return the configuration}
         *
         * @throws IllegalArgumentException if a duration, a rate or the number of uploads is not positive, or the lease or the refresh interval
         *     less than a second
         */
        public PeerConfig build() {
            PeerConfig config = new PeerConfig(this);
            PeerConfigCheck.check(config);
            return config;
        }
    }
}
