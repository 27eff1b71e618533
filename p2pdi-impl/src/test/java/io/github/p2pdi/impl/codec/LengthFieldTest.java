package io.github.p2pdi.impl.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.Status;
import io.github.p2pdi.wire.Event;
import io.github.p2pdi.wire.MessageCodec.Role;
import io.github.p2pdi.wire.WireLimits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The length field is read strictly, and nothing is guessed behind a bad one. */
class LengthFieldTest {
    /** The text up to the byte that is wrong. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "-",
                "+",
                "a",
                "\t",
                "\r",
                "\n",
                "\0",
                "\u0080",
                "\u00b2",
                "/",
                ":",
                "00",
                "01",
                "0 0",
                "1 1",
                "1  1",
                "1-",
                "1\t",
                "1\n",
                "1\0",
                "1.",
                "1e",
                "1,",
                "0x",
                "123456789a",
                "1        1",
                "1        \n",
                "123456789\n",
                "register"
            })
    void aBadLengthIsRefusedAtTheByteThatIsWrong(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int wrong = text.equals("register") ? 1 : bytes.length;
        Decoding decoding = new Decoding(Role.SERVER);
        for (int i = 0; i < wrong; i++) {
            assertEquals(List.of(), decoding.events());
            decoding.feed(new byte[] {bytes[i]});
        }
        assertEquals(Status.BAD_REQUEST, decoding.malformed().status());
        assertFalse(decoding.malformed().boundaryKnown());
        assertFalse(decoding.atBoundary());
    }

    @Test
    void nothingIsReadBehindABadLength() {
        byte[] good = Frames.ofLines("leave peer-a HTTP/1.1\n\n");
        Decoding decoding = new Decoding(Role.SERVER)
                .feed("x".getBytes(StandardCharsets.US_ASCII))
                .feed(good)
                .feed(good);
        assertEquals(List.of(decoding.malformed()), decoding.events());
    }

    @Test
    void aFrameOverTheLimitIsRefusedAtItsLengthField() {
        Decoding decoding = new Decoding(Role.SERVER).feed("65537     ".getBytes(StandardCharsets.US_ASCII));
        Event.Malformed malformed = decoding.malformed();
        assertEquals(Status.CONTENT_TOO_LARGE, malformed.status());
        assertFalse(malformed.boundaryKnown());
        assertTrue(malformed.reason().contains("65537") && malformed.reason().contains("65536"), malformed.reason());
    }

    @Test
    void theLargestNumberIsOverTheLimitOfAServer() {
        Decoding decoding = new Decoding(Role.SERVER).feed("9999999999".getBytes(StandardCharsets.US_ASCII));
        assertEquals(Status.CONTENT_TOO_LARGE, decoding.malformed().status());
    }

    @Test
    void aFrameOfExactlyTheLimitIsRead() {
        String head = "leave peer-a HTTP/1.1\r\nContent-Length: 65469\r\n\r\n";
        int body = 65536 - head.length();
        byte[] frame = Frames.of(head.replace("65469", Integer.toString(body)) + "x".repeat(body));
        assertEquals(10 + 65536, frame.length);
        List<Object> events = Decoding.whole(Role.SERVER, frame);
        assertEquals(body, ((Event.Started) events.get(0)).bodySize());
        assertEquals(Event.END, events.get(2));
    }

    @Test
    void theLimitOfAServerCanBeSmaller() {
        WireLimits small = new WireLimits(20, 4096, 16384, 64);
        Decoding decoding = new Decoding(Role.SERVER, small).feed(Frames.ofLines("leave peer-a HTTP/1.1\n\n"));
        assertEquals(Status.CONTENT_TOO_LARGE, decoding.malformed().status());
    }

    @ParameterizedTest
    @CsvSource({"0,'0         '", "7,'7         '", "183,'183       '", "1000000000,1000000000", "9999999999,9999999999"
    })
    void aLengthIsWrittenLeftJustified(long count, String expected) {
        byte[] bytes = new byte[12];
        LengthField.write(bytes, count);
        assertEquals(expected + "\0\0", new String(bytes, StandardCharsets.US_ASCII));
    }
}
