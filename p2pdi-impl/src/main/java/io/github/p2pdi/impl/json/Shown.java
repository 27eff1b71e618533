package io.github.p2pdi.impl.json;

import java.util.regex.Pattern;

/** Values from the wire as they may stand in a message for people: short, and without what could upset a log line or a terminal. */
final class Shown {
    private static final int LONGEST = 60;
    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{C}");

    private Shown() {}

    static String text(String value) {
        String cut = value.length() > LONGEST ? value.substring(0, LONGEST) + "…" : value;
        return printable(cut);
    }

    static String printable(String value) {
        return UNPRINTABLE.matcher(value).replaceAll("?");
    }
}
