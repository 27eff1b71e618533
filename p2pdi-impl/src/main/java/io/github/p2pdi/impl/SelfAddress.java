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
            return configured.get().port() == 0 ? configured.get().withPort(bound.port()) : configured.get();
        }
        if (!WILDCARDS.contains(bound.host())) {
            return bound;
        }
        return new PeerAddress(bound.scheme(), towards(config, runtime), bound.port());
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
