package io.github.p2pdi.impl.figure;

import java.util.Random;

/** The seed of a test that draws lots: another in every run, unless {@code -Dp2pdi.seed} gives that of a run to see again. Short, so that none looks like a cookie. */
public final class Seed {
    private Seed() {}

    /** Draws the seed and prints it. */
    public static long draw(String name) {
        long seed = Long.getLong("p2pdi.seed", new Random().nextInt(1_000_000_000));
        System.out.println("seed of " + name + ": -Dp2pdi.seed=" + seed);
        return seed;
    }
}
