package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.Transports;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerListener;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.transport.TransportProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who has come and gone, by the lists of one registration server and of several. */
class ArrivalsTest {
    private static final PeerAddress ONE = PeerAddress.of("rs-1", 1);
    private static final PeerAddress TWO = PeerAddress.of("rs-2", 1);

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final Deque<Runnable> events = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();
    private final Arrivals arrivals = new Arrivals(
            new PeerListener() {
                @Override
                public void peerJoined(Peer peer) {
                    told.add("+" + peer.address().port());
                    if (peer.address().port() == 13) {
                        throw new IllegalStateException("a listener that throws");
                    }
                }

                @Override
                public void peerLeft(PeerAddress peer) {
                    told.add("-" + peer.port());
                }
            },
            clock,
            events::add);

    private static List<Peer> peers(int... ports) {
        return IntStream.of(ports)
                .mapToObj(port -> new Peer(
                        PeerAddress.of("peer", port),
                        Instant.EPOCH,
                        1,
                        true,
                        Duration.ofSeconds(300),
                        Optional.empty()))
                .toList();
    }

    private List<String> news(PeerAddress server, int... ports) {
        told.clear();
        arrivals.listed(server, peers(ports));
        while (!events.isEmpty()) {
            events.poll().run();
        }
        return List.copyOf(told);
    }

    @Test
    void whatDiffersFromTheListBeforeIsTold() {
        assertEquals(List.of("+1", "+2"), news(ONE, 1, 2));
        assertEquals(List.of(), news(ONE, 2, 1));
        assertEquals(List.of("-1", "+3"), news(ONE, 2, 3));
        assertEquals(List.of("-2", "-3"), news(ONE));
        assertEquals(List.of("+1"), news(ONE, 1));
    }

    @Test
    void thoseOfTheServerBeforeHaveGoneWhenTheyHadTheTimeToFollow() {
        assertEquals(List.of("+1", "+2"), news(ONE, 1, 2));
        clock.advance(Duration.ofSeconds(10));
        assertEquals(List.of("+3"), news(TWO, 3));
        clock.advance(Duration.ofSeconds(289));
        assertEquals(List.of(), news(TWO, 3, 1));
        clock.advance(Duration.ofSeconds(1));
        assertEquals(List.of("-2"), news(TWO, 3, 1));
    }

    @Test
    void aListenerThatThrowsIsToldOfTheOthers() {
        arrivals.listed(ONE, peers(1, 13, 2));
        assertEquals(1, events.size());
        assertThrows(IllegalStateException.class, () -> events.remove().run());
        assertEquals(List.of("+1", "+13"), told);
        events.remove().run();
        assertEquals(List.of("+1", "+13", "+2"), told);
        assertEquals(0, events.size());
    }

    @Test
    void aPeerIsToldWhenItLooksAround() throws Exception {
        TransportProvider network = Transports.memory();
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        PeerListener listener = new PeerListener() {
            @Override
            public void peerJoined(Peer peer) {
                seen.add("joined " + peer.address());
            }

            @Override
            public void peerLeft(PeerAddress peer) {
                seen.add("left " + peer);
            }
        };
        try (RegistrationServer server = P2PDI.startRegistrationServer(RegistrationServerConfig.builder()
                        .port(0)
                        .transport(network)
                        .build());
                PeerNode watching = P2PDI.startPeer(
                        config(server, network).listener(listener).build());
                PeerNode other = P2PDI.startPeer(config(server, network).build())) {
            watching.refresh();
            assertEquals("joined " + other.address(), seen.poll(30, TimeUnit.SECONDS));
            other.leave();
            assertEquals(List.of(), watching.activePeers());
            assertEquals("left " + other.address(), seen.poll(30, TimeUnit.SECONDS));
        }
    }

    private static PeerConfig.Builder config(RegistrationServer server, TransportProvider network) {
        return PeerConfig.builder()
                .transport(network)
                .registrationServer(server.address())
                .refreshInterval(Duration.ZERO)
                .failFast(true);
    }
}
