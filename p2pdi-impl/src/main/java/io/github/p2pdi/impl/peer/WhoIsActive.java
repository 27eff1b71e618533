package io.github.p2pdi.impl.peer;

import io.github.p2pdi.error.DocumentNotFoundException.Attempt;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.impl.exchange.InwardGuard;
import io.github.p2pdi.impl.index.MergedIndex;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.PeerListing;
import io.github.p2pdi.node.RegistrationClient;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds out whom to ask for their indexes: those whom the registration server lists. Where none can be asked, those whom one listed last. After a peer
 * has gone on to another server, the others follow when their next renewal fails: so for some minutes those are asked too whom the server before listed.
 * Safe for concurrent use.
 */
final class WhoIsActive {
    /** The lease that our peers ask for: by then, whoever is there has gone on as well. */
    static final Duration LATELY = Duration.ofSeconds(300);

    private final Optional<RegistrationClient> registration;
    private final InwardGuard guard;
    private final MergedIndex index;

    WhoIsActive(Optional<RegistrationClient> registration, InwardGuard guard, MergedIndex index) {
        this.registration = registration;
        this.guard = guard;
        this.index = index;
    }

    /** The registration server that is asked, if there is one. */
    Optional<PeerAddress> server() {
        return registration.map(RegistrationClient::server);
    }

    /**
     * Asks, and forgets what is known of those who are gone.
     *
     * @param remarks is told if no server could be asked
     * @throws P2pdiException if no server could be asked and none ever was
     */
    Set<PeerAddress> find(Consumer<Attempt> remarks) throws P2pdiException {
        return registration.isEmpty() ? Set.of() : find(registration.get(), remarks);
    }

    private Set<PeerAddress> find(RegistrationClient client, Consumer<Attempt> remarks) throws P2pdiException {
        try {
            client.activePeers();
        } catch (P2pdiException e) {
            List<PeerListing> last = client.lastListings();
            remarks.accept(remark(client, e, last));
            if (last.isEmpty()) {
                throw e;
            }
            return listed(last);
        }
        Set<PeerAddress> active = listed(client.lastListings());
        index.retainActive(active);
        return active;
    }

    /** The newest list, and others while they are not old. */
    private Set<PeerAddress> listed(List<PeerListing> listings) {
        Set<PeerAddress> all = new LinkedHashSet<>();
        for (int i = 0; i < listings.size(); i++) {
            PeerListing listing = listings.get(i);
            if (i == 0 || listing.age().compareTo(LATELY) < 0) {
                Collection<PeerAddress> peers =
                        listing.peers().stream().map(Peer::address).toList();
                guard.listed(listing.server(), peers);
                all.addAll(peers);
            }
        }
        return all;
    }

    private static Attempt remark(RegistrationClient client, P2pdiException failure, List<PeerListing> last) {
        PeerAddress server = failure.peer().orElse(client.server());
        String outcome = "could not be asked who is active: " + failure.getMessage();
        return new Attempt(
                server,
                last.isEmpty() ? outcome : outcome + "; asked those of " + shown(last.get(0)),
                failure.mayRetry());
    }

    private static String shown(PeerListing listing) {
        return "the list that " + listing.server() + " gave " + listing.age().toSeconds() + " s ago";
    }
}
