package io.github.p2pdi.impl.figure;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;

/**
 * A figure that is asked of the library, with the target that it must meet. {@link #show} prints it, in the one form that {@code .ci/figures} collects,
 * before it fails where the target is missed: {@code figure: <name> <value> <target>}, on a line of its own. The value has no spaces; the target is
 * two words, {@code of}, {@code =}, {@code <=} or {@code >=} and a bound.
 */
public final class Figure {
    private final String name;
    private final String value;
    private final String target;
    private final boolean met;

    private Figure(String name, String value, String target, boolean met) {
        this.name = name;
        this.value = value;
        this.target = target;
        this.met = met;
    }

    /** So many of so many: all must be. */
    public static Figure all(String name, long done, long all) {
        return new Figure(name, Long.toString(done), "of " + all, done == all);
    }

    /** A count of what must not happen. */
    public static Figure none(String name, long count) {
        return new Figure(name, Long.toString(count), "= 0", count == 0);
    }

    /** A quantity that must not be more than that; the unit may be empty. */
    public static Figure atMost(String name, double value, double most, String unit) {
        return new Figure(name, text(value) + unit, "<= " + text(most) + unit, value <= most);
    }

    /** A quantity that must not be less than that; the unit may be empty. */
    public static Figure atLeast(String name, double value, double least, String unit) {
        return new Figure(name, text(value) + unit, ">= " + text(least) + unit, value >= least);
    }

    /** Prints the line; fails if the target is missed. */
    public void show() {
        System.out.println(this);
        check();
    }

    /** Fails if the target is missed. */
    public void check() {
        assertTrue(met, toString());
    }

    private static String text(double value) {
        String text = String.format(Locale.ROOT, "%.3f", value);
        return text.replaceFirst("\\.?0+$", "");
    }

    @Override
    public String toString() {
        return "figure: " + name + " " + value + " " + target;
    }
}
