package io.github.p2pdi.benchmarks.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class RepliesTest {
    private static final String YES = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc";
    private static final String PART = "HTTP/1.1 206 Partial Content\r\n\r\n";
    private static final String NO = "HTTP/1.1 403 Forbidden\r\n\r\n";

    private record Case(Replies replies, String yes, String no) {}

    @SuppressWarnings("unused") // JUnit reads it.
    private static final List<Case> CASES = List.of(
            new Case(new FrameReplies(1), frame(YES), frame(NO)),
            new Case(new FrameReplies(2), frame(YES) + frame(PART), frame(NO)),
            new Case(new LineReplies(), "+OK\r\n", "-ERR no\r\n"),
            new Case(new HttpReplies(), YES, "HTTP/1.0 404 Not Found\r\ncontent-length: 2\r\n\r\nno"),
            new Case(new HttpReplies(), "HTTP/1.1 204 No Content\r\n\r\n", NO));

    @ParameterizedTest
    @FieldSource("CASES")
    void repliesAreToldApartWhereverTheyAreCut(Case tried) {
        String all = tried.yes + tried.no + tried.yes;
        for (int size = 1; size <= all.length(); size++) {
            assertEquals("yes no yes ", told(tried.replies, all, size), "in pieces of " + size);
        }
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void aNewConnectionBeginsAnew(Case tried) {
        assertFalse(tried.replies.take(bytes(tried.yes.substring(0, tried.yes.length() - 1))));
        tried.replies.reset();
        assertTrue(tried.replies.take(bytes(tried.yes)));
        assertFalse(tried.replies.refused());
    }

    @Test
    void whatComesBehindAReplyIsLeftAlone() {
        ByteBuffer in = bytes(frame(YES) + "123");
        assertTrue(new FrameReplies(1).take(in));
        assertEquals(3, in.remaining());
    }

    private static String told(Replies replies, String all, int size) {
        StringBuilder told = new StringBuilder();
        for (int from = 0; from < all.length(); from += size) {
            ByteBuffer in = bytes(all.substring(from, Math.min(all.length(), from + size)));
            while (in.hasRemaining()) {
                if (replies.take(in)) {
                    told.append(replies.refused() ? "no " : "yes ");
                }
            }
        }
        return told.toString();
    }

    private static String frame(String message) {
        return String.format("%-10d", message.length()) + message;
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
