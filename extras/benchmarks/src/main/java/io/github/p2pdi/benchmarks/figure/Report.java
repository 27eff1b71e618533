package io.github.p2pdi.benchmarks.figure;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Prints what was measured as it comes: remarks, and a line for each figure with its value and target. */
public final class Report {
    private final PrintStream out;
    private final List<String> missed = new ArrayList<>();

    /** To this stream. */
    public Report(PrintStream out) {
        this.out = out;
    }

    /** Says something on the way. */
    public void say(String text) {
        out.println("# " + text);
    }

    /** Tells a figure, and gives whether it is as it must be. */
    boolean figure(String name, double value, Target target) {
        boolean met = target.isMet(value);
        out.println("figure: " + name + " " + target.shown(value) + " " + target + (met ? "" : " missed"));
        if (!met) {
            missed.add(name);
        }
        return met;
    }

    /** A figure has nobody to be compared with. */
    void skipped(String name, String why) {
        out.println("skipped: " + name + ": " + why);
    }

    /** {@return the figures that are not as they must be} */
    public List<String> missed() {
        return List.copyOf(missed);
    }
}
