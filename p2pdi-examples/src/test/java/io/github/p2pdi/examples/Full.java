package io.github.p2pdi.examples;

import java.io.IOException;
import java.io.Writer;

/** Takes a few flushes, and then no more. */
final class Full extends Writer {
    private int left;

    Full(int flushes) {
        left = flushes;
    }

    @Override
    public void write(char[] text, int from, int count) throws IOException {
        if (left == 0) {
            throw new IOException("No space left on device");
        }
    }

    @Override
    public void flush() {
        left = Math.max(0, left - 1);
    }

    @Override
    public void close() {}
}
