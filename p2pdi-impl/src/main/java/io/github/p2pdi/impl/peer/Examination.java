package io.github.p2pdi.impl.peer;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.PeerUnreachableException;
import io.github.p2pdi.impl.download.Sample;
import io.github.p2pdi.impl.exchange.Connections;
import io.github.p2pdi.impl.index.Learned;
import io.github.p2pdi.impl.json.RfcEntry;
import io.github.p2pdi.impl.runtime.HostLookup;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.Diagnosis;
import io.github.p2pdi.node.Diagnosis.Outcome;
import io.github.p2pdi.node.Diagnosis.Stage;
import io.github.p2pdi.node.PeerListing;
import io.github.p2pdi.node.RegistrationClient;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.ResponseHead;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One look at a peer, step by step: each is added to those before it, and is of the stage that comes next. Over connections of its own, so that what is seen is how it is
 * now. What is learned is merged with nothing. One thread at a time.
 */
final class Examination {
    private static final Set<String> WITH_IP = Set.of(PeerAddress.TCP, PeerAddress.TLS);

    private final PeerAddress peer;
    private final Means means;
    private final Iterator<Stage> toGo = List.of(Stage.values()).iterator();
    private final List<Diagnosis.Step> steps = new ArrayList<>();
    private long sinceNanos;
    private boolean isConnected;

    Examination(PeerAddress peer, Means means) {
        this.peer = peer;
        this.means = means;
    }

    /**
     * What it works with.
     *
     * @param self the peer that looks
     * @param connections to whom it may be connected to
     * @param executor runs what may block for longer than it should
     */
    record Means(
            Optional<RegistrationClient> registration,
            Supplier<PeerAddress> self,
            Connections connections,
            TimeSource time,
            Executor executor) {}

    /** Takes all steps that can be taken; blocks. */
    Diagnosis run() throws InterruptedException {
        sinceNanos = means.time.nanos();
        // Whoever is not listed may be reached all the same.
        if (means.registration.isEmpty()) {
            add(Outcome.SKIPPED, "no registration server is configured");
        } else {
            lookUp(means.registration.get());
        }
        checkInterrupt();
        try (Connections own = means.connections.apart(this::connected)) {
            resolve();
            sample(own, ask(own));
        } catch (IOException e) {
            checkInterrupt();
            add(Outcome.FAILED, String.valueOf(e.getMessage()));
            skipTheRest();
        }
        return new Diagnosis(peer, steps);
    }

    private static void checkInterrupt() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while a peer was looked at");
        }
    }

    private void lookUp(RegistrationClient client) {
        if (peer.equals(means.self.get())) {
            // It is in no list that it is given itself.
            boolean isRegistered = client.registration().isPresent();
            add(
                    isRegistered ? Outcome.PASSED : Outcome.FAILED,
                    "it is this peer itself, and " + (isRegistered ? "" : "not ") + "registered with "
                            + client.server());
            return;
        }
        List<Peer> active;
        try {
            active = client.activePeers();
        } catch (P2pdiException e) {
            add(Outcome.FAILED, e.getMessage() + listedBefore(client));
            return;
        }
        if (lists(active, peer)) {
            add(Outcome.PASSED, client.server() + " lists it and " + (active.size() - 1) + " others");
        } else {
            add(Outcome.FAILED, client.server() + " does not list it, but " + active.size() + " others");
        }
    }

    private String listedBefore(RegistrationClient client) {
        return client.lastListings().stream()
                .filter(listing -> lists(listing.peers(), peer))
                .map(listing -> "; " + listing.server() + " listed it " + seconds(listing) + " s ago")
                .findFirst()
                .orElse("");
    }

    private static long seconds(PeerListing listing) {
        return listing.age().toSeconds();
    }

    private static boolean lists(List<Peer> active, PeerAddress peer) {
        return active.stream().anyMatch(each -> each.address().equals(peer));
    }

    private void resolve() throws P2pdiException {
        if (!WITH_IP.contains(peer.scheme())) {
            add(Outcome.SKIPPED, "addresses of " + peer.scheme() + " are not resolved");
            return;
        }
        Deadline deadline = Deadline.in(means.time, means.connections.connectTimeout());
        List<InetAddress> found;
        try {
            found = HostLookup.of(peer.host(), means.executor, deadline);
        } catch (IOException e) {
            throw new PeerUnreachableException(peer, "cannot reach " + peer + ": " + e.getMessage(), e);
        }
        add(
                Outcome.PASSED,
                peer.host() + " leads to "
                        + found.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", ")));
    }

    /** Others may be opened later, for what is asked then. */
    private void connected(PeerAddress reached) {
        if (!isConnected) {
            isConnected = true;
            boolean isTls = peer.scheme().equals(PeerAddress.TLS);
            add(Outcome.PASSED, "connected to " + reached + (isTls ? ", TLS handshake included" : ""));
        }
    }

    /** One request shows three things: that it can be connected to, that it answers in form, and that its index can be read. */
    private IndexCalls.Page ask(Connections own) throws P2pdiException {
        IndexCalls calls = new IndexCalls(own);
        IndexCalls.Page page = calls.page(peer, Scope.LOCAL, IndexCalls.A_PAGE, calls.time(), new Wish());
        int records = records(page).size();
        add(
                Outcome.PASSED,
                records + (records == 1 ? " record" : " records") + " of its own"
                        + (page.next().isPresent() ? ", and there are more" : ""));
        return page;
    }

    /** Its own records are looked at, and its answers are. */
    private final class Wish implements IndexCalls.Wish {
        @Override
        public void begins(ResponseHead head) {
            boolean isPlain = head.headers().first(HeaderNames.ETAG).isEmpty();
            String dialect = isPlain ? ", in the base dialect" : ", in the dialect with additions";
            add(Outcome.PASSED, "it answers " + head.status() + (head.status().isOk() ? dialect : ""));
        }

        @Override
        public boolean wants(RfcEntry entry) {
            return !IndexCalls.isHearsay(entry);
        }

        @Override
        public int mostRemoved() {
            return 0;
        }
    }

    private List<Rfc> records(IndexCalls.Page page) {
        return IndexCalls.learned(peer, page.records()).stream()
                .filter(learned -> learned.ttl().isEmpty())
                .map(Learned::rfc)
                .toList();
    }

    private void sample(Connections own, IndexCalls.Page page) throws P2pdiException {
        Optional<Rfc> smallest = records(page).stream().min(Comparator.comparingLong(Examination::cost));
        if (smallest.isEmpty()) {
            add(Outcome.SKIPPED, "it has no documents");
            return;
        }
        boolean isPlain = page.records().tag().isEmpty();
        add(Outcome.PASSED, new Sample(own).take(smallest.get(), isPlain));
    }

    /** An empty one shows little, and one of unknown size may be of any. */
    private static long cost(Rfc document) {
        long size = document.size().orElse(Long.MAX_VALUE);
        return size == 0 ? Long.MAX_VALUE - 1 : size;
    }

    private void skipTheRest() {
        Stage failed = steps.get(steps.size() - 1).stage();
        while (toGo.hasNext()) {
            add(Outcome.SKIPPED, failed + " has failed");
        }
    }

    private void add(Outcome outcome, String seen) {
        long now = means.time.nanos();
        Duration took = outcome == Outcome.SKIPPED ? Duration.ZERO : Duration.ofNanos(now - sinceNanos);
        steps.add(new Diagnosis.Step(toGo.next(), outcome, seen, took));
        sinceNanos = now;
    }
}
