package io.github.p2pdi.impl.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.error.DocumentNotFoundException;
import io.github.p2pdi.node.Download;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where there is nobody to compare with, most chunks are only part of the digest of the whole: what is wrong is found all the same. */
class OnlyHolderTest extends Downloading {
    private static final int CHUNKS = 512;
    /** A chunk near the end, and not one of those that are looked at early. */
    private static final int LATE = CHUNKS - 3;

    private static final byte[] DOCUMENT = bytes(CHUNKS * CHUNK + 99);

    @Test
    void allOfItHasBeenVerifiedInTheEnd() throws Exception {
        assertTrue(DOCUMENT.length >= Allotment.TAKEN_FROM_BYTES);
        holder(DOCUMENT);
        learn();
        Download download = peer.download(7);
        assertHad(DOCUMENT, download.await(Duration.ofSeconds(50)));
        assertEquals(Download.Verification.SHA256, download.verification());
        assertEquals(DOCUMENT.length, download.progress().verified());
    }

    @Test
    void aWrongByteCostsItsChunkAndNothingElse() throws Exception {
        HolderDouble holder = holder(DOCUMENT);
        holder.flipped.add((long) LATE * CHUNK + 5);
        DocumentNotFoundException e = assertThrows(DocumentNotFoundException.class, this::fetch);
        assertTrue(
                e.getMessage().contains("sent other bytes of chunk " + LATE + " than its own manifest says"),
                e.getMessage());
        assertEquals(List.of("rfc7.bin.part", "rfc7.bin.state"), files());
        holder.flipped.clear();
        long before = holder.served.get();
        assertHad(DOCUMENT, fetch());
        long again = holder.served.get() - before;
        // If it was not yet known that nobody else has it, it was found at once, and what comes behind it was not there
        // yet.
        assertTrue(
                again >= CHUNK && again <= DOCUMENT.length - (long) LATE * CHUNK,
                () -> again + " bytes were had again");
    }

    /** What was on its way already may have been of either document. */
    @Test
    void aHolderWhoseDocumentChangesUnderWhatItSendsIsNoLiar() throws Exception {
        byte[] before = bytes(32 * CHUNK);
        byte[] after = bytes(32 * CHUNK + 7);
        HolderDouble holder = holder(before);
        holder.flipped.add(5L);
        holder.onAsk = () -> {
            boolean isAgain = holder.requests.stream()
                            .filter(request -> request.startsWith("rfcmanifest"))
                            .count()
                    > 1;
            if (isAgain) {
                holder.document = after;
                holder.flipped.clear();
            }
        };
        assertHad(after, fetch());
    }

    @Test
    void whoSendsLessThanAChunkAtOnceIsAskedForAllOfIt() throws Exception {
        byte[] document = bytes(32 * CHUNK + 1);
        HolderDouble holder = holder(document);
        holder.longestPart = CHUNK - 1;
        assertHad(document, fetch());
        assertEquals(2, holder.asked());
    }

    @Test
    void whoSendsAChunkAndABitAtOnceIsAskedAgain() throws Exception {
        byte[] document = bytes(32 * CHUNK + 1);
        HolderDouble holder = holder(document);
        holder.longestPart = CHUNK + 1;
        assertHad(document, fetch());
        // The last answer has the last chunk, of one byte, besides.
        assertEquals(32, holder.asked());
    }

    @Test
    void whoSendsSomethingElseAltogetherIsFoundOutSoon() throws Exception {
        HolderDouble holder = holder(DOCUMENT);
        holder.rate = 20_000_000;
        for (int chunk = 0; chunk < CHUNKS; chunk++) {
            holder.flipped.add((long) chunk * CHUNK);
        }
        assertThrows(DocumentNotFoundException.class, this::fetch);
        assertTrue(holder.served.get() < DOCUMENT.length / 2, () -> holder.served.get() + " bytes were had");
    }
}
