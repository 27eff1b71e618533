package io.github.p2pdi.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.Transports;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.RequestRefusedException;
import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.node.AddressPolicy;
import io.github.p2pdi.node.NodeConfig;
import io.github.p2pdi.node.NodeResources;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerListener;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.node.RegistrationServerListener;
import io.github.p2pdi.registry.TakeOver;
import io.github.p2pdi.transport.TransportProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole nodes under the policies of a registration server, in a network of their own. */
class RegistrationPolicyTest {
    @TempDir
    Path folder;

    private final TransportProvider network = Transports.memory();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final NodeResources resources = keep(P2PDI.nodeResources());

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

    private <B extends NodeConfig.Builder<B>> B in(B builder) {
        return builder.transport(network).resources(resources);
    }

    private RegistrationServer server(TakeOver takeOver, AddressPolicy policy) throws P2pdiException {
        return keep(P2PDI.startRegistrationServer(in(RegistrationServerConfig.builder())
                .port(0)
                .takeOver(takeOver)
                .addressPolicy(policy)
                .listener(new RegistrationServerListener() {
                    @Override
                    public void peerJoined(Peer peer) {
                        told.add("joined " + peer.address());
                    }

                    @Override
                    public void peerLeft(PeerAddress address) {
                        told.add("left " + address);
                    }

                    @Override
                    public void registrationRefused(PeerAddress address, String source, Status status) {
                        told.add("refused " + address + " " + status.code());
                    }
                })
                .build()));
    }

    private PeerConfig.Builder peer(RegistrationServer server) {
        return in(PeerConfig.builder())
                .registrationServer(server.address())
                .failFast(true)
                .downloads(folder.resolve("out"));
    }

    private String next() throws InterruptedException {
        return String.valueOf(told.poll(20, TimeUnit.SECONDS));
    }

    @Test
    void peerWithAStateFolderIsKnownAgainWhereOnlyTheCookieCounts() throws Exception {
        RegistrationServer server = server(TakeOver.COOKIE_ONLY, AddressPolicy.CLAIMED);
        Path state = folder.resolve("state");
        PeerNode first = P2PDI.startPeer(peer(server).state(state).build());
        PeerAddress address = first.address();
        assertEquals(1, server.activePeers().get(0).registrationCount());
        // Another one may neither have the folder nor, while the record is active, the address.
        assertThrows(
                StorageException.class,
                () -> P2PDI.startPeer(peer(server).state(state).build()));
        RequestRefusedException refused = assertThrows(
                RequestRefusedException.class,
                () -> P2PDI.startPeer(peer(server).advertise(address).build()));
        assertEquals(Status.CONFLICT, refused.status());
        first.close();
        PeerNode again = keep(
                P2PDI.startPeer(peer(server).port(address.port()).state(state).build()));
        assertEquals(address, again.address());
        assertEquals(2, server.activePeers().get(0).registrationCount(), "it got its record back");
    }

    @Test
    void whoIsFoundWhereHeSaysIsListedAndOthersAreNot() throws Exception {
        RegistrationServer server = server(TakeOver.COOKIE_OR_ADDRESS, AddressPolicy.VERIFIED);
        PeerNode there = keep(P2PDI.startPeer(peer(server).build()));
        assertEquals("joined " + there.address(), next());
        PeerNode liar = keep(P2PDI.startPeer(peer(server)
                .advertise(there.address().withPort(there.address().port() + 1000))
                .build()));
        assertTrue(liar.registration().orElseThrow().registration().isPresent(), "it is told nothing of it");
        assertEquals(1, server.activePeers().size());
        assertEquals(2, server.statistics().active());
    }

    @Test
    void whatHappensIsCountedAndTold() throws Exception {
        RegistrationServer server = server(TakeOver.COOKIE_OR_ADDRESS, AddressPolicy.CLAIMED);
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        PeerNode peer = keep(P2PDI.startPeer(peer(server)
                .listener(new PeerListener() {
                    @Override
                    public void registered(PeerAddress server, Peer self) {
                        heard.add("registered");
                    }

                    @Override
                    public void leaseRenewed(PeerAddress server, Peer self) {
                        heard.add("renewed");
                    }

                    @Override
                    public void left(PeerAddress server) {
                        heard.add("left");
                    }
                })
                .build()));
        assertEquals("joined " + peer.address(), next());
        peer.registration().orElseThrow().keepalive();
        assertEquals(List.of(), peer.activePeers());
        peer.leave();
        assertEquals("left " + peer.address(), next());
        assertEquals("registered", heard.poll(20, TimeUnit.SECONDS));
        assertEquals("renewed", heard.poll(20, TimeUnit.SECONDS));
        assertEquals("renewed", heard.poll(20, TimeUnit.SECONDS));
        assertEquals("left", heard.poll(20, TimeUnit.SECONDS));
        var statistics = server.statistics();
        assertEquals(0, statistics.active());
        assertEquals(1, statistics.registered());
        assertEquals(1, statistics.renewed());
        assertEquals(1, statistics.listed());
        assertEquals(1, statistics.left());
        var own = peer.registration().orElseThrow().statistics();
        assertEquals(1, own.registered());
        assertEquals(2, own.renewed());
        assertEquals(0, own.lost() + own.failed());
    }

    @Test
    void listIsKeptUpByChangesAndIsWhatAServerTellsAsAWhole() throws Exception {
        RegistrationServer server = server(TakeOver.COOKIE_OR_ADDRESS, AddressPolicy.CLAIMED);
        PeerNode asker = keep(P2PDI.startPeer(peer(server).build()));
        List<PeerNode> others = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            if (i % 3 == 2) {
                others.remove(0).close();
            } else {
                others.add(keep(P2PDI.startPeer(peer(server).build())));
            }
            assertEquals(
                    others.stream().map(PeerNode::address).sorted().toList(),
                    asker.activePeers().stream().map(Peer::address).sorted().toList());
        }
        assertFalse(others.isEmpty());
    }
}
