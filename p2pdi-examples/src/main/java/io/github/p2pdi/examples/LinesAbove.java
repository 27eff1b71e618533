package io.github.p2pdi.examples;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/** Keeps what is written until a line is whole, and prints it above a footer: for what is logged, which knows nothing of one. Safe for concurrent use. */
final class LinesAbove extends OutputStream {
    private final Footer footer;
    private final PrintStream out;
    private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();

    LinesAbove(Footer footer, PrintStream out) {
        this.footer = footer;
        this.out = out;
    }

    @Override
    public synchronized void write(int letter) {
        unfinished.write(letter);
        if (letter == '\n') {
            footer.above(() -> {
                out.writeBytes(unfinished.toByteArray());
                out.flush();
            });
            unfinished.reset();
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int count) {
        for (int i = from; i < from + count; i++) {
            write(bytes[i]);
        }
    }
}
