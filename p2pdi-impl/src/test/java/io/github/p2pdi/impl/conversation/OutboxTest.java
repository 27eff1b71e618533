package io.github.p2pdi.impl.conversation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.Status;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Content;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Response;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final int ROOM = 256 << 10;

    private static ByteBuffer head(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Response document(CountingContent content) {
        return Response.of(Status.OK, Headers.NONE, new Body.Slice(content, 0, content.size()));
    }

    private static Outbox outbox(boolean plain, CountingContent... contents) {
        Outbox outbox = new Outbox(() -> {});
        List<ByteBuffer> heads = new ArrayList<>();
        List<Response> frames = new ArrayList<>();
        for (CountingContent content : contents) {
            heads.add(head("1234567890head of a frame\r\n"));
            frames.add(document(content));
        }
        outbox.start(heads, frames, plain);
        return outbox;
    }

    /** The sizes of the writes, if each is taken as far as {@code taken} says. */
    private static List<Integer> writes(Outbox outbox, ByteArrayOutputStream into, Taken taken) throws IOException {
        List<Integer> sizes = new ArrayList<>();
        ByteBuffer out = ByteBuffer.allocate(ROOM);
        while (!outbox.isEmpty()) {
            outbox.fill(out.clear());
            int count = taken.of(out.position());
            into.write(out.array(), 0, count);
            outbox.advance(count);
            sizes.add(count);
        }
        return sizes;
    }

    private interface Taken {
        int of(int offered);
    }

    private static byte[] expected(long size) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes("1234567890head of a frame\r\n".getBytes(StandardCharsets.ISO_8859_1));
        for (long i = 0; i < size; i++) {
            all.write((byte) i);
        }
        return all.toByteArray();
    }

    @Test
    void aFrameOfUpTo124KiBIsOneWriteToAPlainReader() throws IOException {
        int size = (124 << 10) - 27;
        List<Integer> sizes = writes(outbox(true, new CountingContent(size)), new ByteArrayOutputStream(), n -> n);
        assertEquals(List.of(124 << 10), sizes);
    }

    @Test
    void oneByteMoreIsCutBehindAFullUnit() throws IOException {
        int size = (124 << 10) - 26;
        List<Integer> sizes = writes(outbox(true, new CountingContent(size)), new ByteArrayOutputStream(), n -> n);
        assertEquals(10 + 31 * 1024, sizes.get(0));
    }

    @Test
    void aBufferOfTheLeastWriteCutsNothingThatMustBeWhole() throws IOException {
        Outbox outbox = outbox(true, new CountingContent(1000), new CountingContent(1_000_000));
        assertEquals(1027, outbox.leastWrite());
        outbox.advance(1027);
        assertEquals(10 + 31 * 1024, outbox.leastWrite());
        outbox.advance(10 + 31 * 1024);
        assertEquals(0, outbox.leastWrite());
        assertEquals(0, outbox(false, new CountingContent(1000)).leastWrite());
    }

    @Test
    void aLargerFrameIsCutAtMultiplesOf1024BehindTheLengthFieldForAPlainReader() throws IOException {
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        List<Integer> sizes = writes(outbox(true, new CountingContent(1_000_000)), got, n -> n);
        assertArrayEquals(expected(1_000_000), got.toByteArray());
        assertEquals(10 + 31 * 1024, sizes.get(0));
        for (int size : sizes.subList(1, sizes.size() - 1)) {
            assertEquals(32 << 10, size);
        }
        assertTrue(sizes.get(sizes.size() - 1) <= 32 << 10);
    }

    @Test
    void afterAWriteThatWasTakenInPartTheNextOneIsAlignedAgain() throws IOException {
        Outbox outbox = outbox(true, new CountingContent(1_000_000));
        outbox.advance(5);
        ByteBuffer out = ByteBuffer.allocate(ROOM);
        outbox.fill(out);
        assertEquals(5 + 31 * 1024, out.position());
        outbox.advance(5 + 700);
        outbox.fill(out.clear());
        assertEquals(0, (700 + out.position()) % 1024);
    }

    @Test
    void toAcceptAskersSmallFramesLeaveTogether() throws IOException {
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        List<Integer> sizes = writes(outbox(false, new CountingContent(5), new CountingContent(7)), got, n -> n);
        assertEquals(List.of(27 + 5 + 27 + 7), sizes);
    }

    @Test
    void toPlainReadersEachFrameIsAWriteOfItsOwn() throws IOException {
        List<Integer> sizes = writes(
                outbox(true, new CountingContent(5), new CountingContent(7)), new ByteArrayOutputStream(), n -> n);
        assertEquals(List.of(32, 34), sizes);
    }

    @Test
    void whateverTheNetworkTakesTheBytesAreTheSame() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (boolean plain : new boolean[] {true, false}) {
            ByteArrayOutputStream got = new ByteArrayOutputStream();
            writes(outbox(plain, new CountingContent(300_000)), got, n -> 1 + random.nextInt(n));
            assertArrayEquals(expected(300_000), got.toByteArray(), "seed " + seed + ", plain " + plain);
        }
    }

    @Test
    void aBodyOfManyBuffersIsSentWhole() throws IOException {
        Outbox outbox = new Outbox(() -> {});
        Body body = new Body.Bytes(List.of(head("ab"), head(""), head("cde")));
        outbox.start(List.of(head("h")), List.of(Response.of(Status.OK, Headers.NONE, body)), false);
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        writes(outbox, got, n -> 1);
        assertEquals("habcde", got.toString(StandardCharsets.ISO_8859_1));
    }

    /** In pieces of a prime number of bytes, a body of two buffers and its head are those that are copied. */
    @Test
    void whatLiesInOnePieceIsNotCopiedAndTheRestIs() throws IOException {
        byte[] bytes = new byte[20_000];
        new Random(7).nextBytes(bytes);
        ByteBuffer first = ByteBuffer.wrap(bytes, 0, 9_001).slice();
        Body body = new Body.Bytes(List.of(first, ByteBuffer.wrap(bytes, 9_001, bytes.length - 9_001)));
        Outbox outbox = new Outbox(() -> {});
        outbox.start(List.of(head("h")), List.of(Response.of(Status.OK, Headers.NONE, body)), false);
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        int copied = 0;
        while (!outbox.isEmpty()) {
            ByteBuffer out = outbox.inPlace(1_009).orElse(null);
            if (out == null) {
                out = ByteBuffer.allocate(1_009);
                outbox.fill(out);
                out.flip();
                copied++;
            }
            byte[] some = new byte[out.remaining()];
            out.get(some);
            got.writeBytes(some);
            outbox.advance(some.length);
        }
        assertEquals(3, copied);
        assertArrayEquals(bytes, Arrays.copyOfRange(got.toByteArray(), 1, 20_001));
    }

    @Test
    void plainReadersAreGivenNothingInPlace() {
        Outbox outbox = new Outbox(() -> {});
        Body body = Body.of(ByteBuffer.allocate(5_000));
        outbox.start(List.of(head("h")), List.of(Response.of(Status.OK, Headers.NONE, body)), true);
        outbox.advance(1);
        assertTrue(outbox.inPlace(1_000).isEmpty());
    }

    @Test
    void aDocumentThatHasBecomeShorterEndsTheAnswer() {
        Outbox outbox = outbox(false, new CountingContent(5000, 2500));
        assertThrows(EOFException.class, () -> outbox.fill(ByteBuffer.allocate(ROOM)));
    }

    @Test
    void everyBodyIsClosedOnceSentOrNot() throws IOException {
        CountingContent sent = new CountingContent(5);
        CountingContent unsent = new CountingContent(5);
        Outbox outbox = outbox(true, sent, unsent);
        ByteBuffer out = ByteBuffer.allocate(ROOM);
        outbox.fill(out);
        outbox.advance(out.position());
        assertEquals(1, sent.closed());
        assertEquals(0, unsent.closed());
        outbox.close();
        outbox.close();
        assertEquals(1, sent.closed());
        assertEquals(1, unsent.closed());
    }

    private static Outbox straight(boolean plain, Content content, long offset, long size) {
        Outbox outbox = new Outbox(() -> {});
        Body body = new Body.Slice(content, offset, size);
        outbox.start(List.of(head("head")), List.of(Response.of(Status.OK, Headers.NONE, body)), plain);
        return outbox;
    }

    @Test
    void behindTheHeadADocumentMayGoStraightButForItsEnd() throws IOException {
        Outbox outbox = straight(false, new StraightContent(1_000_000), 100_000, 500_000);
        assertEquals(Optional.empty(), outbox.direct(1000, () -> 0), "the head is not out");
        outbox.advance(4 + 7);
        DirectOutput next = outbox.direct(1000, () -> 498_993).orElseThrow();
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        assertEquals(1000, next.to(Channels.newChannel(taken)));
        assertArrayEquals(slice(100_007, 1000), taken.toByteArray());
        assertEquals(Optional.empty(), outbox.direct(1000, () -> 498_994), "too little follows");
        outbox.advance(300);
        assertEquals(100_307, outbox.direct(1000, () -> 0).orElseThrow().position());
    }

    private static byte[] slice(int from, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (from + i);
        }
        return bytes;
    }

    @Test
    void nothingGoesStraightToAPlainReaderOrFromWhatCanOnlyBeRead() throws IOException {
        Outbox plain = straight(true, new StraightContent(1_000_000), 0, 1_000_000);
        plain.advance(4);
        assertEquals(Optional.empty(), plain.direct(1000, () -> 0));
        Outbox read = straight(false, new CountingContent(1_000_000), 0, 1_000_000);
        read.advance(4);
        assertEquals(Optional.empty(), read.direct(1000, () -> 0));
    }

    @Test
    void aDocumentIsLookedAtEachTimeBeforeMoreOfItGoes() throws IOException {
        Outbox outbox = straight(false, new StraightContent(1_000_000, 2000), 0, 1_000_000);
        outbox.advance(4 + 1999);
        assertTrue(outbox.direct(1000, () -> 0).isPresent());
        outbox.advance(1);
        assertThrows(IOException.class, () -> outbox.direct(1000, () -> 0));
    }
}
