package io.github.p2pdi.impl.download;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program that downloads document 7 into a folder from holders, and is killed while it does. */
final class KilledDownload {
    private KilledDownload() {}

    /** Starts it; returns once it has begun. Its output is to be read no further. */
    static Process start(Path folder, List<HolderDouble> holders) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledDownload.class.getName(),
                folder.toString()));
        holders.forEach(holder -> command.add(holder.address().toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); !"begun".equals(line); line = out.readLine()) {
            if (line == null) {
                throw new IOException("it should have begun");
            }
        }
        return process;
    }

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
