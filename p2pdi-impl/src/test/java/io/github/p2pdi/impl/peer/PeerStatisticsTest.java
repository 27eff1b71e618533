package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.Transports;
import io.github.p2pdi.error.DocumentNotFoundException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.PeerUnreachableException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.Download;
import io.github.p2pdi.node.NodeConfig;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerListener;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.PeerStatistics;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.node.Upload;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.TransportProvider;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a peer counts, in a network in memory whose clock stands still. */
class PeerStatisticsTest {
    private static final int SIZE = 100_000;

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final TransportProvider network = Transports.memory();
    private final BlockingQueue<Exchange.Outcome> sent = new LinkedBlockingQueue<>();
    private RegistrationServer server;
    private PeerNode holder;
    private PeerNode peer;

    private <B extends NodeConfig.Builder<B>> B in(B builder) {
        return builder.transport(network).time(clock);
    }

    private PeerConfig.Builder config() {
        return in(PeerConfig.builder())
                .registrationServer(server.address())
                .refreshInterval(Duration.ZERO)
                .failFast(true)
                .downloads(folder.resolve("out"));
    }

    @BeforeEach
    void start() throws Exception {
        server = P2PDI.startRegistrationServer(
                in(RegistrationServerConfig.builder().port(0)).build());
        PeerListener listener = new PeerListener() {
            @Override
            public void uploadEnded(Upload upload, Exchange.Outcome outcome) {
                sent.add(outcome);
            }
        };
        holder = P2PDI.startPeer(config().listener(listener).build());
        holder.share(1, "One", Files.write(folder.resolve("one"), new byte[SIZE]));
        peer = P2PDI.startPeer(config().build());
    }

    @AfterEach
    void close() {
        peer.close();
        holder.close();
        server.close();
    }

    private void assertSent(Exchange.Outcome outcome) throws InterruptedException {
        assertEquals(outcome, sent.poll(30, TimeUnit.SECONDS));
    }

    @Test
    void whoHasDoneNothingHasCountedNothingButItsRegistration() {
        PeerStatistics now = peer.statistics();
        assertEquals(Duration.ZERO, now.running());
        assertEquals(0, now.requests());
        assertEquals(new PeerStatistics.Uploads(0, 0, 0), now.uploads());
        assertEquals(new PeerStatistics.Downloads(0, 0, 0, 0, 0, 0), now.downloads());
        assertEquals(new PeerStatistics.Index(0, 0), now.index());
        assertEquals(1, now.serverCalls().ended());
        assertEquals(0, now.serverCalls().failed());
        assertEquals(0, now.peerCalls().ended());
        assertEquals(Map.of(), now.limits().all());
        assertEquals(Optional.of(peer.registration().orElseThrow().statistics()), now.registration());
        assertEquals(1, now.registration().orElseThrow().registered());
        assertEquals(new PeerStatistics.Index(1, 1), holder.statistics().index());
    }

    @Test
    void whatIsFetchedIsCountedOnBothSides() throws Exception {
        peer.query(holder.address());
        assertEquals(1, holder.statistics().requests());
        assertEquals(1, peer.statistics().peerCalls().ended());
        assertEquals(new PeerStatistics.Index(1, 0), peer.statistics().index());
        peer.download(1).await();
        assertSent(Exchange.Outcome.SENT);
        assertEquals(new PeerStatistics.Uploads(0, 1, SIZE), holder.statistics().uploads());
        assertEquals(new PeerStatistics.Downloads(0, 0, 1, 0, 0, SIZE), downloadsOnceNoneRuns());
        try (InputStream in = peer.open(1)) {
            assertEquals(SIZE, in.readAllBytes().length);
        }
        assertSent(Exchange.Outcome.SENT);
        assertEquals(
                new PeerStatistics.Uploads(0, 2, 2 * SIZE), holder.statistics().uploads());
        assertEquals(
                new PeerStatistics.Downloads(0, 0, 1, 0, 0, 2 * SIZE),
                peer.statistics().downloads());
        assertEquals(peer.statistics().peerCalls().ended(), holder.statistics().requests());
        assertEquals(0, peer.statistics().peerCalls().failed());
    }

    /** Its thread has still to leave when whoever waits is told. */
    private PeerStatistics.Downloads downloadsOnceNoneRuns() {
        PeerStatistics.Downloads now = peer.statistics().downloads();
        for (long by = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
                now.running() > 0 && System.nanoTime() < by;
                now = peer.statistics().downloads()) {
            Thread.onSpinWait();
        }
        return now;
    }

    @Test
    void downloadsAreCountedByHowTheyEnd() throws Exception {
        assertThrows(DocumentNotFoundException.class, () -> peer.download(99).await());
        assertEquals(0, downloadsOnceNoneRuns().running());
        holder.maxUploadRate(OptionalLong.of(1));
        Download slow = peer.download(1);
        peer.query(holder.address());
        while (holder.statistics().uploads().running() == 0) {
            Thread.onSpinWait();
        }
        assertEquals(1, peer.statistics().downloads().running());
        assertEquals(new PeerStatistics.Uploads(1, 1, 0), holder.statistics().uploads());
        assertTrue(slow.cancel());
        while (sent.isEmpty()) {
            clock.advance(Duration.ofMillis(10));
            Thread.onSpinWait();
        }
        assertSent(Exchange.Outcome.PEER_GONE);
        assertEquals(new PeerStatistics.Uploads(0, 1, 0), holder.statistics().uploads());
        PeerStatistics.Downloads now = downloadsOnceNoneRuns();
        assertEquals(0, now.done());
        assertEquals(1, now.failed());
        assertEquals(1, now.cancelled());
        assertTrue(now.bytes() < SIZE);
    }

    @Test
    void callsThatFailAreCountedWithTheTimeThatTheyTook() throws Exception {
        PeerAddress gone = holder.address();
        holder.close();
        P2pdiException e = assertThrows(PeerUnreachableException.class, () -> peer.query(gone));
        assertEquals(gone, e.peer().orElseThrow());
        PeerStatistics.Calls calls = peer.statistics().peerCalls();
        assertEquals(1, calls.ended());
        assertEquals(1, calls.failed());
        server.close();
        assertThrows(P2pdiException.class, peer::activePeers);
        assertEquals(1, peer.statistics().peerCalls().ended());
        assertTrue(peer.statistics().serverCalls().failed() >= 1);
    }

    @Test
    void aPeerThatIsClosedSaysWhatItHasDone() throws Exception {
        peer.query(holder.address());
        clock.advance(Duration.ofSeconds(7));
        peer.close();
        PeerStatistics after = peer.statistics();
        assertEquals(Duration.ofSeconds(7), after.running());
        assertEquals(1, after.peerCalls().ended());
        assertEquals(1, after.index().records());
    }
}
