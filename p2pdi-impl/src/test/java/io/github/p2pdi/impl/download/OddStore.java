package io.github.p2pdi.impl.download;

import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.Manifest;
import io.github.p2pdi.node.Document;
import io.github.p2pdi.node.DocumentStore;
import io.github.p2pdi.wire.Content;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A store of a user's own: it has document 7, which is no file, and does wrong what a test wants it to. */
final class OddStore implements DocumentStore {
    private static final int CHUNK = 128 << 10;

    private final byte[] bytes;
    /** Whether it knows digests of the document, and of its chunks. */
    volatile boolean hashed = true;

    volatile boolean hasManifests = true;
    /** Cannot be read from here on. */
    volatile long brokenFrom = Long.MAX_VALUE;
    /** The byte that is read with a bit flipped. */
    volatile int flipped = -1;
    /** Lists the document, and does not have it any more. */
    volatile boolean vanished;
    /** Is thrown by whatever opens the document. */
    volatile Optional<RuntimeException> fault = Optional.empty();
    /** From so many openings on the document cannot be opened for now. */
    volatile int opensUpTo = Integer.MAX_VALUE;
    /** So often. */
    volatile int failuresToOpen = Integer.MAX_VALUE / 2;
    /** How often it was to be opened. */
    final AtomicInteger openings = new AtomicInteger();
    /** Whoever reads waits for this. */
    volatile CountDownLatch gate = new CountDownLatch(0);
    /** Somebody reads. */
    final CountDownLatch reading = new CountDownLatch(1);
    /** How many have it open. */
    final AtomicInteger open = new AtomicInteger();

    OddStore(byte[] bytes) {
        this.bytes = bytes;
    }

    private Document document() {
        Optional<Digest> sha256 = hashed ? Optional.of(sha256()) : Optional.empty();
        return new Document(7, "Seven", "seven.bin", bytes.length, sha256);
    }

    Digest sha256() {
        return new Digest(HolderDouble.sha256(bytes, 0, bytes.length));
    }

    @Override
    public List<Document> documents() {
        return List.of(document());
    }

    @Override
    public Document add(long number, String title, Path file) {
        throw new UnsupportedOperationException("nothing is added");
    }

    @Override
    public Optional<Opened> open(long number) {
        if (fault.isPresent()) {
            throw fault.get();
        }
        if (vanished || number != 7) {
            return Optional.empty();
        }
        int before = openings.getAndIncrement();
        if (before >= opensUpTo && before - opensUpTo < failuresToOpen) {
            throw new UncheckedIOException(new IOException("no descriptors"));
        }
        open.incrementAndGet();
        return Optional.of(new Opened(document(), new Bytes()));
    }

    @Override
    public Optional<Manifest> manifest(long number) {
        if (!hashed || !hasManifests) {
            return Optional.empty();
        }
        ByteArrayOutputStream digests = new ByteArrayOutputStream();
        for (int from = 0; from < bytes.length; from += CHUNK) {
            String digest = HolderDouble.sha256(bytes, from, Math.min(bytes.length, from + CHUNK));
            digests.writeBytes(HexFormat.of().parseHex(digest));
        }
        return Optional.of(new Manifest(sha256(), bytes.length, CHUNK, digests.toByteArray()));
    }

    @Override
    public boolean hasManifests() {
        return hasManifests;
    }

    @Override
    public Subscription onChange(Runnable listener) {
        return () -> {};
    }

    @Override
    public void close() {}

    private final class Bytes implements Content {
        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            reading.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
            if (position >= brokenFrom) {
                throw new IOException("a store of the test's");
            }
            int count = (int) Math.min(into.remaining(), Math.min(brokenFrom, bytes.length) - position);
            byte[] piece = Arrays.copyOfRange(bytes, (int) position, (int) position + count);
            if (flipped >= position && flipped < position + count) {
                piece[(int) (flipped - position)] ^= 1;
            }
            into.put(piece);
            return count == 0 ? -1 : count;
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }
}
