package io.github.p2pdi.impl.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.wire.MessageCodec.Role;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same events come out however the bytes were cut and whatever buffer they came in. */
class SplitInputTest {
    /** One frame. */
    private static final class Sample {
        private final Role role;
        private final byte[] bytes;

        Sample(Role role, byte[] bytes) {
            this.role = role;
            this.bytes = bytes;
        }
    }

    private static final Map<String, Function<byte[], ByteBuffer>> BUFFERS = Map.of(
            "heap",
            ByteBuffer::wrap,
            "heap, in the middle of its array",
            SplitInputTest::inTheMiddle,
            "heap, read only",
            bytes -> ByteBuffer.wrap(bytes).asReadOnlyBuffer(),
            "direct",
            direct());

    static Stream<Named<Sample>> samples() {
        List<Named<Sample>> samples = new ArrayList<>();
        for (byte[] frame : RecordedExchanges.requests()) {
            samples.add(Named.of("recorded request", new Sample(Role.SERVER, frame)));
        }
        for (byte[] frame : RecordedExchanges.answers()) {
            samples.add(Named.of("recorded answer", new Sample(Role.CLIENT, frame)));
        }
        for (String message : MalformedMessages.inFrame()) {
            samples.add(Named.of("malformed " + message, new Sample(Role.SERVER, Frames.ofLatin1(message))));
        }
        for (String message : MalformedMessages.answers()) {
            samples.add(Named.of("malformed " + message, new Sample(Role.CLIENT, Frames.ofLatin1(message))));
        }
        samples.add(Named.of(
                "bad length", new Sample(Role.SERVER, "17 8      register".getBytes(StandardCharsets.US_ASCII))));
        return samples.stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aMessageCutAtAnyByteIsTheSame(Sample sample) {
        byte[] bytes = Frames.join(sample.bytes, sample.bytes);
        List<Object> whole = Decoding.whole(sample.role, bytes);
        for (int cut = 0; cut <= bytes.length; cut++) {
            assertSameInAllBuffers(whole, sample.role, bytes, new int[] {cut});
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aMessageInPiecesOfAnySizeIsTheSame(Sample sample) {
        byte[] bytes = Frames.join(sample.bytes, sample.bytes, sample.bytes);
        List<Object> whole = Decoding.whole(sample.role, bytes);
        for (int size = 1; size < 20; size++) {
            int step = size;
            int[] cuts = IntStream.range(1, (bytes.length + size - 1) / size)
                    .map(i -> i * step)
                    .toArray();
            assertSameInAllBuffers(whole, sample.role, bytes, cuts);
        }
    }

    private static void assertSameInAllBuffers(List<Object> whole, Role role, byte[] bytes, int[] cuts) {
        BUFFERS.forEach((name, buffer) -> assertEquals(
                whole,
                new Decoding(role).feed(bytes, cuts, buffer).events(),
                () -> name + ", cut at " + Arrays.toString(cuts)));
    }

    static Stream<Named<Sample>> goodSamples() {
        return samples().filter(sample -> sample.getName().startsWith("recorded"));
    }

    @ParameterizedTest
    @MethodSource("goodSamples")
    void theBoundaryIsKnownBetweenMessagesOnly(Sample sample) {
        Decoding decoding = new Decoding(sample.role);
        assertTrue(decoding.atBoundary());
        for (int i = 0; i < sample.bytes.length; i++) {
            decoding.feed(new byte[] {sample.bytes[i]});
            boolean last = i == sample.bytes.length - 1;
            if (last) {
                assertTrue(decoding.atBoundary());
            } else {
                assertFalse(decoding.atBoundary(), "after byte " + i);
            }
        }
    }

    /** Each piece is used up before the next one is asked for. */
    private static Function<byte[], ByteBuffer> direct() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(64 << 10);
        return bytes -> buffer.clear().put(bytes).flip();
    }

    private static ByteBuffer inTheMiddle(byte[] bytes) {
        byte[] array = Frames.join("\r\n\r\n7".getBytes(StandardCharsets.US_ASCII), bytes, new byte[] {'\r', '\n'});
        ByteBuffer slice = ByteBuffer.wrap(array, 3, bytes.length + 4).slice();
        return slice.position(2).limit(2 + bytes.length);
    }
}
