package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.Transports;
import io.github.p2pdi.error.DocumentNotFoundException;
import io.github.p2pdi.error.DocumentNotFoundException.Attempt;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.PeerUnreachableException;
import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.IndexLimits;
import io.github.p2pdi.node.NodeConfig;
import io.github.p2pdi.node.NodeResources;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerListener;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.testkit.Script;
import io.github.p2pdi.testkit.ScriptedPeer;
import io.github.p2pdi.transport.TransportProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole peers and a registration server, in a network of their own inside this JVM. */
class PeerNodeTest {
    @TempDir
    Path folder;

    private final TransportProvider network = Transports.memory();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private NodeResources resources;
    private RegistrationServer server;

    @BeforeEach
    void start() throws P2pdiException {
        resources = keep(P2PDI.nodeResources());
        server = keep(P2PDI.startRegistrationServer(
                in(RegistrationServerConfig.builder().port(0)).build()));
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

    private <B extends NodeConfig.Builder<B>> B in(B builder) {
        return builder.transport(network).resources(resources);
    }

    private PeerConfig.Builder config() {
        return in(PeerConfig.builder())
                .registrationServer(server.address())
                .failFast(true)
                .downloads(folder.resolve("out"));
    }

    private PeerNode peer() throws P2pdiException {
        return keep(P2PDI.startPeer(config().build()));
    }

    private PeerNode sharing(long... numbers) throws IOException {
        Path shared = Files.createTempDirectory(folder, "shared");
        for (long number : numbers) {
            Files.writeString(shared.resolve("rfc" + number + ".txt"), "text of " + number);
        }
        return keep(P2PDI.startPeer(config().share(shared).build()));
    }

    private static Set<PeerAddress> addresses(List<Peer> peers) {
        return peers.stream().map(Peer::address).collect(Collectors.toSet());
    }

    @Test
    void aListenerIsToldWhatComesIntoTheIndexAndGoes() throws Exception {
        BlockingQueue<List<List<Rfc>>> news = new LinkedBlockingQueue<>();
        PeerListener listener = new PeerListener() {
            @Override
            public void indexChanged(List<Rfc> added, List<Rfc> removed) {
                news.add(List.of(added, removed));
            }
        };
        PeerNode other = sharing(1, 2);
        PeerNode listening = keep(P2PDI.startPeer(config().listener(listener).build()));
        Map<Rfc.Key, Rfc> had = new TreeMap<>();
        listening.query(other.address());
        follow(news, had, listening, 2);
        listening.share(3, "Three", Files.writeString(folder.resolve("three"), "text"));
        follow(news, had, listening, 3);
        other.leave();
        listening.refresh();
        follow(news, had, listening, 1);
    }

    /** Until it has been told of so many records, which are those of the index. */
    private static void follow(BlockingQueue<List<List<Rfc>>> news, Map<Rfc.Key, Rfc> had, PeerNode peer, int records)
            throws Exception {
        while (had.size() != records
                || !List.copyOf(had.values()).equals(peer.index().all())) {
            List<List<Rfc>> change = news.poll(30, TimeUnit.SECONDS);
            change.get(1).forEach(rfc -> had.remove(rfc.key()));
            change.get(0).forEach(rfc -> had.put(rfc.key(), rfc));
        }
    }

    @Test
    void findsWhoHoldsADocumentAndFetchesIt() throws Exception {
        sharing(1, 2);
        sharing(3);
        PeerNode asker = peer();
        assertEquals("text of 3", Files.readString(asker.download(3).await()));
        assertEquals("text of 1", Files.readString(asker.download(1).await()));
    }

    @Test
    void aDocumentThatNobodyHasNamesEveryoneWhoWasAsked() throws Exception {
        PeerNode one = sharing(1);
        PeerNode two = sharing(2);
        PeerNode asker = peer();
        DocumentNotFoundException e = assertThrows(
                DocumentNotFoundException.class, () -> asker.download(99).await());
        assertEquals(
                Set.of(new Attempt(one.address(), "does not have it"), new Attempt(two.address(), "does not have it")),
                Set.copyOf(e.attempts()));
    }

    @Test
    void whatIsSharedLaterIsFoundLater() throws Exception {
        PeerNode holder = sharing();
        PeerNode asker = peer();
        assertThrows(DocumentNotFoundException.class, () -> asker.download(5).await());
        Rfc shared = holder.share(5, "Five", Files.writeString(folder.resolve("five.txt"), "5"));
        assertEquals(holder.address(), shared.holder());
        assertEquals("5", Files.readString(asker.download(5).await()));
    }

    @Test
    void aDocumentWithoutATitleIsNotSharedAndDisturbsNoOther() throws Exception {
        PeerNode holder = peer();
        Path file = Files.writeString(folder.resolve("five.txt"), "5");
        assertThrows(NullPointerException.class, () -> holder.share(5, null, file));
        assertThrows(NullPointerException.class, () -> holder.share(5, "Five", null));
        Rfc six = holder.share(6, "Six", file);
        assertEquals(
                List.of(six.key()), holder.index().all().stream().map(Rfc::key).toList());
    }

    @Test
    void whoLeavesIsListedNoMoreAndItsRecordsGo() throws Exception {
        PeerNode holder = sharing(1);
        PeerNode asker = peer();
        asker.refresh();
        assertEquals(1, asker.index().find(1).size());
        assertEquals(Set.of(holder.address()), addresses(asker.activePeers()));
        holder.leave();
        assertEquals(List.of(), asker.activePeers());
        asker.refresh();
        assertEquals(List.of(), asker.index().find(1));
    }

    @Test
    void closingLeavesTheRegistrationServer() throws Exception {
        PeerNode holder = sharing(1);
        assertEquals(Set.of(holder.address()), addresses(server.activePeers()));
        holder.close();
        holder.close();
        holder.awaitClosed();
        assertEquals(List.of(), server.activePeers());
    }

    @Test
    void whatOnePeerLearnedItTellsOthersAsHearsay() throws Exception {
        PeerNode holder = sharing(1);
        PeerNode between = peer();
        between.refresh();
        PeerNode asker = peer();
        List<Rfc> heard = asker.query(between.address());
        assertEquals(List.of(holder.address()), heard.stream().map(Rfc::holder).toList());
        assertEquals(1, asker.index().find(1).size());
    }

    @Test
    void aHolderThatIsGoneIsSkippedForTheNext() throws Exception {
        PeerNode gone = sharing(1);
        PeerNode asker = peer();
        asker.refresh();
        gone.close();
        PeerNode other = sharing(1);
        assertEquals("text of 1", Files.readString(asker.download(1).await()));
        assertTrue(asker.index().find(1).stream().anyMatch(rfc -> rfc.holder().equals(other.address())));
    }

    @Test
    void aServerThatWasRestartedIsRegisteredWithAgain() throws Exception {
        PeerNode asker = peer();
        PeerAddress at = server.address();
        server.close();
        server = keep(P2PDI.startRegistrationServer(
                in(RegistrationServerConfig.builder()).bind(at).build()));
        assertEquals(List.of(), asker.activePeers());
        assertEquals(Set.of(asker.address()), addresses(server.activePeers()));
    }

    @Test
    void aPeerWithoutAServerJoinsWhenOneAppears() throws Exception {
        PeerAddress at = server.address();
        server.close();
        CountDownLatch registered = new CountDownLatch(1);
        CountDownLatch lost = new CountDownLatch(1);
        PeerListener listener = new PeerListener() {
            @Override
            public void registered(PeerAddress server, Peer self) {
                registered.countDown();
            }

            @Override
            public void registrationLost(PeerAddress server, P2pdiException cause) {
                lost.countDown();
            }
        };
        PeerNode early =
                keep(P2PDI.startPeer(config().failFast(false).listener(listener).build()));
        assertTrue(lost.await(30, TimeUnit.SECONDS));
        server = keep(P2PDI.startRegistrationServer(
                in(RegistrationServerConfig.builder()).bind(at).build()));
        assertTrue(registered.await(30, TimeUnit.SECONDS));
        assertEquals(Set.of(early.address()), addresses(server.activePeers()));
    }

    @Test
    void aServerThatIsNotThereFailsAFastStartAndLeavesNothing() {
        PeerAddress nowhere = new PeerAddress("memory", "127.0.0.1", 1);
        PeerUnreachableException e = assertThrows(
                PeerUnreachableException.class,
                () -> P2PDI.startPeer(config().registrationServer(nowhere).build()));
        assertTrue(e.getMessage().contains("memory://127.0.0.1:1"), e.getMessage());
    }

    @Test
    void aMissingFolderIsToldBeforeAnythingStarts() {
        Path missing = folder.resolve("missing");
        StorageException e = assertThrows(
                StorageException.class,
                () -> P2PDI.startPeer(config().share(missing).build()));
        assertTrue(e.getMessage().contains("missing"), e.getMessage());
        assertEquals(List.of(), server.activePeers());
    }

    @Test
    void theSearchGoesOnWithWhatOthersSayWhileOneIsSilent() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (ScriptedPeer silent = ScriptedPeer.start(Script.begin().expect().await(never));
                RegistrationServer tcp = P2PDI.startRegistrationServer(
                        RegistrationServerConfig.builder().port(0).build());
                PeerNode quiet = P2PDI.startPeer(PeerConfig.builder()
                        .registrationServer(tcp.address())
                        .advertise(silent.address())
                        .build());
                PeerNode holder = P2PDI.startPeer(
                        PeerConfig.builder().registrationServer(tcp.address()).build());
                PeerNode asker = P2PDI.startPeer(PeerConfig.builder()
                        .registrationServer(tcp.address())
                        .downloads(folder.resolve("out"))
                        .build())) {
            holder.share(7, "Seven", Files.writeString(folder.resolve("seven.txt"), "7"));
            assertEquals(silent.address(), quiet.address());
            // The call that hangs may take 30 s; the document comes from the other long before.
            assertEquals("7", Files.readString(asker.download(7).await(Duration.ofSeconds(20))));
            never.countDown();
        }
    }

    @Test
    void aListenerMayClose() throws Exception {
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        CompletableFuture<PeerNode> itself = new CompletableFuture<>();
        PeerNode closer = keep(P2PDI.startPeer(PeerConfig.builder()
                .transport(network)
                .registrationServer(server.address())
                .failFast(true)
                .listener(new PeerListener() {
                    @Override
                    public void registered(PeerAddress by, Peer self) {
                        itself.join().close();
                        interrupted.complete(Thread.currentThread().isInterrupted());
                    }
                })
                .build()));
        itself.complete(closer);
        assertFalse(interrupted.get(10, TimeUnit.SECONDS));
        assertEquals(List.of(), server.activePeers());
    }

    @Test
    void whoIsClosedOnAnInterruptedThreadLeavesAllTheSame() throws Exception {
        PeerNode leaver = P2PDI.startPeer(
                in(PeerConfig.builder()).registrationServer(server.address()).build());
        assertEquals(1, server.activePeers().size());
        Thread.currentThread().interrupt();
        leaver.close();
        assertTrue(Thread.interrupted());
        assertEquals(List.of(), server.activePeers());
    }

    @Test
    void whatThereIsNoRoomForIsNotSaidToBeMissing() throws Exception {
        PeerNode holder = peer();
        for (int i = 1; i <= 5; i++) {
            holder.share(i, "Document " + i, Files.writeString(folder.resolve(i + ".txt"), "x"));
        }
        PeerNode asker = keep(P2PDI.startPeer(in(PeerConfig.builder())
                .registrationServer(server.address())
                .index(IndexLimits.DEFAULT.withRecords(2, 2))
                .build()));
        asker.refresh();
        List<String> said = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            if (asker.index().find(i).isEmpty()) {
                int number = i;
                DocumentNotFoundException e = assertThrows(
                        DocumentNotFoundException.class,
                        () -> asker.download(number).await());
                said.add(e.attempts().get(0).outcome());
            }
        }
        assertEquals(3, said.size());
        assertTrue(said.stream().allMatch(each -> each.contains("more records than are taken")), said.toString());
    }

    @Test
    void withoutARegistrationServerAPeerIsAskedDirectly() throws Exception {
        PeerNode alone = keep(P2PDI.startPeer(in(PeerConfig.builder()).build()));
        alone.share(1, "One", Files.writeString(folder.resolve("one.txt"), "1"));
        assertTrue(alone.registration().isEmpty());
        assertThrows(IllegalStateException.class, alone::activePeers);
        PeerNode asker = peer();
        assertEquals(1, asker.query(alone.address()).size());
        assertFalse(asker.index().search("ONE").isEmpty());
    }
}
