package io.github.p2pdi.examples;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerListener;
import io.github.p2pdi.node.PeerNode;
import java.nio.file.Path;

/** How a program of your own runs a peer that shares a folder, and is told what happens to it. */
public final class PeerMain {
    private PeerMain() {}

    /**
     * Serves until the JVM is told to end, and leaves then.
     *
     * @param args the registration server's address, and the folder to share
     * @throws Exception if the peer cannot start, for instance because there is no such folder
     */
    public static void main(String[] args) throws Exception {
        if (args.length != 2) {
            System.err.println("usage: PeerMain HOST:PORT FOLDER");
            System.exit(2);
        }
        PeerConfig config = PeerConfig.builder()
                .registrationServer(PeerAddress.parse(args[0]))
                .share(Path.of(args[1]))
                .listener(new Printing())
                .build();

        try (PeerNode peer = P2PDI.startPeer(config)) {
            Runtime.getRuntime().addShutdownHook(new Thread(peer::close));
            System.out.println("sharing " + peer.index().size() + " documents at " + peer.address());

            // The library's threads are daemons: something has to wait, or the program would end here.
            peer.awaitClosed();
        }
    }

    /** Without failFast, the peer starts even if no registration server is there, and joins when one appears. */
    private static final class Printing implements PeerListener {
        @Override
        public void registered(PeerAddress server, Peer self) {
            System.out.println(
                    "registered with " + server + " for " + self.ttl().toSeconds() + " s");
        }

        @Override
        public void registrationLost(PeerAddress server, P2pdiException cause) {
            System.out.println("not registered with " + server + ", trying on: " + cause.getMessage());
        }
    }
}
