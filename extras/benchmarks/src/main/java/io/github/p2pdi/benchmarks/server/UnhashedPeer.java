package io.github.p2pdi.benchmarks.server;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.node.Document;
import io.github.p2pdi.node.DocumentStore;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.wire.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A peer that knows no digest of what it shares: what fetching costs without verifying. */
final class UnhashedPeer implements DocumentStore {
    private final Path file;
    private final Document document;

    private UnhashedPeer(Path file) {
        this.file = file;
        this.document = new Document(
                1, "A document", file.getFileName().toString(), file.toFile().length(), Optional.empty());
    }

    /** {@code UnhashedPeer FILE}; prints where it listens and runs until it is ended. */
    public static void main(String[] args) throws IOException, InterruptedException {
        PeerConfig config =
                PeerConfig.builder().store(new UnhashedPeer(Path.of(args[0]))).build();
        try (PeerNode peer = P2PDI.startPeer(config)) {
            System.out.println("peer listening on " + peer.address());
            peer.awaitClosed();
        }
    }

    @Override
    public List<Document> documents() {
        return List.of(document);
    }

    @Override
    public Document add(long number, String title, Path added) throws StorageException {
        throw new StorageException(added, "nothing is added here", null);
    }

    @Override
    public Optional<Opened> open(long number) {
        try {
            return Optional.of(new Opened(document, new Bytes(FileChannel.open(file), document.size())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Subscription onChange(Runnable listener) {
        // It never changes.
        return () -> {};
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    private record Bytes(FileChannel channel, long size) implements Content {
        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            return channel.read(into, position);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
