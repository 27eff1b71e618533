package io.github.p2pdi.benchmarks.figure;

import java.util.Locale;

/**
 * What a value must be.
 *
 * @param bound the least or the most
 * @param atLeast whether it is the least
 * @param unit what it is counted in
 */
record Target(double bound, boolean atLeast, String unit) {
    static Target atLeast(double bound) {
        return new Target(bound, true, "x");
    }

    static Target atMost(double bound) {
        return new Target(bound, false, "x");
    }

    static Target atMost(double bound, String unit) {
        return new Target(bound, false, unit);
    }

    boolean isMet(double value) {
        return atLeast ? value >= bound : value <= bound;
    }

    @Override
    public String toString() {
        return (atLeast ? ">= " : "<= ") + shown(bound);
    }

    String shown(double value) {
        String number = String.format(Locale.ROOT, value < 100 ? "%.2f" : "%.0f", value);
        return number + unit;
    }
}
