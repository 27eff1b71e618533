package io.github.p2pdi.impl.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.wire.Event;
import io.github.p2pdi.wire.Head;
import io.github.p2pdi.wire.MessageCodec;
import io.github.p2pdi.wire.MessageCodec.Role;
import io.github.p2pdi.wire.WireLimits;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Feeds a decoder and keeps what it says, with all chunks of a body as one text, so that what was fed in one piece and what was fed in many can be
 * compared. Each call must take bytes or say something.
 */
final class Decoding {
    private final MessageCodec.Decoder decoder;
    private final List<Object> seen = new ArrayList<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    /** A whole body, one byte a character. */
    record WholeBody(String text) {}

    Decoding(Role role) {
        this(role, WireLimits.DEFAULT);
    }

    Decoding(Role role, WireLimits limits) {
        decoder = new PseudoHttpCodec().decoder(role, limits);
    }

    /** What is made of the bytes in one piece. */
    static List<Object> whole(Role role, byte[] bytes) {
        return new Decoding(role).feed(bytes).events();
    }

    Decoding feed(byte[] bytes) {
        return feed(ByteBuffer.wrap(bytes));
    }

    Decoding feed(ByteBuffer in) {
        while (true) {
            int before = in.remaining();
            Event event = decoder.next(in);
            if (event instanceof Event.NeedMore) {
                assertEquals(0, in.remaining(), "more is wanted, and some is left");
                return this;
            }
            if (event instanceof Event.Chunk chunk) {
                assertTrue(before > in.remaining(), "a chunk of nothing");
                assertEquals(before - in.remaining(), chunk.bytes().remaining());
                keep(chunk.bytes());
            } else {
                add(event);
            }
        }
    }

    /** Feeds the bytes in pieces, each in a buffer of its own that the given function makes. */
    Decoding feed(byte[] bytes, int[] cuts, Function<byte[], ByteBuffer> buffers) {
        int from = 0;
        for (int i = 0; i <= cuts.length; i++) {
            int to = i < cuts.length ? cuts[i] : bytes.length;
            byte[] piece = Arrays.copyOfRange(bytes, from, to);
            feed(buffers.apply(piece));
            from = to;
        }
        return this;
    }

    Decoding feedByteByByte(byte[] bytes) {
        for (byte b : bytes) {
            feed(new byte[] {b});
        }
        return this;
    }

    List<Object> events() {
        List<Object> all = new ArrayList<>(seen);
        if (body.size() > 0) {
            all.add(new WholeBody(body.toString(StandardCharsets.ISO_8859_1)));
        }
        return all;
    }

    boolean atBoundary() {
        return decoder.atBoundary();
    }

    /** The heads of a run without faults. */
    List<Head> heads() {
        return events().stream()
                .filter(Event.Started.class::isInstance)
                .map(started -> ((Event.Started) started).head())
                .toList();
    }

    /** The first fault. */
    Event.Malformed malformed() {
        return (Event.Malformed) events().stream()
                .filter(Event.Malformed.class::isInstance)
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing malformed in " + events()));
    }

    private void keep(ByteBuffer chunk) {
        while (chunk.hasRemaining()) {
            body.write(chunk.get());
        }
    }

    private void add(Event event) {
        if (body.size() > 0) {
            seen.add(new WholeBody(body.toString(StandardCharsets.ISO_8859_1)));
            body.reset();
        }
        seen.add(event);
    }
}
