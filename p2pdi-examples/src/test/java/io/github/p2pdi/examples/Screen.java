package io.github.p2pdi.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a terminal shows, of unlimited height, that knows no more than it is sent here. */
final class Screen extends Writer {
    private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[([0-9]*)([A-Z])");

    private final int columns;
    private final List<StringBuilder> rows = new ArrayList<>(List.of(new StringBuilder()));
    private final List<String> ever = new ArrayList<>();
    private int row;
    private int column;

    Screen(int columns) {
        this.columns = columns;
    }

    @Override
    public synchronized void write(char[] text, int from, int count) {
        String all = new String(text, from, count);
        Matcher sequence = SEQUENCE.matcher(all);
        int at = 0;
        while (at < all.length()) {
            if (sequence.find(at) && sequence.start() == at) {
                obey(sequence.group(2), sequence.group(1));
                at = sequence.end();
            } else {
                show(all.charAt(at));
                at++;
            }
        }
    }

    private void obey(String command, String number) {
        switch (command) {
            case "A" -> row = Math.max(0, row - Integer.parseInt(number));
            case "K" -> clearRestOfLine();
            case "J" -> {
                clearRestOfLine();
                rows.subList(row + 1, rows.size()).clear();
            }
            default -> throw new IllegalArgumentException(command);
        }
    }

    private void clearRestOfLine() {
        rows.get(row).setLength(Math.min(column, rows.get(row).length()));
    }

    private void show(char letter) {
        if (letter == '\r') {
            column = 0;
        } else if (letter == '\n') {
            nextRow();
        } else {
            if (column == columns) {
                nextRow();
            }
            StringBuilder line = rows.get(row);
            if (column < line.length()) {
                line.setCharAt(column, letter);
            } else {
                line.append(letter);
            }
            column++;
        }
    }

    private void nextRow() {
        column = 0;
        row++;
        if (row == rows.size()) {
            rows.add(new StringBuilder());
        }
    }

    /** Returns once there has been such a line, at the latest flush. */
    synchronized void await(String pattern) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (ever.stream().noneMatch(line -> line.matches(pattern))) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            assertTrue(left > 0, () -> pattern + " in " + ever);
            wait(left);
        }
    }

    /** What is seen, without empty rows at the end. */
    synchronized List<String> seen() {
        List<String> seen =
                new ArrayList<>(rows.stream().map(StringBuilder::toString).toList());
        while (!seen.isEmpty() && seen.get(seen.size() - 1).isEmpty()) {
            seen.remove(seen.size() - 1);
        }
        return seen;
    }

    @Override
    public synchronized void flush() {
        ever.addAll(seen());
        notifyAll();
    }

    @Override
    public void close() {}
}
