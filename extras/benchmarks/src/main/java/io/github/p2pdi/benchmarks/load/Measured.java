package io.github.p2pdi.benchmarks.load;

import java.util.Locale;

/**
 * What a run has shown.
 *
 * @param replies how many came
 * @param errors how many said no, or did not come
 * @param bytes how many bytes came
 * @param nanos how long it took
 * @param p50Nanos what half of the replies took at most
 * @param p99Nanos what 99 % took at most
 * @param p999Nanos what 99.9 % took at most
 * @param serverCpuNanos the processor time of the server, 0 if it is not known
 * @param ownCpuNanos the processor time of the generator's thread
 */
public record Measured(
        long replies,
        long errors,
        long bytes,
        long nanos,
        long p50Nanos,
        long p99Nanos,
        long p999Nanos,
        long serverCpuNanos,
        long ownCpuNanos) {

    /** {@return replies a second} */
    public double rate() {
        return replies * 1e9 / nanos;
    }

    /** {@return bytes a second} */
    public double byteRate() {
        return bytes * 1e9 / nanos;
    }

    /** {@return the server's processor time for a request, in microseconds} */
    public double serverMicros() {
        return serverCpuNanos / 1e3 / Math.max(1, replies);
    }

    /** {@return the generator's processor time for a request, in microseconds} */
    public double ownMicros() {
        return ownCpuNanos / 1e3 / Math.max(1, replies);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.0f/s, p50 %.1f us, p99 %.1f us, p99.9 %.1f us, %d errors, server %.2f us and generator %.2f us of cpu a request",
                rate(),
                p50Nanos / 1e3,
                p99Nanos / 1e3,
                p999Nanos / 1e3,
                errors,
                serverMicros(),
                ownMicros());
    }
}
