package io.github.p2pdi.impl.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.error.DocumentNotFoundException;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.node.Download;
import io.github.p2pdi.node.DownloadOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who is asked for what, and which of several documents it is that is put together. */
class ManyHoldersTest extends Downloading {
    private static final byte[] LARGE = bytes(40 * CHUNK + 17);
    private static final byte[] MIDDLE = bytes(5 * CHUNK + 1);

    @Test
    void oneHolderIsAskedForTheManifestAndThenForAllAtOnce() throws Exception {
        HolderDouble one = holder(MIDDLE);
        assertHad(MIDDLE, fetch());
        assertEquals(1, one.asked());
        assertEquals(MIDDLE.length, one.served.get());
        assertEquals(1, one.connections.get());
    }

    @Test
    void aSmallDocumentIsHadInOneRequest() throws Exception {
        HolderDouble one = holder(bytes(CHUNK));
        assertHad(bytes(CHUNK), fetch());
        assertEquals(2, one.requests.size(), () -> one.requests.toString());
    }

    @Test
    void severalHoldersShareALargeDocument() throws Exception {
        for (int i = 0; i < 3; i++) {
            holder(LARGE).pieceNanos = 10_000_000;
        }
        assertHad(LARGE, fetch());
        assertTrue(holders.stream().allMatch(holder -> holder.served.get() > 0), () -> "served " + served());
        assertTrue(holders.stream().allMatch(holder -> holder.connections.get() <= 2));
        assertTrue(served() <= LARGE.length + 3L * CHUNK, () -> served() + " bytes for " + LARGE.length);
    }

    @Test
    void noMoreHoldersAreAskedAtOnceThanTheCallerWants() throws Exception {
        for (int i = 0; i < 4; i++) {
            holder(LARGE);
        }
        assertHad(LARGE, fetch(DownloadOptions.builder().maxHolders(1).build()));
        assertEquals(1, holders.stream().filter(holder -> holder.asked() > 0).count());
    }

    @Test
    void aHolderThatDiesCostsItsOpenChunkAlone() throws Exception {
        HolderDouble dies = holder(LARGE);
        dies.cutAfter = 6 * CHUNK + 1000;
        dies.onRequest = () -> {};
        holder(LARGE);
        for (HolderDouble each : holders) {
            each.pieceNanos = 300_000;
        }
        assertHad(LARGE, fetch(DownloadOptions.defaults()));
        assertTrue(served() <= LARGE.length + 3L * CHUNK, () -> served() + " bytes for " + LARGE.length);
    }

    @Test
    void theLastChunksOfASlowHolderAreHadFromAnother() throws Exception {
        HolderDouble slow = holder(LARGE);
        slow.stallAfter = CHUNK;
        holder(LARGE);
        long begun = System.nanoTime();
        peer.close();
        peer = peer(Duration.ofSeconds(40));
        assertHad(LARGE, fetch());
        assertTrue(System.nanoTime() - begun < Duration.ofSeconds(30).toNanos());
        assertTrue(served() <= LARGE.length + 2L * CHUNK, () -> served() + " bytes for " + LARGE.length);
    }

    @Test
    void aLiarIsDroppedByItsOwnManifestAndToldOf() throws Exception {
        HolderDouble liar = holder(LARGE);
        for (long chunk = 0; chunk < 41; chunk++) {
            liar.flipped.add(chunk * CHUNK + 5);
        }
        holder(LARGE);
        assertHad(LARGE, fetch());
        assertEquals(liar.address(), liars.poll(10, TimeUnit.SECONDS));
        assertTrue(Set.of(liar.address()).containsAll(liars), () -> liars.toString());
    }

    @Test
    void aWrongManifestIsOutvoted() throws Exception {
        HolderDouble wrong = holder(LARGE);
        wrong.wrongDigest = 3;
        holder(LARGE);
        holder(LARGE);
        assertHad(LARGE, fetch());
    }

    @Test
    void ofTwoManifestsTheWholeDigestDecides() throws Exception {
        HolderDouble wrong = holder(LARGE);
        wrong.wrongDigest = 3;
        holder(LARGE);
        assertHad(LARGE, fetch());
        assertTrue(liars.isEmpty() || List.of(wrong.address()).equals(List.copyOf(liars)), () -> liars.toString());
    }

    @Test
    void theCallersDigestDecidesBetweenTwoDocuments() throws Exception {
        byte[] other = bytes(LARGE.length + 1);
        holder(other);
        holder(other);
        HolderDouble meant = holder(LARGE);
        DownloadOptions pinned =
                DownloadOptions.builder().sha256(new Digest(meant.sha256())).build();
        assertHad(LARGE, fetch(pinned));
        assertEquals(0, holders.get(0).served.get());
    }

    @Test
    void whereNobodyHasTheCallersDocumentEachIsNamedWithWhatItHas() throws Exception {
        HolderDouble other = holder(LARGE);
        DownloadOptions pinned =
                DownloadOptions.builder().sha256(new Digest("1".repeat(64))).build();
        DocumentNotFoundException e = assertThrows(DocumentNotFoundException.class, () -> fetch(pinned));
        assertTrue(e.getMessage().contains(other.address() + " has another document"), e.getMessage());
        assertTrue(e.getMessage().contains(other.sha256()), e.getMessage());
        assertEquals(List.of(), files());
    }

    @Test
    void theDocumentThatMostHoldersHaveIsTheOneThatIsMeant() throws Exception {
        holder(bytes(LARGE.length + 1));
        holder(LARGE);
        holder(LARGE);
        assertHad(LARGE, fetch());
    }

    @Test
    void anotherDocumentIsTurnedToWhenNobodyIsLeftForTheFirst() throws Exception {
        HolderDouble gone = holder(bytes(LARGE.length + 1));
        gone.status = 404;
        HolderDouble second = holder(bytes(LARGE.length + 1));
        second.status = 404;
        holder(LARGE);
        assertHad(LARGE, fetch());
    }

    @Test
    void aDocumentThatChangesAtItsHolderIsHadAsItIsNow() throws Exception {
        HolderDouble changing = holder(MIDDLE);
        byte[] later = bytes(7 * CHUNK);
        changing.onRequest = () -> changing.document = later;
        assertHad(later, fetch());
    }

    @Test
    void aPlainHolderIsVerifiedByItsLengthAloneAndThatIsSaid() throws Exception {
        HolderDouble plain = holder(LARGE);
        plain.plain = true;
        learn();
        Download download = peer.download(7);
        assertHad(LARGE, download.await());
        assertEquals(Download.Verification.LENGTH, download.verification());
        assertEquals(0, download.progress().verified());
        assertEquals(1, plain.asked());
    }

    @Test
    void whatADigestHasShownIsSaidToBeVerified() throws Exception {
        holder(LARGE);
        learn();
        Download download = peer.download(7);
        assertHad(LARGE, download.await());
        assertEquals(Download.Verification.SHA256, download.verification());
        assertEquals(LARGE.length, download.progress().verified());
        assertEquals(LARGE.length, download.progress().bytes());
        assertEquals(
                List.of(holders.get(0).address()),
                List.copyOf(download.progress().holders().keySet()));
    }

    @Test
    void aPlainHolderGoesOnWhereOneWithAManifestLeftOff() throws Exception {
        HolderDouble first = holder(LARGE);
        first.cutAfter = 10 * CHUNK;
        HolderDouble plain = holder(LARGE);
        plain.plain = true;
        learn();
        Download download = peer.download(7);
        assertHad(LARGE, download.await());
        assertEquals(Download.Verification.SHA256, download.verification());
    }

    @Test
    void aPlainHolderIsAskedForNoPart() throws Exception {
        HolderDouble first = holder(LARGE);
        first.pieceNanos = 300_000;
        HolderDouble plain = holder(LARGE);
        plain.plain = true;
        assertHad(LARGE, fetch());
        assertTrue(
                plain.requests.stream().noneMatch(request -> request.contains("Range:")),
                () -> plain.requests.toString());
    }

    /** The other may be right as well, if the document has changed; but of two the one who does not contradict himself is believed. */
    @Test
    void whoseManifestIsNotOfWhatHisIndexSaysIsBelievedLessThanOneWhoIsTheSame() throws Exception {
        byte[] other = LARGE.clone();
        other[0] ^= 1;
        HolderDouble liar = holder(other);
        HolderDouble honest = holder(LARGE);
        liar.indexDigest = honest.sha256();
        assertHad(LARGE, fetch());
    }

    @Test
    void aHolderThatGivesNoPartsGivesAllOfIt() throws Exception {
        HolderDouble whole = holder(LARGE);
        whole.noRanges = true;
        assertHad(LARGE, fetch());
    }

    @Test
    void aHolderWithoutManifestsIsVerifiedByTheWholeDigest() throws Exception {
        holder(LARGE).noManifest = true;
        learn();
        Download download = peer.download(7);
        assertHad(LARGE, download.await());
        assertEquals(Download.Verification.SHA256, download.verification());
    }

    @Test
    void anEmptyDocumentIsHad() throws Exception {
        holder(new byte[0]);
        Path file = fetch();
        assertHad(new byte[0], file);
    }
}
