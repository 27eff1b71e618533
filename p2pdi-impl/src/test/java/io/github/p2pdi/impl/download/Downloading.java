package io.github.p2pdi.impl.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.DownloadOptions;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerListener;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.transport.TransportLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A peer that downloads document 7 from holders that do as the test says. */
abstract class Downloading {
    static final int CHUNK = 128 << 10;

    @TempDir
    Path folder;

    final List<HolderDouble> holders = new ArrayList<>();
    /** Whom the listener has been told of; it is told a moment after the fact. */
    final BlockingQueue<PeerAddress> liars = new LinkedBlockingQueue<>();

    PeerNode peer;

    @BeforeEach
    void start() throws Exception {
        peer = peer(Duration.ofSeconds(2));
    }

    PeerNode peer(Duration stall) throws Exception {
        return P2PDI.startPeer(config(stall).build());
    }

    PeerConfig.Builder config(Duration stall) {
        TransportLimits impatient =
                TransportLimits.DEFAULT.toBuilder().readStall(stall).build();
        PeerListener listener = new PeerListener() {
            @Override
            public void holderDropped(long number, PeerAddress holder, String why) {
                liars.add(holder);
            }
        };
        return PeerConfig.builder().downloads(folder).limits(impatient).listener(listener);
    }

    @AfterEach
    void close() throws Exception {
        peer.close();
        for (HolderDouble holder : holders) {
            holder.close();
        }
    }

    /** So many bytes, the same each time. */
    static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    HolderDouble holder(byte[] document) throws IOException {
        HolderDouble holder = new HolderDouble(7, document);
        holders.add(holder);
        return holder;
    }

    /** Asks all holders for their index, and downloads. */
    Path fetch() throws Exception {
        return fetch(DownloadOptions.defaults());
    }

    Path fetch(DownloadOptions options) throws Exception {
        learn();
        return peer.download(7, options).await(Duration.ofSeconds(50));
    }

    void learn() throws Exception {
        for (HolderDouble holder : holders) {
            peer.query(holder.address());
        }
    }

    void assertHad(byte[] document, Path file) throws IOException {
        assertArrayEquals(document, Files.readAllBytes(file));
        assertEquals(List.of(file.getFileName().toString()), files());
    }

    List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    long served() {
        return holders.stream().mapToLong(holder -> holder.served.get()).sum();
    }
}
