package io.github.p2pdi.examples;

import java.io.Writer;
import java.util.function.Consumer;

/** Hands on whole lines, once they are flushed. */
final class LineWriter extends Writer {
    private final StringBuilder unfinished = new StringBuilder();
    private final Consumer<String> lines;

    LineWriter(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public void write(char[] text, int from, int count) {
        unfinished.append(text, from, count);
    }

    @Override
    public void flush() {
        int end = unfinished.lastIndexOf("\n") + 1;
        unfinished.substring(0, end).lines().forEach(lines);
        unfinished.delete(0, end);
    }

    @Override
    public void close() {
        flush();
    }
}
