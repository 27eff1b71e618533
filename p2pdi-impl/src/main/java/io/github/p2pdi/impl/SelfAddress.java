package io.github.p2pdi.impl;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.transport.ClientConnection;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out what others are to be told of where a peer is reached. */
final class SelfAddress {
    private static final Logger LOG = LoggerFactory.getLogger(SelfAddress.class);
    private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::");

    private SelfAddress() {}

    /** As configured; else where it listens; for a wildcard, our end of a connection to the first registration server that can be reached. */
    static PeerAddress of(PeerConfig config, NodeRuntime runtime, PeerAddress bound) throws P2pdiException {
        Optional<PeerAddress> configured = config.advertise();
        if (configured.isPresent()) {
            PeerAddress told = new PeerAddress(
                    scheme(config, configured.get()),
                    configured.get().host(),
                    configured.get().port());
            boolean isWhole = told.port() != 0 || told.scheme().equals(PeerAddress.UNIX);
            return isWhole ? told : told.withPort(bound.port());
        }
        if (!WILDCARDS.contains(bound.host())) {
            return bound;
        }
        return new PeerAddress(bound.scheme(), towards(config, runtime), bound.port());
    }

    /** Where no scheme was given TLS is meant, if nobody can connect otherwise. */
    private static String scheme(PeerConfig config, PeerAddress advertised) {
        boolean isPlain = advertised.scheme().equals(PeerAddress.TCP);
        boolean listensPlain =
                config.alsoBind().stream().anyMatch(also -> also.scheme().equals(PeerAddress.TCP));
        boolean meansTls = isPlain && !listensPlain && config.bind().scheme().equals(PeerAddress.TLS);
        return meansTls ? PeerAddress.TLS : advertised.scheme();
    }

    private static String towards(PeerConfig config, NodeRuntime runtime) throws P2pdiException {
        Optional<P2pdiException> failure = Optional.empty();
        for (PeerAddress server : config.registrationServers()) {
            if (server.scheme().equals(PeerAddress.UNIX)) {
                continue;
            }
            Deadline deadline = Deadline.in(runtime.time(), config.connectTimeout());
            try (ClientConnection connection = runtime.transport().connect(server, deadline)) {
                return connection.local().host();
            } catch (P2pdiException e) {
                failure = failure.or(() -> Optional.of(e));
            }
        }
        if (config.failFast() && failure.isPresent()) {
            throw failure.get();
        }
        LOG.warn(
                "listening on all addresses, but which one others reach is not known: set PeerConfig.advertise; until then it is 127.0.0.1");
        return "127.0.0.1";
    }
}
