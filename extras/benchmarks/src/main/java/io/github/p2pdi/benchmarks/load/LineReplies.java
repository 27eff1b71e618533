package io.github.p2pdi.benchmarks.load;

import java.nio.ByteBuffer;

/** Replies of one line each, as Redis gives to {@code SET}; one that begins with {@code -} says no. */
public final class LineReplies implements Replies {
    private boolean inLine;
    private boolean refused;

    @Override
    public boolean take(ByteBuffer in) {
        while (in.hasRemaining()) {
            byte next = in.get();
            if (!inLine) {
                inLine = true;
                refused = next == '-';
            }
            if (next == '\n') {
                inLine = false;
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean refused() {
        return refused;
    }

    @Override
    public void reset() {
        inLine = false;
    }
}
