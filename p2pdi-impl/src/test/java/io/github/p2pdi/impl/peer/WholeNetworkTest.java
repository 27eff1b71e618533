package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.Transports;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.impl.figure.Figure;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.NodeConfig;
import io.github.p2pdi.node.NodeResources;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.transport.MemoryNetwork;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Networks of whole peers in this JVM: what it costs that everybody keeps up with everybody. */
class WholeNetworkTest {
    private static final int DOCUMENTS = 100;
    private static final String[] WORDS = {
        "transfer",
        "protocol",
        "for",
        "the",
        "host",
        "extensions",
        "of",
        "mail",
        "and",
        "routing",
        "security",
        "considerations"
    };

    private final MemoryNetwork network = Transports.memory();
    private final List<ChangingStore> stores = new ArrayList<>();
    private final List<PeerNode> peers = new ArrayList<>();
    private NodeResources resources;
    private RegistrationServer server;

    @BeforeEach
    void start() throws P2pdiException {
        resources = P2PDI.nodeResources();
        server = P2PDI.startRegistrationServer(
                in(RegistrationServerConfig.builder().port(0)).build());
    }

    @AfterEach
    void close() {
        peers.forEach(PeerNode::close);
        server.close();
        resources.close();
    }

    private <B extends NodeConfig.Builder<B>> B in(B builder) {
        return builder.transport(network).resources(resources);
    }

    private void startPeers(int count, int documents, Duration refresh) throws P2pdiException {
        for (int i = 0; i < count; i++) {
            ChangingStore store = new ChangingStore();
            for (int k = 0; k < documents; k++) {
                store.put((long) i * documents + k, title(i, k));
            }
            stores.add(store);
            peers.add(peer(store, refresh));
        }
    }

    private PeerNode peer(ChangingStore store, Duration refresh) throws P2pdiException {
        return P2PDI.startPeer(in(PeerConfig.builder())
                .registrationServer(server.address())
                .refreshInterval(refresh)
                .failFast(true)
                .store(store)
                .build());
    }

    private static String title(int peer, int document) {
        StringBuilder title = new StringBuilder();
        for (int word = 0; word < 7; word++) {
            title.append(WORDS[Math.floorMod(peer * 31 + document * 7 + word * word, WORDS.length)])
                    .append(' ');
        }
        return title.append(peer).append('.').append(document).toString();
    }

    /** One more peer joins, asks around, and asks again when a hundredth has changed: how much of the first round's bytes that takes. */
    private double shareOfBytesWhenAHundredthHasChanged(int count) throws Exception {
        startPeers(count, DOCUMENTS, Duration.ZERO);
        PeerNode asker = peer(new ChangingStore(), Duration.ZERO);
        peers.add(asker);
        long first = bytesOfRound(asker);
        for (int i = 0; i < count; i++) {
            stores.get(i).put((long) i * DOCUMENTS, "changed " + i);
        }
        long second = bytesOfRound(asker);
        assertEquals(told(), known(asker));
        System.out.println(count + " peers: " + first + " bytes, then " + second);
        return (double) second / first;
    }

    private long bytesOfRound(PeerNode asker) throws Exception {
        long before = network.bytesSent();
        asker.refresh();
        return network.bytesSent() - before;
    }

    private Map<Long, String> told() {
        return stores.stream()
                .flatMap(store -> store.documents().stream())
                .collect(Collectors.toMap(each -> each.number(), each -> each.title()));
    }

    private static Map<Long, String> known(PeerNode peer) {
        return peer.index().all().stream().collect(Collectors.toMap(Rfc::number, Rfc::title));
    }

    @Test
    void aRoundInWhichLittleHasChangedMovesLittle() throws Exception {
        double share = shareOfBytesWhenAHundredthHasChanged(30);
        assertTrue(share <= 0.05, "share of the first round's bytes: " + share);
    }

    @Test
    @Tag("figure")
    void aRoundAmongAThousandPeersInWhichLittleHasChangedMovesLittle() throws Exception {
        double share = shareOfBytesWhenAHundredthHasChanged(1_000);
        Figure.atMost(
                        "bytes of a round among 1,000 peers, 1 in 100 of their 100,000 documents changed, of the first one's",
                        share,
                        0.05,
                        "")
                .show();
    }

    @Test
    @Tag("figure")
    @Timeout(600)
    void manyPeersWhoAllKeepUpWithAllNeedFewThreads() throws Exception {
        int count = 300;
        startPeers(count, 1, Duration.ofSeconds(10));
        int threads = 0;
        long by = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        while (peers.stream().anyMatch(peer -> peer.index().size() < count)) {
            assertTrue(System.nanoTime() - by < 0, "not everybody knows of everybody");
            threads = Math.max(threads, ourThreads());
            // Between two looks at the threads.
            TimeUnit.MILLISECONDS.sleep(50);
        }
        Figure.atMost("threads of 300 peers in one JVM that all ask each other at the same time", threads, 64, "")
                .show();
    }

    @Test
    @Tag("figure")
    @Timeout(600)
    void aThousandPeersFitIntoOneJvm(@TempDir Path folder) throws Exception {
        int count = 1_000;
        long before = usedHeap();
        for (int i = 0; i < count; i++) {
            peers.add(sharing(folder.resolve("shared" + i), folder.resolve("fetched" + i), i));
        }
        assertEquals(count - 1, peers.get(0).activePeers().size());
        int threads = ourThreads();
        for (int i = 0; i < count; i++) {
            int next = (i + 1) % count;
            peers.get(i).query(peers.get(next).address());
            Path fetched = peers.get(i).download(10L * next + 3).await();
            assertEquals(text(10 * next + 3), Files.readString(fetched));
            threads = Math.max(threads, ourThreads());
        }
        int most = threads;
        double mebibytes = (usedHeap() - before) / (double) (1 << 20);
        assertAll(
                Figure.atMost("threads of 1,000 peers in one JVM, each with a folder and a download", most, 64, "")
                        ::show,
                Figure.atMost(
                                "heap of 1,000 peers in one JVM, each with a folder and a download",
                                mebibytes,
                                512,
                                "MiB")::show);
    }

    private PeerNode sharing(Path shared, Path fetched, int peer) throws Exception {
        Files.createDirectories(shared);
        for (int number = 10 * peer; number < 10 * peer + 10; number++) {
            Files.writeString(shared.resolve("rfc" + number + ".txt"), text(number));
        }
        return P2PDI.startPeer(in(PeerConfig.builder())
                .registrationServer(server.address())
                .refreshInterval(Duration.ZERO)
                .failFast(true)
                .share(shared)
                .downloads(fetched)
                .build());
    }

    private static String text(int number) {
        return "The text of document " + number + "\n";
    }

    private static int ourThreads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("p2pdi-"))
                .count();
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
