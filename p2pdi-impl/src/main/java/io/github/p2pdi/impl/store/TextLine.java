package io.github.p2pdi.impl.store;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of a document's head, tabs expanded and nothing behind its last letter. Where it stands on the page says as much as its words do.
 *
 * @param text the line with its leading spaces
 * @param words the line without them
 */
record TextLine(String text, String words) {
    /** RFCs are 72 columns wide. */
    private static final int WIDTH = 72;

    private static final String GAP = "   ";

    TextLine(String text) {
        this(text, text.strip());
    }

    int indent() {
        return text.length() - words.length();
    }

    int end() {
        return text.length();
    }

    /** How many columns the middle of the line is away from the middle of the page. */
    int offCentre() {
        return Math.abs(indent() + end() - WIDTH) / 2;
    }

    boolean isUnderline() {
        return !Character.isLetterOrDigit(words.charAt(0)) && words.chars().allMatch(c -> "-_=~* ".indexOf(c) >= 0);
    }

    /** The parts of the line that gaps of three spaces or more set apart. */
    List<String> columns() {
        if (!words.contains(GAP)) {
            return List.of(words);
        }
        List<String> columns = new ArrayList<>();
        String rest = words;
        for (int gap = rest.indexOf(GAP); gap >= 0; gap = rest.indexOf(GAP)) {
            columns.add(rest.substring(0, gap));
            rest = rest.substring(gap).stripLeading();
        }
        columns.add(rest);
        return columns;
    }
}
