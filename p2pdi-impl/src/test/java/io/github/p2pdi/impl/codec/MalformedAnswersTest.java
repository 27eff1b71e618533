package io.github.p2pdi.impl.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.Status;
import io.github.p2pdi.wire.Event;
import io.github.p2pdi.wire.MessageCodec.Role;
import io.github.p2pdi.wire.WireLimits;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client takes no worse from a server than a server from a client. */
class MalformedAnswersTest {
    static Stream<String> answers() {
        return MalformedMessages.answers().stream();
    }

    @ParameterizedTest
    @MethodSource("answers")
    void anAnswerThatIsWrongInAGoodFrameIsMalformed(String message) {
        Event.Malformed malformed =
                new Decoding(Role.CLIENT).feed(Frames.ofLatin1(message)).malformed();
        assertEquals(Status.BAD_REQUEST, malformed.status());
        assertTrue(malformed.boundaryKnown());
        assertTrue(malformed.reason().matches("[\\x20-\\x7e…]{10,200}"), malformed.reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1        ", "HTTP/1.1 200 OK", "12x       ", "          "})
    void anAnswerWithABadLengthIsMalformed(String text) {
        Event.Malformed malformed = new Decoding(Role.CLIENT)
                .feed(text.getBytes(StandardCharsets.US_ASCII))
                .malformed();
        assertEquals(Status.BAD_REQUEST, malformed.status());
        assertEquals(false, malformed.boundaryKnown());
    }

    static Stream<String> tooMuch() {
        WireLimits limits = WireLimits.DEFAULT;
        return Stream.of(
                "HTTP/1.1 200 " + "x".repeat(limits.startLineBytes()),
                "HTTP/1.1 200 OK\r\nX: " + "x".repeat(limits.headerBytes()),
                "HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(limits.headers() + 1));
    }

    @ParameterizedTest
    @MethodSource("tooMuch")
    void anAnswerWithAHeadBeyondTheLimitsIsMalformedAndTheReasonNamesTheLimit(String start) {
        byte[] bytes = ("9999999999" + start).getBytes(StandardCharsets.US_ASCII);
        Event.Malformed malformed = new Decoding(Role.CLIENT).feed(bytes).malformed();
        assertEquals(Status.BAD_REQUEST, malformed.status());
        assertTrue(malformed.reason().matches(".* (4096|16384|64) .*"), malformed.reason());
    }
}
