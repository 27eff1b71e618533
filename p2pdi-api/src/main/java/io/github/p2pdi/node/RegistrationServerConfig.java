package io.github.p2pdi.node;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.registry.LeaseTerms;
import io.github.p2pdi.registry.TakeOver;
import io.github.p2pdi.transport.TransportLimits;
import java.net.URI;
import java.util.Objects;

/**
 * How a registration server is set up. {@link #defaults()} for what is documented at each value.
 *
 * <p>Immutable.
 */
public final class RegistrationServerConfig extends NodeConfig {
    /** The port that registration servers listen on: {@value}. */
    public static final int DEFAULT_PORT = 65243;

    private final LeaseTerms leases;
    private final URI registry;
    private final int capacity;
    private final int peersPerSource;
    private final TakeOver takeOver;
    private final AddressPolicy addressPolicy;
    private final GuessLimit guessLimit;
    private final RegistrationServerListener listener;

    private RegistrationServerConfig(Builder builder) {
        super(builder);
        leases = builder.leases;
        registry = builder.registry;
        capacity = builder.capacity;
        peersPerSource = builder.peersPerSource;
        takeOver = builder.takeOver;
        addressPolicy = builder.addressPolicy;
        guessLimit = builder.guessLimit;
        listener = builder.listener;
    }

    /** {@return the documented defaults} */
    public static RegistrationServerConfig defaults() {
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

    /** {@return which leases are granted; {@link LeaseTerms#DEFAULT}} */
    public LeaseTerms leases() {
        return leases;
    }

    /** {@return where the peers are kept; {@code memory:/} by default} */
    public URI registry() {
        return registry;
    }

    /** {@return the most peers that are kept, 1,000,000 by default} */
    public int capacity() {
        return capacity;
    }

    /** {@return the most peers that are kept of one address, loopback excepted; 1,024 by default} */
    public int peersPerSource() {
        return peersPerSource;
    }

    /** {@return how a peer that comes back proves itself; {@link TakeOver#COOKIE_OR_ADDRESS} by default} */
    public TakeOver takeOver() {
        return takeOver;
    }

    /** {@return which addresses may be registered; {@link AddressPolicy#CLAIMED} by default} */
    public AddressPolicy addressPolicy() {
        return addressPolicy;
    }

    /** {@return how many wrong cookies are taken from one address; {@link GuessLimit#DEFAULT}} */
    public GuessLimit guessLimit() {
        return guessLimit;
    }

    /** {@return who is told what happens; nobody by default} */
    public RegistrationServerListener listener() {
        return listener;
    }

    /** Collects the values. One thread at a time. */
    public static final class Builder extends NodeConfig.Builder<Builder> {
        private LeaseTerms leases = LeaseTerms.DEFAULT;
        private URI registry = URI.create("memory:/");
        private int capacity = 1_000_000;
        private int peersPerSource = 1024;
        private TakeOver takeOver = TakeOver.COOKIE_OR_ADDRESS;
        private AddressPolicy addressPolicy = AddressPolicy.CLAIMED;
        private GuessLimit guessLimit = GuessLimit.DEFAULT;
        private RegistrationServerListener listener = RegistrationServerListener.NONE;

        private Builder() {
            super(
                    PeerAddress.of("127.0.0.1", DEFAULT_PORT),
                    TransportLimits.DEFAULT.toBuilder()
                            .connections(10_000)
                            .connectionsPerSource(256)
                            .build());
        }

        private Builder(RegistrationServerConfig config) {
            super(config);
            leases = config.leases;
            registry = config.registry;
            capacity = config.capacity;
            peersPerSource = config.peersPerSource;
            takeOver = config.takeOver;
            addressPolicy = config.addressPolicy;
            guessLimit = config.guessLimit;
            listener = config.listener;
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * {@return this} Sets {@link RegistrationServerConfig#leases()}.
         *
         * @param terms which leases are granted
         */
        public Builder leases(LeaseTerms terms) {
            leases = Objects.requireNonNull(terms, "leases");
            return this;
        }

        /**
         * {@return this} Sets {@link RegistrationServerConfig#registry()}.
         *
         * @param uri its scheme chooses the kind of registry, in letters of either case
         * @throws IllegalArgumentException if it has no scheme
         */
        public Builder registry(URI uri) {
            if (uri.getScheme() == null) {
                throw new IllegalArgumentException("the URI of the registry has no scheme; for a folder write"
                        + " file:folder, or file:///path/of/folder");
            }
            registry = uri;
            return this;
        }

        /**
         * {@return this} Sets {@link RegistrationServerConfig#capacity()}.
         *
         * @param peers at least 1
         */
        public Builder capacity(int peers) {
            capacity = peers;
            return this;
        }

        /**
         * {@return this} Sets {@link RegistrationServerConfig#peersPerSource()}.
         *
         * @param peers at least 1
         */
        public Builder peersPerSource(int peers) {
            peersPerSource = peers;
            return this;
        }

        /**
         * {@return this} Sets {@link RegistrationServerConfig#takeOver()}.
         *
         * @param proof what proves that a record is a peer's own
         */
        public Builder takeOver(TakeOver proof) {
            takeOver = Objects.requireNonNull(proof, "takeOver");
            return this;
        }

        /**
         * {@return this} Sets {@link RegistrationServerConfig#addressPolicy()}.
         *
         * @param policy which addresses may be registered
         */
        public Builder addressPolicy(AddressPolicy policy) {
            addressPolicy = Objects.requireNonNull(policy, "addressPolicy");
            return this;
        }

        /**
         * {@return this} Sets {@link RegistrationServerConfig#guessLimit()}.
         *
         * @param limit how many wrong cookies are taken from one address
         */
        public Builder guessLimit(GuessLimit limit) {
            guessLimit = Objects.requireNonNull(limit, "guessLimit");
            return this;
        }

        /**
         * {@return this} Sets {@link RegistrationServerConfig#listener()}.
         *
         * @param events is told away from where things happen, and may block
         */
        public Builder listener(RegistrationServerListener events) {
            listener = Objects.requireNonNull(events, "listener");
            return this;
        }

        /**
         * {@return the configuration}
         *
         * @throws IllegalArgumentException if a number of peers is not positive
         */
        public RegistrationServerConfig build() {
            if (capacity < 1 || peersPerSource < 1) {
                throw new IllegalArgumentException("a registration server must have room for a peer, not for "
                        + capacity + " in all and " + peersPerSource + " of one address");
            }
            return new RegistrationServerConfig(this);
        }
    }
}
