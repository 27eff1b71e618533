package io.github.p2pdi.benchmarks.load;

import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/** One request with a number in it that is another each time, in a fixed number of digits so that nothing else changes. */
public final class NumberedRequest implements Requests {
    private static final byte HOLE = '#';

    private final ByteBuffer bytes;
    private final LongSupplier numbers;
    private final int[] holes;

    /**
     * Makes one.
     *
     * @param template the request; each {@code #} stands for a digit, the last for the lowest
     * @param numbers gives the numbers; the highest digits of one that is too long are left out
     */
    public NumberedRequest(byte[] template, LongSupplier numbers) {
        this.bytes = ByteBuffer.allocateDirect(template.length).put(template);
        this.numbers = numbers;
        this.holes = IntStream.range(0, template.length)
                .filter(i -> template[i] == HOLE)
                .toArray();
    }

    @Override
    public ByteBuffer next() {
        long rest = numbers.getAsLong();
        for (int i = holes.length - 1; i >= 0; i--) {
            bytes.put(holes[i], (byte) ('0' + rest % 10));
            rest /= 10;
        }
        return bytes.rewind();
    }
}
