package io.github.p2pdi.impl.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.Status;
import io.github.p2pdi.wire.Event;
import io.github.p2pdi.wire.Head;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.MessageCodec;
import io.github.p2pdi.wire.MessageCodec.Role;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.ResponseHead;
import io.github.p2pdi.wire.WireLimits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is unusual and yet right. */
class AcceptedFormsTest {
    private static Head request(String message) {
        Decoding decoding = new Decoding(Role.SERVER).feed(Frames.ofLines(message));
        assertEquals(Event.END, decoding.events().get(decoding.events().size() - 1));
        return decoding.heads().get(0);
    }

    private static Head answer(String message) {
        return new Decoding(Role.CLIENT).feed(Frames.ofLines(message)).heads().get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "leave p HTTP/1.1\n",
                "leave p HTTP/1.1\n\n",
                "LEAVE p HTTP/1.0\n\n",
                "Leave p HTTP/1.1\nContent-Length: 0\n\n",
                "leave p HTTP/1.1\ncontent-length: 0\n"
            })
    void theBlankLineMayBeMissingAndAnEmptyBodyMayBeAnnounced(String message) {
        Request request = (Request) request(message);
        assertEquals("leave", request.method());
        assertEquals("p", request.target());
    }

    @Test
    void anUnknownMethodIsWellFormed() {
        assertEquals(new Request("x-get!", "*", Headers.NONE), request("X-Get! * HTTP/1.1\n\n"));
    }

    @Test
    void aTargetMayBeAnythingVisible() {
        assertEquals(
                "http://[::1]:80/%20?ä=€", ((Request) request("leave http://[::1]:80/%20?ä=€ HTTP/1.1\n\n")).target());
    }

    @Test
    void aRequestWithABodyIsWellFormed() {
        List<Object> events =
                Decoding.whole(Role.SERVER, Frames.ofLines("leave p HTTP/1.1\nContent-Length: 5\n\nab\nc"));
        Request expected = new Request("leave", "p", Headers.of("Content-Length", "5"));
        assertEquals(List.of(new Event.Started(expected, 5), new Decoding.WholeBody("ab\r\nc"), Event.END), events);
    }

    @Test
    void oneSpaceIsTheSeparatorsAndAllOthersAreTheValues() {
        Headers expected =
                Headers.of("A", "  b  c  ").with("D", "").with("E", "   ").with("F", ":");
        assertEquals(
                expected,
                request("leave p HTTP/1.1\nA:   b  c  \nD: \nE:    \nF: :\n\n").headers());
    }

    @Test
    void valuesAreUtf8() {
        assertEquals(
                "Grüße, 😀 \ufffd",
                request("leave p HTTP/1.1\nTitle: Grüße, 😀 \ufffd\n\n")
                        .headers()
                        .first("title")
                        .orElseThrow());
    }

    @Test
    void namesKeepTheirCaseAndOrderAndMayRepeatWhereTheyDoNotMatter() {
        Headers expected = Headers.of("hOST", "a")
                .with("Host", "b")
                .with("x", "1")
                .with("host", "c")
                .with("X", "2");
        assertEquals(
                expected,
                request("leave p HTTP/1.1\nhOST: a\nHost: b\nx: 1\nhost: c\nX: 2\n\n")
                        .headers());
    }

    @Test
    void unknownNamesAsLongAsKnownOnesStayThemselves() {
        Headers expected = Headers.of("Hosu", "a")
                .with("Peer-Cookia", "1")
                .with("Peer-Cookib", "1")
                .with("Content_Length", "x");
        assertEquals(
                expected,
                request("leave p HTTP/1.1\nHosu: a\nPeer-Cookia: 1\nPeer-Cookib: 1\nContent_Length: x\n\n")
                        .headers());
    }

    @Test
    void noStringIsMadeOfAKnownName() {
        Headers headers =
                request("KEEPALIVE p HTTP/1.1\nPeer-Cookie: 1\nDate: x\n\n").headers();
        assertSame(HeaderNames.PEER_COOKIE, headers.fields().get(0).name());
        assertSame(HeaderNames.DATE, headers.fields().get(1).name());
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 200 OK, 200",
        "HTTP/1.0 200 OK, 200",
        "11 200 OK, 200",
        "10 404 Not Found, 404",
        "HTTP/1.1 403, 403",
        "'HTTP/1.1 403 ', 403",
        "11 206, 206",
        "HTTP/1.1 999 ganz ungewöhnlich, 999",
        "'HTTP/1.1 200  two  spaces ', 200"
    })
    void statusLinesComeInManyForms(String line, int status) {
        assertEquals(new ResponseHead(new Status(status), Headers.NONE), answer(line + "\n\n"));
        assertEquals(new ResponseHead(new Status(status), Headers.NONE), answer(line + "\n"));
    }

    @Test
    void theLargestFrameIsStreamedWithoutBeingHeld() {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: 9999999950\r\n\r\n";
        long size = WireLimits.LARGEST_FRAME - head.length();
        byte[] start =
                ("9999999999" + head.replace("9999999950", Long.toString(size))).getBytes(StandardCharsets.US_ASCII);
        MessageCodec.Decoder decoder = new PseudoHttpCodec().decoder(Role.CLIENT, WireLimits.DEFAULT);
        assertEquals(size, ((Event.Started) decoder.next(ByteBuffer.wrap(start))).bodySize());
        ByteBuffer block = ByteBuffer.allocateDirect(64 << 20);
        long read = 0;
        Event event = decoder.next(block);
        while (event instanceof Event.Chunk chunk) {
            read += chunk.bytes().remaining();
            block.clear();
            event = decoder.next(block);
        }
        assertEquals(size, read);
        assertSame(Event.END, event);
        assertTrue(decoder.atBoundary());
        assertEquals(block.capacity(), block.remaining(), "the end takes nothing of what follows");
    }
}
