package io.github.p2pdi.impl.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.error.DocumentNotFoundException;
import io.github.p2pdi.error.IntegrityException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.impl.exchange.Connections;
import io.github.p2pdi.impl.runtime.SystemTime;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.transport.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The first chunk of a large document, from a holder that does by the book, and ones that do not. */
class SampleTest {
    private static final int SIZE = 3_000_000;
    private static final int CHUNK = 128 << 10;
    private static final String FIRST = "the first 131072 of 3000000 bytes of document 7";

    private final SystemTime time = new SystemTime();
    private final Transport transport;
    private final Connections connections;
    private final HolderDouble holder;

    SampleTest() throws IOException {
        byte[] document = new byte[SIZE];
        new Random(1).nextBytes(document);
        transport = P2PDI.openTransport(PeerConfig.defaults());
        connections = new Connections(transport, time, Duration.ofSeconds(5), Duration.ofSeconds(20));
        holder = new HolderDouble(7, document);
    }

    @AfterEach
    void close() throws IOException {
        holder.close();
        connections.close();
        transport.close();
        time.close();
    }

    private Rfc record() {
        return new Rfc(
                7, "T", holder.address(), "rfc7.bin", OptionalLong.of(SIZE), Optional.of(new Digest(holder.sha256())));
    }

    private String take() throws P2pdiException {
        return new Sample(connections).take(record(), false);
    }

    @Test
    void oneChunkIsHadAndNoMore() throws Exception {
        assertEquals(FIRST + ", SHA-256 as its manifest says", take());
        assertEquals(CHUNK, holder.served.get());
    }

    @Test
    void theWholeIsNotReadWhereItIsSentForAPart() throws Exception {
        holder.noRanges = true;
        assertEquals(FIRST + ", SHA-256 as its manifest says", take());
    }

    @Test
    void wrongBytesAreFound() {
        holder.flipped.add(CHUNK - 1L);
        IntegrityException wrong = assertThrows(IntegrityException.class, this::take);
        assertTrue(String.valueOf(wrong.getMessage()).contains(FIRST + ", with SHA-256"), wrong.getMessage());
    }

    @Test
    void aManifestOfSomethingElseIsFound() {
        Rfc before = record();
        holder.document = new byte[SIZE];
        IntegrityException wrong =
                assertThrows(IntegrityException.class, () -> new Sample(connections).take(before, false));
        assertTrue(String.valueOf(wrong.getMessage()).contains("than its index says"), wrong.getMessage());
        assertEquals(0, holder.asked());
    }

    @Test
    void lessThanAChunkIsNotJudged() throws Exception {
        holder.longestPart = 1000;
        assertEquals("the first 1000 of 3000000 bytes of document 7; nothing tells the digest of so few", take());
    }

    @Test
    void withoutAManifestAMebibyteIsRead() throws Exception {
        String unchecked =
                "the first 1048576 of 3000000 bytes of document 7, and no more was read; nothing tells their digest";
        holder.noManifest = true;
        assertEquals(unchecked, take());
        holder.busy.set(1);
        holder.noManifest = false;
        assertEquals(unchecked, take());
        // It closes when it is asked what it does not know.
        holder.plain = true;
        assertEquals(unchecked, take());
    }

    @Test
    void aDocumentThatIsGoneIsNotThere() {
        holder.status = 404;
        assertThrows(DocumentNotFoundException.class, this::take);
    }
}
