package io.github.p2pdi.impl;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.PeerUnreachableException;
import io.github.p2pdi.impl.registration.OwnAddress;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.transport.ClientConnection;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What others are told of where a peer is reached: as configured; else where it listens; for a wildcard, our end of a connection to the first registration
 * server that can be reached. Until then it is a guess. The monitor guards the change from that to what is known.
 */
final class SelfAddress implements OwnAddress {
    private static final Logger LOG = LoggerFactory.getLogger(SelfAddress.class);
    private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::");

    private final PeerConfig config;
    private final NodeRuntime runtime;
    private volatile PeerAddress address;
    private volatile boolean isGuess;
    private volatile Runnable onFound = () -> {};

    /** Of a peer that does not listen yet. */
    SelfAddress(PeerConfig config, NodeRuntime runtime) {
        this.config = config;
        this.runtime = runtime;
        this.address = config.bind();
    }

    @Override
    public PeerAddress get() {
        return address;
    }

    /** Who is told when a guess has been replaced by what is known. */
    void onFound(Runnable listener) {
        onFound = listener;
    }

    /** It listens there: finds out what that is for others, as far as can be known yet. */
    void listens(PeerAddress bound) throws P2pdiException {
        Optional<PeerAddress> configured = config.advertise();
        if (configured.isPresent()) {
            PeerAddress told = new PeerAddress(
                    scheme(configured.get()),
                    configured.get().host(),
                    configured.get().port());
            boolean isWhole = told.port() != 0 || told.scheme().equals(PeerAddress.UNIX);
            become(isWhole ? told : told.withPort(bound.port()));
        } else if (WILDCARDS.contains(bound.host())) {
            isGuess = true;
            become(new PeerAddress(bound.scheme(), "127.0.0.1", bound.port()));
            lookAround();
        } else {
            become(bound);
        }
    }

    /** Where no scheme was given TLS is meant, if nobody can connect otherwise. */
    private String scheme(PeerAddress advertised) {
        boolean isPlain = advertised.scheme().equals(PeerAddress.TCP);
        boolean listensPlain =
                config.alsoBind().stream().anyMatch(also -> also.scheme().equals(PeerAddress.TCP));
        boolean meansTls = isPlain && !listensPlain && config.bind().scheme().equals(PeerAddress.TLS);
        return meansTls ? PeerAddress.TLS : advertised.scheme();
    }

    private void lookAround() throws P2pdiException {
        Optional<P2pdiException> failure = Optional.empty();
        for (PeerAddress server : config.registrationServers()) {
            try {
                var unused = towards(server, Deadline.in(runtime.time(), config.connectTimeout()));
            } catch (P2pdiException e) {
                failure = failure.or(() -> Optional.of(e));
            }
            if (!isGuess) {
                return;
            }
        }
        if (config.failFast() && failure.isPresent()) {
            throw failure.get();
        }
        LOG.warn(
                "listening on all addresses, but which one others reach is not known before a registration server is reached, unless PeerConfig.advertise says it; until then it is 127.0.0.1");
    }

    /** Through a socket in the file system nothing is seen of how others reach us. */
    @Override
    public PeerAddress towards(PeerAddress server, Deadline deadline) throws P2pdiException {
        if (isGuess && !server.scheme().equals(PeerAddress.UNIX)) {
            Deadline connected = deadline.atMost(config.connectTimeout());
            try (ClientConnection connection = runtime.transport().connect(server, connected)) {
                found(connection.local().host());
            } catch (RuntimeException e) {
                // A transport of the user's own may throw anything.
                throw new PeerUnreachableException(server, "cannot reach " + server + ": " + e, e);
            }
        }
        return address;
    }

    private void found(String host) {
        synchronized (this) {
            if (!isGuess) {
                return;
            }
            become(new PeerAddress(address.scheme(), host, address.port()));
            isGuess = false;
        }
        onFound.run();
    }

    private void become(PeerAddress known) {
        address = known;
        runtime.host(known);
    }
}
