package io.github.p2pdi.impl.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The first bytes of a file as blocks of lines: UTF-8 where a line is that, else Latin-1; without escape sequences, overstrikes and control
 * characters, tabs expanded. Thousands of heads are read when a folder is opened, most of them by code that has just been loaded. So a block is
 * made when it is asked for, and what is plain, as nearly all is, takes a short way.
 */
final class TextHead {
    private static final Pattern ESCAPE = Pattern.compile("\u001b(?:\\[[0-9;?]*[ -/]*[@-~]|.)?");
    private static final Pattern OVERSTRIKE = Pattern.compile(".\b");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cn}\\p{Zl}\\p{Zp}]");
    private static final int LONGEST_LINE = 400;
    private static final int TAB = 8;

    private final byte[] bytes;
    private final List<TextBlock> blocks = new ArrayList<>();
    private int next;
    private int end;

    /** Takes over the bytes of a buffer that has an array. They may end anywhere. */
    TextHead(ByteBuffer head) {
        bytes = head.array();
        next = head.arrayOffset() + head.position();
        end = next + head.remaining();
    }

    boolean has(int block) {
        while (blocks.size() <= block && next < end) {
            readBlock();
        }
        return block < blocks.size();
    }

    TextBlock get(int block) {
        return blocks.get(block);
    }

    private void readBlock() {
        List<TextLine> lines = new ArrayList<>();
        while (next < end) {
            String line = readLine();
            if (!line.isEmpty()) {
                lines.add(new TextLine(line));
            } else if (!lines.isEmpty()) {
                break;
            }
        }
        if (!lines.isEmpty()) {
            blocks.add(new TextBlock(lines));
        }
    }

    private String readLine() {
        int start = next;
        int stop = start;
        boolean plain = true;
        while (stop < end && bytes[stop] != '\n' && bytes[stop] != '\r' && bytes[stop] != '\f') {
            plain &= bytes[stop] >= ' ' && bytes[stop] <= '~';
            stop++;
        }
        next = behindBreak(start, stop);
        int length = Math.min(stop - start, LONGEST_LINE);
        return plain
                ? new String(bytes, start, length, StandardCharsets.ISO_8859_1).stripTrailing()
                : readOddLine(start, length);
    }

    /** A line ends with LF, CR LF or CR. A form feed ends it too, and is an empty line besides. */
    private int behindBreak(int start, int stop) {
        if (stop < end && bytes[stop] == '\f' && stop > start) {
            return stop;
        }
        boolean two = stop + 1 < end && bytes[stop] == '\r' && bytes[stop + 1] == '\n';
        return Math.min(end, two ? stop + 2 : stop + 1);
    }

    /** No text has a NUL, but most other files have one early: there it ends. */
    private String readOddLine(int start, int length) {
        String line = new String(bytes, start, length, StandardCharsets.UTF_8);
        if (line.indexOf('\ufffd') >= 0) {
            line = new String(bytes, start, length, StandardCharsets.ISO_8859_1);
        }
        if (line.indexOf('\0') >= 0) {
            end = next;
            return "";
        }
        String unescaped = ESCAPE.matcher(line).replaceAll("");
        String struckOnce = OVERSTRIKE.matcher(unescaped).replaceAll("");
        return UNPRINTABLE.matcher(expanded(struckOnce)).replaceAll("").stripTrailing();
    }

    private static String expanded(String line) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\t') {
                out.append(" ".repeat(TAB - out.length() % TAB));
            } else {
                out.append(Character.isSpaceChar(c) ? ' ' : c);
            }
        }
        return out.toString();
    }
}
