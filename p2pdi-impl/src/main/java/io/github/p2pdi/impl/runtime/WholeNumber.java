package io.github.p2pdi.impl.runtime;

/** Whole numbers as headers have them: ASCII digits and nothing else. */
public final class WholeNumber {
    /** What a text is that is no such number. */
    public static final int NONE = -1;

    private WholeNumber() {}

    /** The number, or {@link #NONE}. A number above the most, however long, counts as the most. */
    public static int parse(String text, int most) {
        return isDigits(text) ? value(text, most) : NONE;
    }

    /** Whether there are digits, one at least. */
    private static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static int value(String digits, int most) {
        long value = 0;
        for (int i = 0; i < digits.length() && value < most; i++) {
            value = value * 10 + digits.charAt(i) - '0';
        }
        return (int) Math.min(value, most);
    }
}
