package io.github.p2pdi.examples;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.NodeConfig;
import io.github.p2pdi.node.NodeResources;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The classic course of things, over TCP on this machine: peers A and B register, A finds B and fetches a document, B leaves, and A learns that
 * nobody is there any more. Each step is told before it is done, its messages are printed while it is done, and its outcome is checked after.
 */
final class Scenario {
    private final Console console;
    private final Path shared;
    private final Path downloads;
    private final Wiretap atServer;
    private final Wiretap atA;
    private final Wiretap atB;
    /** What closes all that was started; guards itself and what follows. */
    private final Deque<Runnable> closes = new ArrayDeque<>();

    private boolean closed;
    private int step;

    Scenario(Console console, Path shared, Path downloads) {
        this.console = console;
        this.shared = shared;
        this.downloads = downloads;
        atServer = new Wiretap("RS", console);
        atA = new Wiretap("A", console);
        atB = new Wiretap("B", console);
    }

    /** Plays it once. The nodes share their threads, so that what one sends is printed before what the other does about it. */
    void play() throws IOException, InterruptedException, UnexpectedOutcomeException {
        try (NodeResources threads = P2PDI.nodeResources();
                RegistrationServer server = P2PDI.startRegistrationServer(
                        heard(RegistrationServerConfig.builder().port(0), atServer, threads)
                                .build())) {
            opened(threads::close);
            opened(server::close);
            console.result("The registration server listens on " + server.address() + ".");
            PeerConfig.Builder sharing = peer(server, atB, threads).share(shared);
            PeerConfig.Builder fetching = peer(server, atA, threads).downloads(downloads);
            try (PeerNode b = start("B", sharing)) {
                atB.awaitAnswers("register", 1);
                try (PeerNode a = start("A", fetching)) {
                    atA.awaitAnswers("register", 1);
                    meet(a, b);
                }
            }
        }
        console.result("All steps ended as they should.");
    }

    private static PeerConfig.Builder peer(RegistrationServer server, Wiretap wiretap, NodeResources threads) {
        return heard(PeerConfig.builder(), wiretap, threads)
                .registrationServer(server.address())
                .failFast(true);
    }

    private static <B extends NodeConfig.Builder<B>> B heard(B config, Wiretap wiretap, NodeResources threads) {
        return config.messageListener(wiretap).resources(threads);
    }

    private PeerNode start(String name, PeerConfig.Builder config) throws P2pdiException {
        tell(name + " starts and registers.");
        PeerNode peer = P2PDI.startPeer(config.build());
        opened(peer::close);
        return peer;
    }

    private void opened(Runnable close) {
        synchronized (closes) {
            closes.push(close);
            if (!closed) {
                return;
            }
        }
        close();
    }

    /** Ends it, from whatever thread: closes all that was started, the latest first. */
    void close() {
        List<Runnable> all;
        synchronized (closes) {
            closed = true;
            all = List.copyOf(closes);
        }
        all.forEach(Runnable::run);
    }

    private void meet(PeerNode a, PeerNode b) throws IOException, InterruptedException, UnexpectedOutcomeException {
        askWhoIsThere(a, b.address());
        fetch(a, b, chooseDocument(a, b));
        leave("B", b, atB);
        learnThatNobodyIsThere(a);
        leave("A", a, atA);
    }

    private void askWhoIsThere(PeerNode a, PeerAddress b)
            throws P2pdiException, InterruptedException, UnexpectedOutcomeException {
        tell("A asks the registration server who is active.");
        List<PeerAddress> active = a.activePeers().stream().map(Peer::address).toList();
        atA.awaitAnswers("pquery", 1);
        expect(active.equals(List.of(b)), "the registration server should have named " + b + " alone, not " + active);
    }

    private Rfc chooseDocument(PeerNode a, PeerNode b)
            throws P2pdiException, InterruptedException, UnexpectedOutcomeException {
        tell("A asks B for its index.");
        List<Rfc> records = a.query(b.address());
        atA.awaitAnswers("rfcquery", 1);
        expect(
                !records.isEmpty() && records.size() == b.index().size(),
                "B should have told of all its documents, at least one: it has "
                        + b.index().size() + " in " + shared + ", named rfc<number>.<ext>, and told of "
                        + records.size());
        return records.get(0);
    }

    private void fetch(PeerNode a, PeerNode b, Rfc chosen)
            throws IOException, InterruptedException, UnexpectedOutcomeException {
        tell("A fetches document " + chosen.number() + ", \"" + chosen.title() + "\".");
        Path had = a.download(chosen.number()).await();
        atA.awaitAnswers("getrfc", 2);
        // By the name in B's own index: what travelled is not to be trusted with a path.
        Path original = shared.resolve(b.index().find(chosen.number()).get(0).path());
        expect(Files.mismatch(original, had) < 0, had + " should be the same, byte for byte, as " + original);
        console.result("A has it whole: " + Files.size(had) + " bytes.");
    }

    private void leave(String name, PeerNode peer, Wiretap wiretap)
            throws P2pdiException, InterruptedException, UnexpectedOutcomeException {
        tell(name + " leaves.");
        peer.leave();
        wiretap.awaitAnswers("leave", 1);
    }

    private void learnThatNobodyIsThere(PeerNode a)
            throws P2pdiException, InterruptedException, UnexpectedOutcomeException {
        tell("A asks again who is active.");
        List<Peer> active = a.activePeers();
        atA.awaitAnswers("pquery", 1);
        expect(active.isEmpty(), "the registration server should have named nobody, not " + active);
        console.result("Nobody is.");
    }

    private void tell(String sentence) {
        step++;
        console.result("\n" + step + ". " + sentence);
    }

    private static void expect(boolean expected, String otherwise) throws UnexpectedOutcomeException {
        if (!expected) {
            throw new UnexpectedOutcomeException(otherwise);
        }
    }
}
