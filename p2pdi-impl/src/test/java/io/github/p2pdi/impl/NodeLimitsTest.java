package io.github.p2pdi.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.Transports;
import io.github.p2pdi.model.Limit;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.IndexLimits;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerListener;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.node.RegistrationServerListener;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.testkit.NoLeaks;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.transport.ClientConnection;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.transport.TransportLimits;
import io.github.p2pdi.transport.TransportProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who runs a node is told that a limit of it is reached. Its clock stands still until the test moves it. */
@NoLeaks
class NodeLimitsTest {
    private static final TransportLimits ONE_CONNECTION =
            TransportLimits.DEFAULT.toBuilder().connections(1).build();

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final PeerListener listener = new PeerListener() {
        @Override
        public void limitReached(Limit limit, long times) {
            told.add(limit + " " + times);
        }
    };

    private String next() throws InterruptedException {
        String next = told.poll(10, TimeUnit.SECONDS);
        return next == null ? "nothing" : next;
    }

    @Test
    void connectionsThatAreRefusedAreToldOnceASecondAndAllCounted() throws Exception {
        RegistrationServerListener events = new RegistrationServerListener() {
            @Override
            public void limitReached(Limit limit, long times) {
                told.add(limit + " " + times);
            }
        };
        RegistrationServerConfig config = RegistrationServerConfig.builder()
                .port(0)
                .limits(ONE_CONNECTION)
                .time(clock)
                .listener(events)
                .build();
        try (RegistrationServer server = P2PDI.startRegistrationServer(config)) {
            SocketAddress address = new InetSocketAddress(
                    server.address().host(), server.address().port());
            refusals(address);
            assertEquals(3, server.statistics().limits().of(Limit.CONNECTIONS));
            assertEquals(0, server.statistics().limits().of(Limit.CONNECTIONS_PER_SOURCE));
        }
    }

    @Test
    void connectionsThatHaveAThreadEachAreToldOfAsWell() throws Exception {
        Path socket = folder.resolve("s");
        PeerConfig config = PeerConfig.builder()
                .bind(PeerAddress.parse("unix:" + socket))
                .limits(ONE_CONNECTION)
                .time(clock)
                .listener(listener)
                .build();
        try (PeerNode peer = P2PDI.startPeer(config)) {
            refusals(UnixDomainSocketAddress.of(socket));
            assertEquals(3, peer.statistics().limits().of(Limit.CONNECTIONS));
        }
    }

    /** One connection stands, and three more are refused, the last a second later. */
    private void refusals(SocketAddress address) throws Exception {
        List<SocketChannel> open = new ArrayList<>();
        try {
            open.add(SocketChannel.open(address));
            open.add(SocketChannel.open(address));
            assertEquals("CONNECTIONS 1", next());
            open.add(SocketChannel.open(address));
            awaitRefusal(open.get(2));
            assertTrue(told.isEmpty());
            clock.advance(Duration.ofSeconds(1));
            open.add(SocketChannel.open(address));
            assertEquals("CONNECTIONS 3", next());
        } finally {
            for (SocketChannel each : open) {
                each.close();
            }
        }
    }

    private static void awaitRefusal(SocketChannel channel) throws IOException {
        assertTrue(channel.read(ByteBuffer.allocate(1)) > 0);
    }

    @Test
    void connectionsOfANetworkInMemoryAreToldOfAsWell() throws Exception {
        TransportProvider network = Transports.memory();
        PeerConfig config = PeerConfig.builder()
                .transport(network)
                .limits(ONE_CONNECTION)
                .time(clock)
                .listener(listener)
                .build();
        try (PeerNode peer = P2PDI.startPeer(config);
                Transport transport = P2PDI.openTransport(
                        PeerConfig.builder().transport(network).build());
                ClientConnection first = connect(transport, peer.address());
                ClientConnection second = connect(transport, peer.address())) {
            assertEquals(first.remote(), second.remote());
            assertEquals("CONNECTIONS 1", next());
        }
    }

    private ClientConnection connect(Transport transport, PeerAddress to) throws IOException {
        return transport.connect(to, Deadline.in(clock, Duration.ofSeconds(10)));
    }

    @Test
    void documentsForWhichThereIsNoSlotAreToldOf() throws Exception {
        TransportProvider network = Transports.memory();
        PeerConfig config = PeerConfig.builder()
                .transport(network)
                .uploads(1)
                .maxUploadRate(1)
                .time(clock)
                .listener(listener)
                .build();
        PeerConfig.Builder others = PeerConfig.builder().transport(network);
        try (PeerNode sending = P2PDI.startPeer(config);
                PeerNode ann =
                        P2PDI.startPeer(others.downloads(folder.resolve("ann")).build());
                PeerNode bob =
                        P2PDI.startPeer(others.downloads(folder.resolve("bob")).build())) {
            sending.share(1, "One", Files.write(folder.resolve("one"), new byte[100_000]));
            for (PeerNode each : List.of(ann, bob)) {
                each.query(sending.address());
                each.download(1);
            }
            assertEquals("UPLOADS 1", next());
            assertTrue(sending.statistics().limits().of(Limit.UPLOADS) >= 1);
            assertEquals(1, sending.statistics().uploads().running());
            assertEquals(1, sending.statistics().uploads().begun());
        }
    }

    @Test
    void recordsForWhichThereIsNoRoomAreToldOf() throws Exception {
        TransportProvider network = Transports.memory();
        PeerConfig small = PeerConfig.builder()
                .transport(network)
                .index(IndexLimits.DEFAULT.withRecords(1, 1))
                .listener(listener)
                .build();
        try (PeerNode telling =
                        P2PDI.startPeer(PeerConfig.builder().transport(network).build());
                PeerNode peer = P2PDI.startPeer(small)) {
            Path file = Files.writeString(folder.resolve("file"), "text");
            for (int number = 1; number <= 3; number++) {
                telling.share(number, "Document", file);
            }
            peer.query(telling.address());
            assertEquals("INDEX 1", next());
            assertEquals(1, peer.statistics().index().records());
            assertEquals(1, peer.statistics().limits().of(Limit.INDEX));
        }
    }
}
