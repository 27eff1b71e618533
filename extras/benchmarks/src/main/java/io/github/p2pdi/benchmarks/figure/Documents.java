package io.github.p2pdi.benchmarks.figure;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/** Makes documents to be served. */
final class Documents {
    private static final int BLOCK = 1 << 20;

    private Documents() {}

    /** Writes a document of that size, the same bytes each time. */
    static void write(Path file, long sizeBytes) throws IOException {
        byte[] block = new byte[BLOCK];
        new Random(sizeBytes).nextBytes(block);
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long left = sizeBytes; left > 0; ) {
                left -= out.write(ByteBuffer.wrap(block, 0, (int) Math.min(left, BLOCK)));
            }
        }
    }
}
