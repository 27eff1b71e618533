package io.github.p2pdi.benchmarks.load;

import java.util.List;

/** The middle of some numbers. */
public final class Median {
    private Median() {}

    /** {@return the middle one, or the mean of the two in the middle} */
    public static double of(List<Double> numbers) {
        if (numbers.isEmpty()) {
            throw new IllegalArgumentException("there is no middle of nothing");
        }
        List<Double> sorted = numbers.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
