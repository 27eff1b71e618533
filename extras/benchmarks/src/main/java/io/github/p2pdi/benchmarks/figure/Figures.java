package io.github.p2pdi.benchmarks.figure;

import io.github.p2pdi.benchmarks.figure.ServedDocument.Document;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** All figures there are. */
public final class Figures {
    private Figures() {}

    /** {@return the figures, in the order in which they are measured} */
    public static List<Figure> all() {
        return List.of(
                new Keepalive(16),
                new Keepalive(64),
                new NewRegistrations(),
                new ManyPeers(100_000),
                new ManyPeers(1_000_000),
                new ListOfThousand(),
                new IdleConnections(),
                new PeerHeap(),
                new Restart(),
                new ServedDocument(new Document("served-1GiB", 1L << 30, 1, true, 0.9, true)),
                new ServedDocument(new Document("served-10KB-kept", 10_000, 16, true, 0.9, false)),
                new ServedDocument(new Document("served-10KB-new", 10_000, 16, false, 0.6, false)),
                new FetchedDocument("fetched-1GiB-disk", Optional.empty()),
                new FetchedDocument("fetched-1GiB-memory", Optional.of(Path.of("/dev/shm"))));
    }
}
