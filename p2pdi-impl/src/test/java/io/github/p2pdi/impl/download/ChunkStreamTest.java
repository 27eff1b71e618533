package io.github.p2pdi.impl.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.ProtocolViolationException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.transport.Incoming;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.ResponseHead;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of the head of a part. */
class ChunkStreamTest {
    private static final PeerAddress HOLDER = PeerAddress.of("127.0.0.1", 4001);
    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{C}");

    private static ChunkStream.Kind kind(String contentRange) throws P2pdiException {
        return ChunkStream.kind(HOLDER, new Part(contentRange), 5, 20);
    }

    @Test
    void aPartIsOfTheDocumentThatHasItsSize() throws Exception {
        assertEquals(ChunkStream.Kind.PART, kind("bytes 5-14/20"));
        assertEquals(ChunkStream.Kind.OTHER, kind("bytes 5-14/21"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bytes 5-14/*", "bytes 4-13/20", "bytes \u0665-14/20", "bytes\u202e\u009b 5-14/20"})
    void whatIsNotThePartIsSaidSoThatItCanBePrinted(String contentRange) {
        for (String range : new String[] {contentRange, contentRange.repeat(500)}) {
            String said = String.valueOf(assertThrows(ProtocolViolationException.class, () -> kind(range))
                    .getMessage());
            assertTrue(said.contains("Content-Range") && said.length() < 300, said);
            assertFalse(UNPRINTABLE.matcher(said).find(), said);
        }
    }

    /** Ten bytes, of which nobody reads any. */
    private record Part(String contentRange) implements Incoming {
        @Override
        public ResponseHead head() {
            return new ResponseHead(Status.PARTIAL_CONTENT, Headers.of("Content-Range", contentRange));
        }

        @Override
        public long size() {
            return 10;
        }

        @Override
        public int read(ByteBuffer into) {
            throw new AssertionError("nobody needs the body");
        }

        @Override
        public Optional<Incoming> next() {
            throw new AssertionError("nobody needs what follows");
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
