package io.github.p2pdi.impl.peer;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.impl.download.DownloadQueue;
import io.github.p2pdi.impl.download.Records;
import io.github.p2pdi.impl.exchange.Connections;
import io.github.p2pdi.impl.exchange.InwardGuard;
import io.github.p2pdi.impl.runtime.Closer;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.Diagnosis;
import io.github.p2pdi.node.Download;
import io.github.p2pdi.node.DownloadOptions;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.PeerStatistics;
import io.github.p2pdi.node.RegistrationClient;
import io.github.p2pdi.node.RfcIndex;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running peer, as an application holds it. It only joins its parts. */
public final class LocalPeer implements PeerNode {
    private static final Logger LOG = LoggerFactory.getLogger(LocalPeer.class);

    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final PeerParts parts;
    private final InwardGuard guard;
    private final IndexQuery query;
    private final Examination.Means examining;
    private final Discovery discovery;
    private final Optional<Refresher> refresher;
    private final DownloadQueue downloads;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    public LocalPeer(PeerParts parts) {
        this.parts = parts;
        this.guard = new InwardGuard(parts.config().registrationServers(), parts.executor(), parts.time());
        Connections guarded = parts.connections().guarded(guard);
        this.query = new IndexQuery(
                guarded,
                parts.index(),
                parts.self(),
                TellingRoom.of(parts.config().index()));
        this.examining =
                new Examination.Means(parts.registration(), parts.self(), guarded, parts.time(), parts.executor());
        WhoIsActive active = new WhoIsActive(parts.registration(), guard, parts.index());
        this.discovery = new Discovery(
                active, new HearsaySources(parts.random().nextLong()), query, parts.time(), parts.background());
        this.refresher = refresher(parts);
        this.downloads = DownloadQueue.of(
                parts.config(),
                parts.store(),
                number -> new IndexSearch(parts.index(), discovery, number, address()),
                new DownloadQueue.Outside(parts.self(), guarded, parts.time(), parts.executor()),
                new DownloadNews(parts.config().listener(), parts.events()));
    }

    private Optional<Refresher> refresher(PeerParts of) {
        if (of.registration().isEmpty() || of.config().refreshInterval().isZero()) {
            return Optional.empty();
        }
        Refresher begun = new Refresher(
                discovery::since, of.time(), of.random(), of.config().refreshInterval());
        begun.start();
        return Optional.of(begun);
    }

    @Override
    public PeerAddress address() {
        return parts.self().get();
    }

    @Override
    public PeerAddress boundAddress() {
        return parts.bound().get(0);
    }

    @Override
    public List<PeerAddress> boundAddresses() {
        return parts.bound();
    }

    @Override
    public Optional<RegistrationClient> registration() {
        return parts.registration();
    }

    @Override
    public RfcIndex index() {
        return parts.index();
    }

    @Override
    public List<Peer> activePeers() throws P2pdiException {
        return registration()
                .orElseThrow(() -> new IllegalStateException("this peer was given no registration server to ask"))
                .activePeers();
    }

    @Override
    public List<Rfc> query(PeerAddress peer) throws P2pdiException {
        guard.trust(peer);
        return query.ask(peer);
    }

    @Override
    public void refresh() throws P2pdiException, InterruptedException {
        Round round = discovery.since(discovery.now());
        round.awaitFinish();
        Optional<P2pdiException> failure = round.failure();
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    @Override
    public Map<PeerAddress, P2pdiException> failedPeers() {
        return discovery.silent();
    }

    @Override
    public Diagnosis diagnose(PeerAddress peer) throws InterruptedException {
        Objects.requireNonNull(peer, "peer");
        checkOpen();
        guard.trust(peer);
        Diagnosis diagnosis = new Examination(peer, examining).run();
        // What failed as this peer was closed says nothing of the other.
        checkOpen();
        return diagnosis;
    }

    private void checkOpen() {
        if (closing.get()) {
            throw new IllegalStateException("the peer is closed");
        }
    }

    @Override
    public Rfc share(long number, String title, Path file) throws P2pdiException {
        Rfc shared = Records.of(parts.store().add(number, title, file), address());
        parts.own().publish();
        return shared;
    }

    @Override
    public Download download(long number) {
        return downloads.download(number, DownloadOptions.defaults());
    }

    @Override
    public Download download(long number, DownloadOptions options) {
        return downloads.download(number, options);
    }

    @Override
    public InputStream open(long number) throws P2pdiException, InterruptedException {
        return downloads.open(number);
    }

    @Override
    public void maxDownloadRate(OptionalLong bytesPerSecond) {
        downloads.rate(checked(bytesPerSecond));
    }

    @Override
    public void maxUploadRate(OptionalLong bytesPerSecond) {
        parts.uploads().rate(checked(bytesPerSecond));
    }

    @Override
    public PeerStatistics statistics() {
        PeerCounts counts = parts.counts();
        return new PeerStatistics(
                counts.running(),
                counts.requests(),
                parts.uploads().statistics(),
                downloads.statistics(),
                new PeerStatistics.Index(parts.index().size(), parts.index().ownSize()),
                counts.serverCalls().now(),
                parts.connections().counts().now(),
                counts.limits().counts(),
                registration().map(RegistrationClient::statistics));
    }

    private static OptionalLong checked(OptionalLong rate) {
        if (rate.orElse(1) < 1) {
            throw new IllegalArgumentException("a rate is at least 1 byte a second, not " + rate.getAsLong());
        }
        return rate;
    }

    @Override
    public void leave() throws P2pdiException {
        if (registration().isPresent()) {
            registration().get().leave();
        }
    }

    /** A server that hangs does not keep us: the lease runs out by itself. */
    private void sayGoodbye() throws P2pdiException {
        if (registration().isPresent()) {
            registration().get().leave(GOODBYE);
        }
    }

    @Override
    public void awaitClosed() throws InterruptedException {
        closed.await();
    }

    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        refresher.ifPresent(Refresher::close);
        downloads.close();
        discovery.close();
        // Who was interrupted leaves all the same: that takes two seconds at the most.
        boolean interrupted = Thread.interrupted();
        try {
            sayGoodbye();
        } catch (P2pdiException e) {
            LOG.info("{} could not say goodbye to its registration server: {}", address(), e.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        Closer.close(parts.rest());
        closed.countDown();
    }
}
