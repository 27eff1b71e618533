package io.github.p2pdi.impl.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.Status;
import io.github.p2pdi.wire.Event;
import io.github.p2pdi.wire.Head;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.MessageCodec.Role;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.ResponseHead;
import io.github.p2pdi.wire.WireLimits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Random heads come back as they went, and no mutation of a message upsets the decoder. {@code -Dp2pdi.seed=N} repeats a run. */
class RandomMessagesTest {
    private static final long SEED = Long.getLong("p2pdi.seed", System.nanoTime());
    private static final byte[] SPICE = "\r\n\0 \t:0197-+\u00e4\u00ff".getBytes(StandardCharsets.ISO_8859_1);
    /** Low, so that mutations meet them. */
    private static final WireLimits TIGHT = new WireLimits(400, 60, 120, 5);

    private final Random random = new Random(SEED);
    private final ByteBuffer direct = ByteBuffer.allocateDirect(64 << 10);

    @BeforeEach
    void printSeed() {
        System.out.println("RandomMessagesTest: p2pdi.seed=" + SEED);
    }

    @Test
    void aRandomHeadComesBackAsItWent() {
        PseudoHttpCodec codec = new PseudoHttpCodec();
        for (int i = 0; i < 5_000; i++) {
            Headers headers = Headers.NONE;
            for (int n = random.nextInt(8); n > 0; n--) {
                headers = headers.with("X-" + Integer.toString(random.nextInt(40), 36), text());
            }
            boolean asks = random.nextBoolean();
            Head head = asks
                    ? new Request("m" + random.nextInt(9), "t" + text().replaceAll("[\\s\\p{Z}]", ""), headers)
                    : new ResponseHead(new Status(200 + random.nextInt(800)), headers);
            byte[] body = new byte[random.nextInt(3) * random.nextInt(500)];
            byte[] bytes = Frames.join(codec.head(head, body.length).array(), body);
            List<Object> events = Decoding.whole(asks ? Role.SERVER : Role.CLIENT, bytes);
            Headers expected = body.length == 0
                    ? headers
                    : Headers.of("Content-Length", "" + body.length).with(headers);
            Head read = ((Event.Started) events.get(0)).head();
            assertEquals(expected, read.headers());
            assertEquals(body.length == 0 ? head : withoutLength(read), head);
            assertEquals(Event.END, events.get(events.size() - 1));
        }
    }

    @Test
    void noMutationUpsetsTheDecoderAndNoSplitChangesWhatItSays() {
        List<byte[]> requests = Stream.concat(
                        RecordedExchanges.requests().stream(),
                        MalformedMessages.inFrame().stream().map(Frames::ofLatin1))
                .toList();
        List<byte[]> answers = Stream.concat(
                        RecordedExchanges.answers().stream(),
                        MalformedMessages.answers().stream().map(Frames::ofLatin1))
                .toList();
        for (int i = 0; i < 15_000; i++) {
            Role role = random.nextBoolean() ? Role.SERVER : Role.CLIENT;
            List<byte[]> samples = role == Role.SERVER ? requests : answers;
            byte[] bytes = Frames.join(mutated(any(samples)), mutated(any(samples)), any(samples));
            checkAllWays(role, random.nextInt(4) == 0 ? TIGHT : WireLimits.DEFAULT, bytes);
        }
    }

    private void checkAllWays(Role role, WireLimits limits, byte[] bytes) {
        Decoding whole = new Decoding(role, limits).feed(bytes);
        int[] cuts =
                random.ints(1 + random.nextInt(5), 0, bytes.length + 1).sorted().toArray();
        Decoding cut = new Decoding(role, limits).feed(bytes, cuts, ByteBuffer::wrap);
        Decoding copied = new Decoding(role, limits)
                .feed(bytes, cuts, piece -> direct.clear().put(piece).flip());
        Supplier<String> message = () -> "bytes " + Arrays.toString(bytes) + " cut at " + Arrays.toString(cuts);
        assertEquals(whole.events(), cut.events(), message);
        assertEquals(whole.events(), copied.events(), message);
        assertEquals(
                whole.events(), new Decoding(role, limits).feedByteByByte(bytes).events(), message);
        assertEquals(whole.atBoundary(), cut.atBoundary(), message);
        checkOrder(whole.events(), message);
    }

    /** Started, Body?, End or Malformed, End, over and over; a fault without a boundary is the last that is said. */
    private static void checkOrder(List<Object> events, Supplier<String> message) {
        for (int i = 0; i < events.size(); i++) {
            Object event = events.get(i);
            Object before = i == 0 ? Event.END : events.get(i - 1);
            boolean fits;
            if (event instanceof Event.Started || event instanceof Event.Malformed) {
                fits = before.equals(Event.END);
            } else if (event instanceof Decoding.WholeBody body) {
                boolean last = i == events.size() - 1;
                fits = before instanceof Event.Started started
                        && (last
                                ? body.text().length() <= started.bodySize()
                                : body.text().length() == started.bodySize());
            } else {
                fits = before instanceof Decoding.WholeBody
                        || (before instanceof Event.Started started && started.bodySize() == 0)
                        || (before instanceof Event.Malformed malformed && malformed.boundaryKnown());
            }
            assertTrue(fits, () -> event + " behind " + before + " of " + message.get());
        }
    }

    private byte[] any(List<byte[]> samples) {
        return samples.get(random.nextInt(samples.size()));
    }

    private byte[] mutated(byte[] sample) {
        byte[] bytes = sample.clone();
        for (int n = random.nextInt(4); n > 0; n--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = SPICE[random.nextInt(SPICE.length)];
                case 2 ->
                    bytes = Frames.join(
                            Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at + 1, bytes.length), new byte[] {'x'
                            });
                case 3 ->
                    bytes = Frames.join(
                            Arrays.copyOf(bytes, at), any(List.of(SPICE)), Arrays.copyOfRange(bytes, at, bytes.length));
                default -> bytes = withLength(bytes, Math.max(0, bytes.length - 10 + random.nextInt(9) - 4));
            }
        }
        return bytes;
    }

    private static byte[] withLength(byte[] frame, int length) {
        byte[] changed = frame.length < 10 ? Arrays.copyOf(frame, 10) : frame.clone();
        LengthField.write(changed, length);
        return changed;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(20); n > 0; n--) {
            int kind = random.nextInt(10);
            int c = kind < 7
                    ? 0x21 + random.nextInt(0x5e)
                    : kind == 7
                            ? 0xa1 + random.nextInt(0x700)
                            : kind == 8 ? 0x4e00 + random.nextInt(0x1000) : 0x1f600 + random.nextInt(80);
            text.appendCodePoint(c);
        }
        return text.toString();
    }

    private static Head withoutLength(Head head) {
        List<Headers.Field> fields = head.headers().fields();
        Headers rest = new Headers(fields.subList(1, fields.size()));
        return head instanceof Request request
                ? new Request(request.method(), request.target(), rest)
                : new ResponseHead(((ResponseHead) head).status(), rest);
    }
}
