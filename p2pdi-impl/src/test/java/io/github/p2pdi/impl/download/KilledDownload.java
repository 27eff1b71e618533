package io.github.p2pdi.impl.download;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import java.nio.file.Path;

/** A program that downloads document 7 into a folder from holders, and is killed while it does. */
final class KilledDownload {
    private KilledDownload() {}

    public static void main(String[] args) throws Exception {
        PeerConfig config = PeerConfig.builder().downloads(Path.of(args[0])).build();
        try (PeerNode peer = P2PDI.startPeer(config)) {
            for (int i = 1; i < args.length; i++) {
                peer.query(PeerAddress.parse(args[i]));
            }
            System.out.println("begun");
            peer.download(7).await();
        }
    }
}
