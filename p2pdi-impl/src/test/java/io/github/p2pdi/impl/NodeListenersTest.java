package io.github.p2pdi.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.NodeResources;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerListener;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.node.RegistrationServerListener;
import io.github.p2pdi.testkit.NoLeaks;
import io.github.p2pdi.transport.MessageListener;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The nodes share their threads: a listener that blocks holds up itself alone. */
@NoLeaks
class NodeListenersTest {
    private static final int EXCHANGES = 500;

    private final NodeResources shared = P2PDI.nodeResources();
    private final CountDownLatch blocked = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        release.countDown();
        shared.close();
    }

    @Test
    void aPeerListenerThatBlocksKeepsNoEventsOfOtherNodes() throws Exception {
        try (RegistrationServer server = P2PDI.startRegistrationServer(
                        server().listener(joining()).build());
                PeerNode silent =
                        P2PDI.startPeer(peer(server).listener(blocking()).build())) {
            assertEquals("joined", next());
            await(blocked);
            try (PeerNode other =
                    P2PDI.startPeer(peer(server).listener(registering("other")).build())) {
                assertNotNull(other.address());
                assertTrue(silent.registration().isPresent());
                String first = next();
                assertEquals(Set.of("joined", "other"), Set.of(first, next()));
            }
            release.countDown();
        }
    }

    @Test
    void aMessageListenerThatBlocksKeepsNoEvents() throws Exception {
        try (RegistrationServer server = P2PDI.startRegistrationServer(server().build());
                PeerNode silent = P2PDI.startPeer(peer(server)
                        .messageListener((direction, other, head) -> block())
                        .listener(registering("silent"))
                        .build())) {
            await(blocked);
            assertEquals("silent", next());
            try (PeerNode other =
                    P2PDI.startPeer(peer(server).listener(registering("other")).build())) {
                assertEquals("other", next());
                assertEquals(1, other.activePeers().size());
            }
            assertNotNull(silent.address());
            release.countDown();
        }
    }

    @Test
    void nodesThatShareTheirThreadsTellTheirMessagesInOneOrder() throws Exception {
        try (RegistrationServer server = P2PDI.startRegistrationServer(
                        server().messageListener(telling("server")).build());
                PeerNode peer = P2PDI.startPeer(peer(server)
                        .messageListener(telling("peer"))
                        .failFast(true)
                        .build())) {
            for (int i = 0; i < EXCHANGES; i++) {
                peer.activePeers();
            }
            // The peer has registered first.
            for (int i = 0; i <= EXCHANGES; i++) {
                assertEquals("server", next(), "exchange " + i);
                assertEquals("peer", next(), "exchange " + i);
            }
        }
    }

    /** Tells what a node receives. */
    private MessageListener telling(String node) {
        return (direction, other, head) -> {
            if (direction == MessageListener.Direction.RECEIVED) {
                told.add(node);
            }
        };
    }

    private String next() throws InterruptedException {
        String next = told.poll(10, TimeUnit.SECONDS);
        return next == null ? "nothing" : next;
    }

    private RegistrationServerConfig.Builder server() {
        return RegistrationServerConfig.builder().port(0).resources(shared);
    }

    private PeerConfig.Builder peer(RegistrationServer server) {
        return PeerConfig.builder().registrationServer(server.address()).resources(shared);
    }

    private RegistrationServerListener joining() {
        return new RegistrationServerListener() {
            @Override
            public void peerJoined(Peer peer) {
                told.add("joined");
            }
        };
    }

    private PeerListener registering(String name) {
        return new PeerListener() {
            @Override
            public void registered(PeerAddress server, Peer self) {
                told.add(name);
            }
        };
    }

    private PeerListener blocking() {
        return new PeerListener() {
            @Override
            public void registered(PeerAddress server, Peer self) {
                block();
            }
        };
    }

    private void block() {
        blocked.countDown();
        try {
            await(release);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertTrue(latch.await(20, TimeUnit.SECONDS));
    }
}
