package io.github.p2pdi.examples;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.Transports;
import io.github.p2pdi.error.PeerUnreachableException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.FoundDocument;
import io.github.p2pdi.node.NodeConfig;
import io.github.p2pdi.node.NodeResources;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.transport.LinkFault;
import io.github.p2pdi.transport.MemoryNetwork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A registration server and a thousand whole peers in this JVM, without a socket: on a network in memory, with threads that all of them share. Then some of the ways
 * break, and are healed.
 */
public final class WholeNetworkInOneJvm {
    private static final int HOLDERS = 3;

    private final MemoryNetwork network = Transports.memory();
    private final NodeResources threads;
    private final Path folder;
    private final List<PeerNode> peers = new ArrayList<>();
    private final long startedNanos = System.nanoTime();

    private WholeNetworkInOneJvm(NodeResources threads, Path folder) {
        this.threads = threads;
        this.folder = folder;
    }

    /**
     * Runs to its end by itself, in a temporary folder.
     *
     * @param args how many peers, at least 10; without it, 1,000
     * @throws Exception if anything goes wrong
     */
    public static void main(String[] args) throws Exception {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
        try (TemporaryFolder folder = TemporaryFolder.create("p2pdi-whole-network-")) {
            try (NodeResources threads = P2PDI.nodeResources()) {
                new WholeNetworkInOneJvm(threads, folder.path()).run(count);
            }
            System.out.println("all is closed");
        }
    }

    private void run(int count) throws Exception {
        RegistrationServerConfig server =
                here(RegistrationServerConfig.builder()).port(0).build();
        try (RegistrationServer rs = P2PDI.startRegistrationServer(server)) {
            try {
                for (int i = 0; i < count; i++) {
                    peers.add(P2PDI.startPeer(peer(i, count, rs)));
                }
                say(rs.activePeers().size() + " peers are registered");
                lookAround();
                breakWays();
            } finally {
                peers.forEach(PeerNode::close);
            }
            say(rs.activePeers().size() + " peers are registered, as all have left");
        }
    }

    /** Whoever is given the same network meets there. */
    private <B extends NodeConfig.Builder<B>> B here(B node) {
        return node.transport(network).resources(threads);
    }

    /** Each shares a document that nobody had before, and those of the peers before it: so each document is held by three. */
    private PeerConfig peer(int place, int count, RegistrationServer rs) throws Exception {
        Path shared = Files.createDirectories(folder.resolve("shared" + place));
        for (int i = 0; i < HOLDERS; i++) {
            int number = Math.floorMod(place - i, count);
            String text = "The Travels of Peer " + number + "\n\n" + "A long way, and back again.\n".repeat(200);
            Files.writeString(shared.resolve("rfc" + number + ".txt"), text);
        }
        return here(PeerConfig.builder())
                .registrationServer(rs.address())
                .share(shared)
                .downloads(folder.resolve("fetched" + place))
                .refreshInterval(Duration.ZERO) // else a thousand would ask a thousand others, each minute
                .build();
    }

    private void lookAround() throws Exception {
        for (PeerNode curious : peers.subList(0, 5)) {
            curious.refresh();
        }
        PeerNode asker = peers.get(0);
        say("5 of them have asked all others, and each knows " + asker.index().size() + " records");

        FoundDocument found = asker.index().documents("peer 7").get(0);
        Path file = asker.download(found.number()).await();
        say("who searched for 'peer 7' has found and fetched '" + found.title() + "', " + Files.size(file) + " bytes");
    }

    private void breakWays() throws Exception {
        PeerNode asker = peers.get(1);
        List<PeerAddress> holders = peers.subList(5, 5 + HOLDERS).stream()
                .map(PeerNode::boundAddress)
                .toList();

        network.fault(holders.get(0), LinkFault.corrupt(2_000));
        network.fault(holders.get(1), LinkFault.cut(1_000));
        Path file = asker.download(5).await();
        say("with one way that corrupts and one that breaks, the third holder saves " + file.getFileName());

        holders.forEach(holder -> network.fault(holder, LinkFault.refuse()));
        try {
            asker.query(holders.get(0));
        } catch (PeerUnreachableException e) {
            say("with no way at all, " + e.getMessage());
        }

        holders.forEach(network::heal);
        int records = asker.query(holders.get(0)).size();
        say("healed, it tells of " + records + " records");
    }

    private void say(String what) {
        System.gc(); // else what nobody needs any more would be counted
        Runtime jvm = Runtime.getRuntime();
        System.out.printf(
                "%s (%.1f s, %d MiB of heap, %d threads, %,d bytes sent)%n",
                what,
                (System.nanoTime() - startedNanos) / 1e9,
                (jvm.totalMemory() - jvm.freeMemory()) >> 20,
                ourThreads(),
                network.bytesSent());
    }

    private static long ourThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("p2pdi-"))
                .count();
    }
}
