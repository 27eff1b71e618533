package io.github.p2pdi.impl.store;

import io.github.p2pdi.model.Manifest;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Reads one file after the other and gives their digests. {@link #close()} from any thread closes the file that is being read: that ends the work
 * at once, needs no interrupt, and leaves nothing open. The lock guards both fields; a file is opened under it, but never read.
 */
final class Hasher implements AutoCloseable {
    private static final int STEP = 64 * 1024;
    /** After so many bytes it is seen whether the file is still the one that is meant. */
    private static final long LOOK = 64 << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable FileChannel reading;
    private boolean closed;

    /**
     * The digests of a file, or none if it is no longer what its stamp says, before the reading, after it or meanwhile, or this was closed.
     *
     * @throws IOException if it cannot be read
     */
    Optional<Manifest> digests(StoredFile file) throws IOException {
        try (FileChannel channel = open(file)) {
            Optional<Manifest> manifest = read(channel, file);
            return isAsItWas(file) ? manifest : Optional.empty();
        } catch (ClosedChannelException e) {
            return Optional.empty();
        }
    }

    /** Whether it reads a file at present. */
    boolean isReading() {
        lock.lock();
        try {
            return reading != null && reading.isOpen();
        } finally {
            lock.unlock();
        }
    }

    private static boolean isAsItWas(StoredFile file) throws IOException {
        return FileStamp.of(file.path()).equals(file.stamp());
    }

    private FileChannel open(StoredFile file) throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw new ClosedChannelException();
            }
            reading = FileChannel.open(file.path(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
            return reading;
        } finally {
            lock.unlock();
        }
    }

    /** Reads no more than the size that is expected: a file that grows faster than it is read would never end. */
    private static Optional<Manifest> read(FileChannel channel, StoredFile file) throws IOException {
        long size = file.stamp().size();
        ChunkDigests digests = new ChunkDigests(size);
        ByteBuffer buffer = ByteBuffer.allocate(STEP);
        long looked = size;
        for (long left = size; left > 0; ) {
            if (looked - left >= LOOK) {
                looked = left;
                if (!isAsItWas(file)) {
                    return Optional.empty();
                }
            }
            buffer.clear().limit((int) Math.min(STEP, left));
            int count = channel.read(buffer);
            if (count < 0) {
                throw new EOFException("the file has become shorter while it was hashed");
            }
            left -= count;
            digests.add(buffer.flip());
        }
        return Optional.of(digests.manifest());
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            closed = true;
            if (reading != null) {
                reading.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
