package io.github.p2pdi.impl.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.Status;
import io.github.p2pdi.wire.Event;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.MessageCodec.Role;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.ResponseHead;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What programs of the field wrote is read as they meant it. */
class RecordedExchangesTest {
    @Test
    void allFramesOfTheRecordingAreThere() {
        assertEquals(14, RecordedExchanges.requests().size());
        assertEquals(15, RecordedExchanges.answers().size());
    }

    static Stream<byte[]> requests() {
        return RecordedExchanges.requests().stream();
    }

    static Stream<byte[]> answers() {
        return RecordedExchanges.answers().stream();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void eachRecordedRequestIsReadAsItStands(byte[] frame) {
        List<Object> events = Decoding.whole(Role.SERVER, frame);
        String[] lines = new String(frame, 10, frame.length - 10, StandardCharsets.UTF_8).split("\r\n");
        String[] start = lines[0].split(" ", 3);
        Request expected = new Request(start[0], start[1], headers(lines));
        assertEquals(List.of(new Event.Started(expected, 0), Event.END), events);
    }

    @ParameterizedTest
    @MethodSource("answers")
    void eachRecordedAnswerIsReadAsItStands(byte[] frame) {
        List<Object> events = Decoding.whole(Role.CLIENT, frame);
        String[] parts = new String(frame, 10, frame.length - 10, StandardCharsets.ISO_8859_1).split("\r\n\r\n", 2);
        String[] lines = parts[0].split("\r\n");
        Status status = new Status(Integer.parseInt(lines[0].split(" ", 3)[1]));
        List<Object> expected = new ArrayList<>();
        expected.add(new Event.Started(new ResponseHead(status, headers(lines)), parts[1].length()));
        if (!parts[1].isEmpty()) {
            expected.add(new Decoding.WholeBody(parts[1]));
        }
        expected.add(Event.END);
        assertEquals(expected, events);
    }

    @Test
    void aWholeRecordedConversationIsReadFromOneBuffer() {
        byte[] all = Frames.join(RecordedExchanges.requests().toArray(byte[][]::new));
        Decoding decoding = new Decoding(Role.SERVER).feed(all);
        assertEquals(14, decoding.heads().size());
        assertTrue(decoding.atBoundary());
    }

    private static Headers headers(String[] lines) {
        Headers headers = Headers.NONE;
        for (int i = 1; i < lines.length; i++) {
            String[] parts = lines[i].split(": ", 2);
            headers = headers.with(parts[0], parts[1]);
        }
        return headers;
    }
}
