package io.github.p2pdi.impl.json;

import java.util.regex.Pattern;

/** Values from the wire as they may stand in a message for people: short, and without what could upset a log line or a terminal. */
public final class Shown {
    private static final int LONGEST = 60;
    /** Of those that are drawn at random, all but one in ten thousand have as many. */
    private static final int FEWEST_COOKIE_DIGITS = 16;

    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{C}");
    /** As long as cookies are, wherever the bytes between have come damaged. */
    private static final Pattern LONG_NUMBER = Pattern.compile("[0-9]{" + FEWEST_COOKIE_DIGITS + ",}");

    private Shown() {}

    /** The beginning of it. */
    public static String text(String value) {
        return text(value, LONGEST);
    }

    static String text(String value, int longest) {
        String safe = LONG_NUMBER.matcher(value).replaceAll("***");
        return printable(safe.length() > longest ? safe.substring(0, longest) + "…" : safe);
    }

    /** A number, unless it has as many digits as a cookie, wherever there is a point or an exponent among them. */
    static String number(String text) {
        return text.chars().filter(c -> c >= '0' && c <= '9').count() < FEWEST_COOKIE_DIGITS ? text(text) : "***";
    }

    private static String printable(String value) {
        return UNPRINTABLE.matcher(value).replaceAll("?");
    }
}
