package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.error.DocumentNotFoundException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.PeerUnreachableException;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerListener;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.RegistrationClient;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.testkit.ManualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole peers and two registration servers over TCP. The first one is closed, and comes back on the same port. */
class SeveralServersTest {
    /** So long that no renewal is due but where a test lets it be. */
    private static final Duration LEASE = Duration.ofSeconds(7200);

    /** So that what is due is due when the clock stops: it would tear calls apart that are under way while it moves on. */
    private static final RandomGenerator SPREADING_NOTHING = new RandomGenerator() {
        @Override
        public long nextLong() {
            return 1;
        }

        @Override
        public double nextDouble() {
            return 0.5;
        }
    };

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T00:26:06Z"));
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private RegistrationServer first;
    private RegistrationServer second;
    private PeerNode holder;
    private PeerNode asker;

    @BeforeEach
    void start() throws Exception {
        first = server(0);
        second = server(0);
        holder = keep(P2PDI.startPeer(config().build()));
        holder.share(7, "Seven", Files.writeString(folder.resolve("seven.txt"), "7"));
        // Its beats and its return are due when the test says so.
        asker = keep(P2PDI.startPeer(config().lease(LEASE)
                .time(clock)
                .random(SPREADING_NOTHING)
                .listener(new Telling())
                .build()));
        assertEquals(told(first, "registered"), nextEvent());
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private <T extends AutoCloseable> T keep(T part) {
        opened.add(0, part);
        return part;
    }

    private RegistrationServer server(int port) throws P2pdiException {
        return keep(P2PDI.startRegistrationServer(
                RegistrationServerConfig.builder().port(port).build()));
    }

    private PeerConfig.Builder config() {
        return PeerConfig.builder()
                .registrationServers(List.of(first.address(), second.address()))
                .downloads(folder.resolve("out"))
                .refreshInterval(Duration.ZERO)
                .failFast(true);
    }

    private RegistrationClient registration() {
        return asker.registration().orElseThrow();
    }

    /** Listeners hear of a registration while it is being taken into use. */
    private void awaitServer(PeerAddress address) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!registration().server().equals(address) && System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
        assertEquals(address, registration().server());
    }

    private String nextEvent() throws InterruptedException {
        return String.valueOf(events.poll(20, TimeUnit.SECONDS));
    }

    private static String told(RegistrationServer server, String what) {
        return server.address() + " " + what;
    }

    private static Set<PeerAddress> addresses(List<Peer> peers) {
        return peers.stream().map(Peer::address).collect(Collectors.toSet());
    }

    @Test
    void thePeerGoesOnToTheSecondAndComesBackToTheFirst() throws Exception {
        PeerAddress at = first.address();
        first.close();
        clock.advance(LEASE.dividedBy(3));
        assertEquals(at + " lost", nextEvent());
        assertEquals(told(second, "registered"), nextEvent());
        assertEquals(Set.of(asker.address()), addresses(second.activePeers()));
        awaitServer(second.address());

        first = server(at.port());
        clock.advance(Duration.ofMinutes(3));
        assertEquals(told(first, "registered"), nextEvent());
        assertEquals(told(second, "left"), nextEvent());
        awaitServer(first.address());
        assertEquals(List.of(), second.activePeers());
        assertTrue(addresses(first.activePeers()).contains(asker.address()));
    }

    @Test
    void documentsAreFoundByTheListOfAServerThatIsGone() throws Exception {
        asker.activePeers();
        first.close();
        second.close();
        assertEquals("7", Files.readString(asker.download(7).await(Duration.ofSeconds(20))));
        asker.refresh();
        assertThrows(PeerUnreachableException.class, asker::activePeers);
        assertEquals(
                Set.of(holder.address()),
                addresses(registration().lastListings().get(0).peers()));
        clock.advance(Duration.ofSeconds(3));
        assertEquals(Duration.ofSeconds(3), registration().lastListings().get(0).age());
        DocumentNotFoundException e = assertThrows(
                DocumentNotFoundException.class, () -> asker.download(8).await());
        assertTrue(e.getMessage().contains("the list that " + first.address() + " gave 3 s ago"), e.getMessage());
    }

    @Test
    void documentsAreFoundWhereOthersHaveNotGoneOnYet() throws Exception {
        asker.activePeers();
        first.close();
        assertEquals("7", Files.readString(asker.download(7).await(Duration.ofSeconds(20))));
        awaitServer(second.address());
        assertEquals(List.of(), asker.activePeers());
    }

    @Test
    void withoutAListNobodyIsAskedAndThatIsSaid() {
        first.close();
        second.close();
        assertThrows(PeerUnreachableException.class, asker::refresh);
        DocumentNotFoundException e = assertThrows(
                DocumentNotFoundException.class, () -> asker.download(8).await());
        assertTrue(e.getMessage().contains("could not be asked who is active"), e.getMessage());
    }

    @Test
    void closingLeavesWhereverThePeerIsListed() throws Exception {
        asker.activePeers();
        PeerAddress at = first.address();
        first.close();
        asker.activePeers();
        asker.close();
        assertEquals(List.of(), second.activePeers());
        first = server(at.port());
        assertEquals(List.of(), first.activePeers());
    }

    private final class Telling implements PeerListener {
        @Override
        public void registered(PeerAddress server, Peer self) {
            events.add(server + " registered");
        }

        @Override
        public void registrationLost(PeerAddress server, P2pdiException cause) {
            events.add(server + " lost");
        }

        @Override
        public void leaseRenewed(PeerAddress server, Peer self) {
            events.add(server + " renewed");
        }

        @Override
        public void left(PeerAddress server) {
            events.add(server + " left");
        }
    }
}
