package io.github.p2pdi.impl.peer;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.impl.index.MergedIndex;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.RegistrationClient;
import io.github.p2pdi.time.TimeSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Asks around, in rounds: the registration server who is active, and each of those for its index, a few at a time. Whoever needs a round that
 * began after a certain moment shares one with all others who do. The monitor guards the latest round.
 */
final class Discovery {
    private static final int AT_ONCE = 5;

    private final Optional<RegistrationClient> registration;
    private final IndexQuery query;
    private final MergedIndex index;
    private final TimeSource time;
    private final Executor executor;
    private @Nullable Round latest;

    Discovery(
            Optional<RegistrationClient> registration,
            IndexQuery query,
            MergedIndex index,
            TimeSource time,
            Executor executor) {
        this.registration = registration;
        this.query = query;
        this.index = index;
        this.time = time;
        this.executor = executor;
    }

    long now() {
        return time.nanos();
    }

    Optional<PeerAddress> registrationServer() {
        return registration.map(RegistrationClient::server);
    }

    /** A round that began at that moment or later, running or finished. */
    Round since(long nanos) {
        Round begun;
        synchronized (this) {
            if (latest != null && latest.startedNanos() - nanos >= 0) {
                return latest;
            }
            begun = new Round(time.nanos());
            latest = begun;
        }
        run(() -> begin(begun), begun);
        return begun;
    }

    private void begin(Round round) {
        Set<PeerAddress> active = new LinkedHashSet<>();
        try {
            if (registration.isPresent()) {
                List<Peer> peers = registration.get().activePeers();
                peers.forEach(peer -> active.add(peer.address()));
                index.retainActive(active);
            }
            round.peers(active);
        } catch (P2pdiException e) {
            round.failed(e);
            return;
        }
        for (int i = 0; i < Math.min(AT_ONCE, active.size()); i++) {
            run(() -> ask(round), round);
        }
    }

    private void ask(Round round) {
        for (PeerAddress peer = round.nextToAsk(); peer != null; peer = round.nextToAsk()) {
            try {
                query.ask(peer);
                round.answered(peer, "does not have it");
            } catch (P2pdiException e) {
                round.answered(peer, "could not be asked: " + e.getMessage());
            }
        }
    }

    private void run(Runnable part, Round round) {
        try {
            executor.execute(part);
        } catch (RejectedExecutionException e) {
            round.abandon();
        }
    }
}
