package io.github.p2pdi.impl.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.Status;
import io.github.p2pdi.wire.Event;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.MessageCodec.Role;
import io.github.p2pdi.wire.Request;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad requests get their status, and in a good frame they harm nobody behind them. */
class MalformedRequestsTest {
    private static final byte[] GOOD = Frames.ofLines("leave peer-b HTTP/1.1\nPeer-Cookie: 5\n\n");
    private static final Event GOOD_STARTED =
            new Event.Started(new Request("leave", "peer-b", Headers.of("Peer-Cookie", "5")), 0);

    static Stream<String> inFrame() {
        return MalformedMessages.inFrame().stream();
    }

    @ParameterizedTest
    @MethodSource("inFrame")
    void aFaultInAGoodFrameIsA400AndTheNextMessageIsRead(String message) {
        List<Object> events = Decoding.whole(Role.SERVER, Frames.join(Frames.ofLatin1(message), GOOD));
        Event.Malformed malformed = (Event.Malformed) events.get(0);
        assertEquals(Status.BAD_REQUEST, malformed.status());
        assertTrue(malformed.boundaryKnown());
        assertEquals(List.of(malformed, Event.END, GOOD_STARTED, Event.END), events);
    }

    @ParameterizedTest
    @MethodSource("inFrame")
    void theReasonIsShortAndPrintable(String message) {
        Event.Malformed malformed =
                new Decoding(Role.SERVER).feed(Frames.ofLatin1(message)).malformed();
        assertTrue(malformed.reason().matches("[\\x20-\\x7e…]{10,200}"), malformed.reason());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/2.0",
                "HTTP/1.2",
                "HTTP/0.9",
                "HTTP/1.10",
                "HTTP/1.",
                "http/1.1",
                "11",
                "10",
                "HTTP",
                "HTTP/1.1;x"
            })
    void anotherVersionIsA505AndTheNextMessageIsRead(String version) {
        byte[] frame = Frames.ofLines("leave peer-a " + version + "\nPeer-Cookie: 5\n\n");
        List<Object> events = Decoding.whole(Role.SERVER, Frames.join(frame, GOOD));
        Event.Malformed malformed = (Event.Malformed) events.get(0);
        assertEquals(Status.VERSION_NOT_SUPPORTED, malformed.status());
        assertTrue(malformed.reason().contains("'" + version + "'"), malformed.reason());
        assertEquals(List.of(malformed, Event.END, GOOD_STARTED, Event.END), events);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept: application/json",
                "accept: application/json",
                "X: y\nACCEPT: application/json",
                "Accept: application/json\nAccept: */*"
            })
    void whetherTheAskerTakesJsonIsToldOfAHeadThatIsRefused(String lines) {
        byte[] frame = Frames.ofLines("pquery a HTTP/1.1\n" + lines + "\nPeer-Cookie: 5\nPeer-Cookie: 5\n\n");
        assertTrue(new Decoding(Role.SERVER).feed(frame).malformed().acceptsJson());
        assertTrue(new Decoding(Role.SERVER).feedByteByByte(frame).malformed().acceptsJson());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept: */*",
                "Accept: application/json; q=1",
                "X: Accept: application/json",
                "Accept: Application/JSON",
                "Accept:  application/json",
                "Accept: */*\nAccept: application/json"
            })
    void otherAskersAreToldNoSuchThing(String line) {
        byte[] frame = Frames.ofLines("pquery a HTTP/1.1\n" + line + "\nPeer-Cookie: 5\nPeer-Cookie: 5\n\n");
        assertFalse(new Decoding(Role.SERVER).feed(frame).malformed().acceptsJson());
    }

    @Test
    void anEmptyFrameIsMalformedAndTheNextMessageIsRead() {
        byte[] empty = Frames.of("");
        assertEquals(10, empty.length);
        List<Object> events = Decoding.whole(Role.SERVER, Frames.join(empty, empty, GOOD));
        Event.Malformed malformed = new Event.Malformed(Status.BAD_REQUEST, "the frame is empty", true, false);
        assertEquals(List.of(malformed, Event.END, malformed, Event.END, GOOD_STARTED, Event.END), events);
    }

    @Test
    void aLongRestOfABadFrameIsSkippedAsItComes() {
        byte[] bad = Frames.ofLatin1("bad\r\n\r\n" + "x".repeat(60_000));
        Decoding decoding = new Decoding(Role.SERVER).feedByteByByte(bad);
        assertTrue(decoding.atBoundary());
        decoding.feed(GOOD);
        assertEquals(List.of(decoding.malformed(), Event.END, GOOD_STARTED, Event.END), decoding.events());
    }

    @Test
    void aSkippedFrameIsNoBoundaryBeforeItsEnd() {
        byte[] bad = Frames.ofLatin1("bad\r\n\r\nxyz");
        Decoding decoding = new Decoding(Role.SERVER).feed(Arrays.copyOf(bad, bad.length - 1));
        assertFalse(decoding.atBoundary());
    }

    @Test
    void theReasonDoesNotTellACookie() {
        for (String line : List.of(
                "Peer-Cookie 4711",
                "Peer-Cookie: 4711\0",
                "Peer-Cookie:4711",
                "Peer-Cookie: 4711\r\nPeer-Cookie: 4711")) {
            byte[] frame = Frames.of("leave peer-a HTTP/1.1\r\n" + line + "\r\n\r\n");
            String reason = new Decoding(Role.SERVER).feed(frame).malformed().reason();
            assertFalse(reason.contains("4711"), reason);
        }
    }
}
