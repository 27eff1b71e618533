package io.github.p2pdi.impl.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.p2pdi.model.Status;
import io.github.p2pdi.wire.Event;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.MessageCodec.Role;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.WireLimits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Heads are refused at the first byte over a limit, and not one byte earlier. */
class HeadLimitsTest {
    private static final String START = "leave peer-a HTTP/1.1\r\n";
    /** Start line 30 bytes, headers 40 bytes and 3 of them. */
    private static final WireLimits SMALL = new WireLimits(1000, 30, 40, 3);

    private static final byte[] LENGTH = "900       ".getBytes(StandardCharsets.US_ASCII);

    /** Heads of which the last byte is the first one over. */
    static Stream<Arguments> overAtTheLastByte() {
        String line = "leave " + "x".repeat(24);
        String three = START + "A: 1\r\nB: 2\r\nC: 3\r\n";
        return Stream.of(
                Arguments.of(414, line + "x"),
                Arguments.of(414, line + "\rx"),
                Arguments.of(414, line + "\r\r"),
                Arguments.of(431, START + "A: " + "x".repeat(38)),
                Arguments.of(431, START + "A: " + "x".repeat(37) + "\r"),
                Arguments.of(431, START + "A: " + "x".repeat(36) + "\r\n"),
                Arguments.of(431, START + "A: " + "x".repeat(34) + "\r\nBC"),
                Arguments.of(431, START + "A: " + "x".repeat(34) + "\r\n\rB"),
                Arguments.of(431, START + "A: " + "x".repeat(35) + "\r\n\n"),
                Arguments.of(431, three + "D"),
                Arguments.of(431, three + "\rx"),
                Arguments.of(431, three + "\n"));
    }

    @ParameterizedTest
    @MethodSource("overAtTheLastByte")
    void aHeadIsRefusedAtTheFirstByteOver(int status, String text) {
        byte[] head = text.getBytes(StandardCharsets.US_ASCII);
        Decoding decoding = new Decoding(Role.SERVER, SMALL).feed(LENGTH);
        for (byte b : head) {
            assertEquals(List.of(), decoding.events());
            decoding.feed(new byte[] {b});
        }
        assertEquals(new Status(status), decoding.malformed().status());
        assertFalse(decoding.malformed().boundaryKnown());
        byte[] inOne = Frames.join(LENGTH, head, new byte[100]);
        assertEquals(
                decoding.events(), new Decoding(Role.SERVER, SMALL).feed(inOne).events());
    }

    static Stream<String> exactlyTheLimits() {
        return Stream.of(
                "leave " + "x".repeat(15) + " HTTP/1.1\r\n",
                START + "A: " + "x".repeat(35) + "\r\n",
                START + "A: 1\r\nB: 2\r\nC: 3\r\n");
    }

    @ParameterizedTest
    @MethodSource("exactlyTheLimits")
    void aHeadOfExactlyTheLimitsIsRead(String text) {
        for (byte[] frame : List.of(Frames.of(text), Frames.of(text + "\r\n"))) {
            assertEquals(1, new Decoding(Role.SERVER, SMALL).feed(frame).heads().size());
            assertEquals(
                    1,
                    new Decoding(Role.SERVER, SMALL)
                            .feedByteByByte(frame)
                            .heads()
                            .size());
        }
    }

    @Test
    void theDefaultsAreThoseDocumented() {
        byte[] target = Frames.of("leave " + "x".repeat(4096 - 15) + " HTTP/1.1\r\n\r\n");
        assertEquals(1, new Decoding(Role.SERVER).feed(target).heads().size());
        byte[] longer = Frames.of("leave " + "x".repeat(4096 - 14) + " HTTP/1.1\r\n\r\n");
        assertEquals(
                Status.URI_TOO_LONG,
                new Decoding(Role.SERVER).feed(longer).malformed().status());

        byte[] headers = Frames.of(START + "X: " + "y".repeat(16384 - 5) + "\r\n\r\n");
        assertEquals(1, new Decoding(Role.SERVER).feed(headers).heads().size());
        byte[] more = Frames.of(START + "X: " + "y".repeat(16384 - 4) + "\r\n\r\n");
        assertEquals(
                Status.HEADERS_TOO_LARGE,
                new Decoding(Role.SERVER).feed(more).malformed().status());

        assertEquals(
                1,
                new Decoding(Role.SERVER)
                        .feed(Frames.of(START + "X: y\r\n".repeat(64) + "\r\n"))
                        .heads()
                        .size());
        byte[] many = Frames.of(START + "X: y\r\n".repeat(65) + "\r\n");
        assertEquals(
                Status.HEADERS_TOO_LARGE,
                new Decoding(Role.SERVER).feed(many).malformed().status());
    }

    @Test
    void aBodyDoesNotCountAsHead() {
        byte[] frame = Frames.of("leave p HTTP/1.1\r\nContent-Length: 100\r\n\r\n" + "\n".repeat(100));
        Request expected = new Request("leave", "p", Headers.of("Content-Length", "100"));
        List<Object> events = new Decoding(Role.SERVER, SMALL).feed(frame).events();
        assertEquals(
                List.of(new Event.Started(expected, 100), new Decoding.WholeBody("\n".repeat(100)), Event.END), events);
    }
}
