package io.github.p2pdi.registry.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/**
 * How often a store has been saved, in a file of its own: a store whose newest part is damaged opens at an older one, and only from outside can be seen that it did.
 * It is written after each save and not forced to the disk. So it is never ahead of what is safe, and behind it only when the machine itself has stopped.
 * One thread at a time.
 */
final class SavedCount implements AutoCloseable {
    private static final int BYTES = 2 * Long.BYTES;

    private final FileChannel file;

    SavedCount(FileChannel file) {
        this.file = file;
    }

    /** What was written last; 0 if that is not known. */
    long read() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        while (bytes.hasRemaining() && file.read(bytes, bytes.position()) >= 0) {
            // Until it is full, or the file is at its end.
        }
        long count = bytes.getLong(0);
        return !bytes.hasRemaining() && bytes.getLong(Long.BYTES) == checksum(count) ? count : 0;
    }

    void write(long count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES)
                .putLong(count)
                .putLong(checksum(count))
                .flip();
        while (bytes.hasRemaining()) {
            file.write(bytes, bytes.position());
        }
    }

    private static long checksum(long count) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(count).flip());
        return crc.getValue();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
