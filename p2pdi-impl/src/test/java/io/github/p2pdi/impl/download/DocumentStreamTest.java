package io.github.p2pdi.impl.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.error.DocumentNotFoundException;
import io.github.p2pdi.error.IntegrityException;
import io.github.p2pdi.error.P2pdiException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that are read without a file. */
class DocumentStreamTest extends Downloading {
    private static final byte[] LARGE = bytes(70 * CHUNK + 3);

    private byte[] read() throws Exception {
        learn();
        try (InputStream in = peer.open(7)) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, CHUNK, CHUNK + 1, 70 * CHUNK + 3})
    void bytesComeAsTheyAreAndNoFileIsMade(int size) throws Exception {
        holder(bytes(size));
        assertArrayEquals(bytes(size), read());
        assertEquals(List.of(), files());
    }

    @Test
    void aPlainHoldersDocumentIsReadAsItComes() throws Exception {
        holder(LARGE).plain = true;
        assertArrayEquals(LARGE, read());
    }

    @Test
    void otherBytesThanTheIndexSaysAreNotHandedOver() throws Exception {
        HolderDouble holder = holder(bytes(50_000));
        learn();
        byte[] others = bytes(50_000);
        others[7] ^= 1;
        holder.document = others;
        holder.plain = true;
        try (InputStream in = peer.open(7)) {
            assertThrows(IOException.class, in::readAllBytes);
        } catch (DocumentNotFoundException e) {
            assertTrue(e.getMessage().contains("with SHA-256 " + HolderDouble.sha256(others, 0, others.length)));
        }
    }

    @Test
    void whoClosesWhenAskedForAManifestIsAskedForTheDocument() throws Exception {
        HolderDouble holder = holder(LARGE);
        learn();
        holder.plain = true;
        try (InputStream in = peer.open(7)) {
            assertArrayEquals(LARGE, in.readAllBytes());
        }
    }

    @Test
    void whatOneHolderSendsWrongIsHadFromTheNext() throws Exception {
        holder(LARGE).flipped.add(50L * CHUNK);
        holder(LARGE);
        assertArrayEquals(LARGE, read());
    }

    @Test
    void whereOneHolderStopsTheNextGoesOn() throws Exception {
        HolderDouble first = holder(LARGE);
        first.cutAfter = 40L * CHUNK;
        HolderDouble second = holder(LARGE);
        second.cutAfter = 40L * CHUNK;
        assertArrayEquals(LARGE, read());
        long served = first.served.get() + second.served.get();
        assertTrue(served < LARGE.length + 2L * CHUNK, () -> "served again: " + first.served + ", " + second.served);
    }

    @Test
    void whoSendsLessThanAChunkAtOnceIsOfNoUse() throws Exception {
        holder(LARGE).longestPart = CHUNK - 1;
        holder(LARGE);
        assertArrayEquals(LARGE, read());
    }

    @Test
    void whoSendsPartsWithoutAnyBytesIsNotAskedForEver() throws Exception {
        HolderDouble holder = holder(LARGE);
        holder.longestPart = 0;
        assertThrows(DocumentNotFoundException.class, this::read);
        assertEquals(1, holder.asked());
    }

    @Test
    void whoSendsTheWholeWhenAskedForAPartIsOfUse() throws Exception {
        HolderDouble one = holder(LARGE);
        HolderDouble another = holder(LARGE);
        boolean inOrder = one.address().compareTo(another.address()) < 0;
        (inOrder ? one : another).cutAfter = 40L * CHUNK;
        HolderDouble whole = inOrder ? another : one;
        whole.noRanges = true;
        assertArrayEquals(LARGE, read());
        assertEquals(1, whole.asked());
    }

    @Test
    void aHolderThatIsBusyForAWhileIsAskedAgain() throws Exception {
        holder(LARGE).busy.set(4);
        assertArrayEquals(LARGE, read());
    }

    @Test
    void aHolderThatBreaksOffAgainAndAgainAndDeliversIsNotGivenUp() throws Exception {
        byte[] document = bytes(20 * CHUNK);
        HolderDouble holder = holder(document);
        holder.onRequest = () -> holder.cutAfter = holder.served.get() + 6L * CHUNK;
        assertArrayEquals(document, read());
        assertTrue(holder.asked() > 3, () -> "asked: " + holder.asked());
    }

    @Test
    void wrongBytesThatNobodyMendsAreNeverRead() throws Exception {
        holder(LARGE).flipped.add(50L * CHUNK);
        learn();
        try (InputStream in = peer.open(7)) {
            P2pdiException e = assertThrows(P2pdiException.class, in::readAllBytes);
            assertTrue(e.getMessage().contains("chunk 50"), e.getMessage());
        }
    }

    @Test
    void whatIsWrongAsAWholeIsToldOfWhoSentItAndOfNobodyElse() throws Exception {
        String wrong = "1".repeat(64);
        holder(LARGE).claimed = wrong;
        holder(LARGE).claimed = wrong;
        learn();
        try (InputStream in = peer.open(7)) {
            IntegrityException e = assertThrows(IntegrityException.class, in::readAllBytes);
            String message = e.getMessage();
            assertTrue(message.contains(HolderDouble.sha256(LARGE, 0, LARGE.length) + ", not " + wrong), message);
        }
        assertEquals(LARGE.length, served());
    }

    @Test
    void aManifestThatIsWrongFromTheBeginningSpoilsNoOtherHolder() throws Exception {
        holder(LARGE).wrongDigest = 0;
        holder(LARGE).wrongDigest = 0;
        holder(LARGE);
        assertArrayEquals(LARGE, read());
    }

    @Test
    void nobodyWhoHasItIsToldBeforeAnythingIsRead() {
        assertThrows(DocumentNotFoundException.class, () -> peer.open(7));
    }

    @Test
    void closingEndsTheTransfer() throws Exception {
        HolderDouble holder = holder(LARGE);
        holder.stallAfter = 10L * CHUNK;
        learn();
        InputStream in = peer.open(7);
        assertEquals(LARGE[0] & 0xff, in.read());
        in.close();
        in.close();
        assertThrows(IOException.class, in::read);
        peer.close();
        assertTrue(!Files.exists(folder.resolve("rfc7.bin")));
    }
}
