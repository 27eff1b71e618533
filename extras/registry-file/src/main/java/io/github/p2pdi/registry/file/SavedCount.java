package io.github.p2pdi.registry.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/**
 * How often a store has been saved, in a file of its own: a store whose newest part is damaged opens at an older one, and only from outside can be seen that it did.
 * It is on the disk before the first save, so that it is never missing; then it is written after each and not forced. So it is never ahead of what is safe, and behind
 * it only when the machine itself has stopped. Two copies are written one after the other, in different blocks: one is always whole. One thread at a time.
 */
final class SavedCount implements AutoCloseable {
    private static final int BYTES = 2 * Long.BYTES;
    private static final int BLOCK = 4096;

    private final FileChannel file;

    SavedCount(FileChannel file) {
        this.file = file;
    }

    /** What was written last; nothing if that is not known. */
    OptionalLong read() throws IOException {
        OptionalLong first = read(0);
        OptionalLong second = read(BLOCK);
        if (first.isEmpty() || second.isEmpty()) {
            return first.isEmpty() ? second : first;
        }
        return OptionalLong.of(Math.max(first.getAsLong(), second.getAsLong()));
    }

    private OptionalLong read(long at) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, at + bytes.position()) < 0) {
                return OptionalLong.empty();
            }
        }
        long count = bytes.getLong(0);
        return bytes.getLong(Long.BYTES) == checksum(count) ? OptionalLong.of(count) : OptionalLong.empty();
    }

    /** Begins with no saves, and has that on the disk. */
    void begin() throws IOException {
        write(0);
        file.force(true);
    }

    void write(long count) throws IOException {
        write(count, 0);
        write(count, BLOCK);
    }

    private void write(long count, long at) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES)
                .putLong(count)
                .putLong(checksum(count))
                .flip();
        while (bytes.hasRemaining()) {
            file.write(bytes, at + bytes.position());
        }
    }

    /** Never that of zeros, which a file is full of that was made and not written. */
    private static long checksum(long count) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(count).flip());
        return crc.getValue() | 1L << Integer.SIZE;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
