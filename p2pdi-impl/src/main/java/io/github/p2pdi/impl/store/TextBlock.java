package io.github.p2pdi.impl.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Lines that follow each other without a blank one between them. Plain loops, as one of these is made for each paragraph that is looked at when a
 * folder is opened.
 *
 * @param lines one line or more
 */
record TextBlock(List<TextLine> lines) {
    boolean isOneLine() {
        return lines.size() == 1;
    }

    TextLine first() {
        return lines.get(0);
    }

    int indent() {
        int indent = first().indent();
        for (TextLine line : lines) {
            indent = Math.min(indent, line.indent());
        }
        return indent;
    }

    boolean isFlush() {
        return all(line -> line.indent() == first().indent());
    }

    boolean all(Predicate<TextLine> claim) {
        for (TextLine line : lines) {
            if (!claim.test(line)) {
                return false;
            }
        }
        return true;
    }

    /** The lines that are wanted; there may be none. */
    List<TextLine> without(Predicate<TextLine> unwanted) {
        List<TextLine> wanted = new ArrayList<>(lines);
        wanted.removeIf(unwanted);
        return wanted;
    }

    /** The words of all lines as one text. */
    String text() {
        StringBuilder text = new StringBuilder(first().words());
        for (TextLine line : lines.subList(1, lines.size())) {
            text.append(' ').append(line.words());
        }
        return text.indexOf("  ") < 0 ? text.toString() : text.toString().replaceAll(" {2,}", " ");
    }
}
