package io.github.p2pdi.impl.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.Status;
import io.github.p2pdi.wire.Head;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Headers.Field;
import io.github.p2pdi.wire.MessageCodec;
import io.github.p2pdi.wire.MessageCodecProvider;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.ResponseHead;
import io.github.p2pdi.wire.WireLimits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written is pinned byte for byte, and what cannot be written as it is is refused. */
class HeadWriterTest {
    private final MessageCodecProvider provider = new PseudoHttpCodecProvider();
    private final MessageCodec codec = provider.codec();

    private String written(Head head, long bodySize) {
        return written(codec, head, bodySize);
    }

    private static String written(MessageCodec by, Head head, long bodySize) {
        ByteBuffer bytes = by.head(head, bodySize);
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }

    @Test
    void theProviderGivesTheCodecOfTheProtocol() {
        assertEquals("pseudo-http", provider.name());
    }

    @Test
    void aRequestIsWrittenInLowerCaseWithABlankLine() {
        Request request =
                new Request("REGISTER", "peer-a", Headers.of("Port", "4001").with("Host", "peer-a"));
        assertEquals("54        register peer-a HTTP/1.1\r\nPort: 4001\r\nHost: peer-a\r\n\r\n", written(request, 0));
    }

    @Test
    void aHeadWithoutHeadersHasItsBlankLineToo() {
        assertEquals("19        HTTP/1.1 200 OK\r\n\r\n", written(new ResponseHead(Status.OK, Headers.NONE), 0));
    }

    @Test
    void theContentLengthStandsFirst() {
        ResponseHead head =
                new ResponseHead(Status.NOT_FOUND, Headers.of("Host", "a").with("Content-Type", "text/plain"));
        String expected =
                "87        HTTP/1.1 404 Not Found\r\nContent-Length: 7\r\nHost: a\r\nContent-Type: text/plain\r\n\r\n";
        assertEquals(expected, written(head, 7));
    }

    @Test
    void aStatusWithoutAPhraseKeepsItsSpace() {
        assertEquals("17        HTTP/1.1 299 \r\n\r\n", written(new ResponseHead(new Status(299), Headers.NONE), 0));
    }

    @Test
    void lengthsCountBytesAndNotCharacters() {
        Request request =
                new Request("leave", "müller", Headers.of("Title", "€ 😀 ä").with("X", ""));
        assertEquals("51        leave müller HTTP/1.1\r\nTitle: € 😀 ä\r\nX: \r\n\r\n", written(request, 0));
    }

    /** Heads end alike, and then they do not; a codec that has written none before does not know. */
    @Test
    void whatWasWrittenBeforeDoesNotMatter() {
        Random random = new Random(7);
        for (int i = 0; i < 3000; i++) {
            Headers headers = Headers.NONE;
            for (int left = random.nextInt(5); left > 0; left--) {
                headers = headers.with("N" + random.nextInt(3), random.nextInt(4) == 0 ? "ü" : "v");
            }
            Head head = new ResponseHead(Status.OK, headers);
            assertEquals(written(new PseudoHttpCodec(), head, i), written(head, i), headers::toString);
        }
    }

    @Test
    void aRefusedHeadLeavesNothingBehind() {
        ResponseHead good = new ResponseHead(Status.OK, Headers.of("Host", "a"));
        String expected = written(good, 0);
        Headers bad = Headers.of("Host", "a\n").with("Host", "a");
        assertThrows(IllegalArgumentException.class, () -> written(new ResponseHead(Status.OK, bad), 0));
        assertEquals(expected, written(good, 0));
        assertThrows(IllegalArgumentException.class, () -> written(new ResponseHead(Status.OK, bad), 0));
    }

    @Test
    void linesThatTwoHeadsInARowEndInAreKept() {
        Field host = new Field("Host", "a");
        Field date = new Field("Date", "b");
        EncodedLines first = EncodedLines.NONE.endingOf(List.of(new Field("X", "1"), host, date));
        assertEquals(3, first.count());
        EncodedLines second = first.endingOf(List.of(new Field("X", "2"), host, date));
        assertEquals(2, second.count());
        assertEquals("Host: a\r\nDate: b\r\n".length(), second.size());
        assertSame(second, second.endingOf(List.of(host, date)));
        assertSame(second, second.endingOf(List.of(host, host, date)));
        assertEquals(1, second.endingOf(List.of(host)).count());
    }

    @Test
    void theLargestFrameIsWrittenAndNoLarger() {
        ResponseHead head = new ResponseHead(Status.OK, Headers.NONE);
        long size = WireLimits.LARGEST_FRAME - "HTTP/1.1 200 OK\r\nContent-Length: 9999999950\r\n\r\n".length();
        assertTrue(written(head, size).startsWith("9999999999HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n"));
        for (long tooLarge : new long[] {size + 1, WireLimits.LARGEST_FRAME, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            assertThrows(IllegalArgumentException.class, () -> written(head, tooLarge));
        }
    }

    @Test
    void theBufferIsReadyToBeReadAndAccessible() {
        ByteBuffer bytes = provider.codec().head(new ResponseHead(Status.OK, Headers.NONE), 3);
        assertEquals(0, bytes.position());
        assertEquals(bytes.capacity(), bytes.limit());
        assertTrue(bytes.hasArray());
    }

    static Stream<Headers> unwritableHeaders() {
        return Stream.of(
                Headers.of("X", "a\rb"),
                Headers.of("X", "a\nb"),
                Headers.of("X", "a\r\nPort: 1"),
                Headers.of("X", "\0"),
                Headers.of("X", "a\tb"),
                Headers.of("X", "\u007f"),
                Headers.of("X", "\u0085"),
                Headers.of("X", "\ud800"),
                Headers.of("X", "a\udc00b"),
                Headers.of("X", "\udc00\ud800"),
                Headers.of("", "a"),
                Headers.of("X Y", "a"),
                Headers.of("X:", "a"),
                Headers.of("X\r\nY", "a"),
                Headers.of("\u00e4", "a"),
                Headers.of("\u20ac", "a"),
                Headers.of("Content-Length", "1"),
                Headers.of("content-LENGTH", "1"),
                Headers.of("Transfer-Encoding", "chunked"));
    }

    @ParameterizedTest
    @MethodSource("unwritableHeaders")
    void aHeaderThatCannotBeWrittenAsItIsIsRefused(Headers headers) {
        assertThrows(IllegalArgumentException.class, () -> written(new Request("leave", "p", headers), 0));
        assertThrows(IllegalArgumentException.class, () -> written(new ResponseHead(Status.OK, headers), 5));
    }

    static Stream<Request> unwritableRequests() {
        return Stream.of(
                new Request("", "p", Headers.NONE),
                new Request("le ave", "p", Headers.NONE),
                new Request("leave\r\n", "p", Headers.NONE),
                new Request("läave", "p", Headers.NONE),
                new Request("leave", "", Headers.NONE),
                new Request("leave", "p q", Headers.NONE),
                new Request("leave", "p\r\nX: y", Headers.NONE),
                new Request("leave", "p\t", Headers.NONE),
                new Request("leave", "\0", Headers.NONE),
                new Request("leave", "\u007f", Headers.NONE),
                new Request("leave", "p\u00a0q", Headers.NONE),
                new Request("leave", "p\u2028q", Headers.NONE),
                new Request("leave", "p\ud83dq", Headers.NONE));
    }

    @ParameterizedTest
    @MethodSource("unwritableRequests")
    void aStartLineThatCannotBeWrittenAsItIsIsRefused(Request request) {
        assertThrows(IllegalArgumentException.class, () -> written(request, 0));
    }

    @Test
    void anInterimStatusIsNeverSent() {
        ResponseHead interim = new ResponseHead(new Status(100), Headers.NONE);
        assertThrows(IllegalArgumentException.class, () -> written(interim, 0));
    }

    @Test
    void aRefusalDoesNotTellTheValue() {
        Headers headers = Headers.of("Peer-Cookie", "4711\n");
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> written(new Request("leave", "p", headers), 0));
        assertFalse(refusal.getMessage().contains("4711"), refusal.getMessage());
        assertTrue(
                refusal.getMessage().contains("Peer-Cookie")
                        && refusal.getMessage().contains("U+000A"),
                refusal.getMessage());
    }
}
