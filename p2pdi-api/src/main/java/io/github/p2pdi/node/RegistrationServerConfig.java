package io.github.p2pdi.node;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.registry.LeaseTerms;
import io.github.p2pdi.transport.TransportLimits;
import java.net.URI;

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

    private RegistrationServerConfig(Builder builder) {
        super(builder);
        leases = builder.leases;
        registry = builder.registry;
        capacity = builder.capacity;
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

    /** Collects the values. One thread at a time. */
    public static final class Builder extends NodeConfig.Builder<Builder> {
        private LeaseTerms leases = LeaseTerms.DEFAULT;
        private URI registry = URI.create("memory:/");
        private int capacity = 1_000_000;

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
            leases = terms;
            return this;
        }

        /**
         * {@return this} Sets {@link RegistrationServerConfig#registry()}.
         *
         * @param uri its scheme chooses the kind of registry
         */
        public Builder registry(URI uri) {
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
         * {@return the configuration}
         *
         * @throws IllegalArgumentException if the capacity is not positive
         */
        public RegistrationServerConfig build() {
            if (capacity < 1) {
                throw new IllegalArgumentException(
                        "a registration server must have room for a peer, not for " + capacity);
            }
            return new RegistrationServerConfig(this);
        }
    }
}
