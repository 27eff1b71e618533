package io.github.p2pdi.impl.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.error.DocumentNotFoundException;
import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.node.Download;
import io.github.p2pdi.node.DownloadOptions;
import io.github.p2pdi.node.ExistingFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an attempt leaves, and how the next one goes on from it. */
class ResumeTest extends Downloading {
    private static final byte[] DOCUMENT = bytes(12 * CHUNK + 100);
    private static final int CANCELS = 20;

    /** Leaves a part of so many chunks and a half. */
    private void leavePart(int chunks) throws Exception {
        HolderDouble first = holder(DOCUMENT);
        first.cutAfter = (long) chunks * CHUNK + CHUNK / 2;
        first.onRequest = () -> first.status = first.served.get() > 0 ? 404 : 200;
        assertThrows(DocumentNotFoundException.class, this::fetch);
        assertEquals(List.of("rfc7.bin.part", "rfc7.bin.state"), files());
        first.close();
        holders.remove(first);
    }

    private Download resumed() throws Exception {
        learn();
        Download download = peer.download(7);
        download.await(Duration.ofSeconds(40));
        return download;
    }

    @Test
    void anotherHolderGoesOnAndNothingIsHadTwice() throws Exception {
        leavePart(5);
        HolderDouble second = holder(DOCUMENT);
        Download download = resumed();
        assertHad(DOCUMENT, download.await());
        assertEquals(5L * CHUNK, download.progress().resumed());
        assertEquals(DOCUMENT.length - 5L * CHUNK, second.served.get());
    }

    @Test
    void anotherProcessGoesOn() throws Exception {
        leavePart(5);
        peer.close();
        peer = peer(Duration.ofSeconds(2));
        HolderDouble second = holder(DOCUMENT);
        assertHad(DOCUMENT, resumed().await());
        assertEquals(DOCUMENT.length - 5L * CHUNK, second.served.get());
    }

    @Test
    void aPlainHolderGoesOnAndIsVerified() throws Exception {
        leavePart(5);
        holder(DOCUMENT).plain = true;
        Download download = resumed();
        assertHad(DOCUMENT, download.await());
        assertEquals(Download.Verification.SHA256, download.verification());
    }

    @Test
    void whatHasChangedOnTheDiskIsHadAgain() throws Exception {
        leavePart(5);
        try (FileChannel part = FileChannel.open(folder.resolve("rfc7.bin.part"), StandardOpenOption.WRITE)) {
            part.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), 2L * CHUNK + 7);
        }
        HolderDouble second = holder(DOCUMENT);
        assertHad(DOCUMENT, resumed().await());
        assertEquals(DOCUMENT.length - 4L * CHUNK, second.served.get());
        assertEquals(List.of(), List.copyOf(liars));
    }

    @Test
    void aPartThatIsShorterThanItsMarksIsHadAgainFromThere() throws Exception {
        leavePart(5);
        try (FileChannel part = FileChannel.open(folder.resolve("rfc7.bin.part"), StandardOpenOption.WRITE)) {
            part.truncate(3L * CHUNK + 1);
        }
        HolderDouble second = holder(DOCUMENT);
        Download download = resumed();
        assertHad(DOCUMENT, download.await());
        assertEquals(3L * CHUNK, download.progress().resumed());
        assertEquals(DOCUMENT.length - 3L * CHUNK, second.served.get());
    }

    @Test
    void aPartThatIsGoneIsNotGoneOnFrom() throws Exception {
        leavePart(5);
        Files.delete(folder.resolve("rfc7.bin.part"));
        HolderDouble second = holder(DOCUMENT);
        Download download = resumed();
        assertHad(DOCUMENT, download.await());
        assertEquals(0, download.progress().resumed());
        assertEquals(DOCUMENT.length, second.served.get());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20, 300, -1, -20})
    void aDamagedStateIsBegunAnew(int at) throws Exception {
        leavePart(5);
        Path state = folder.resolve("rfc7.bin.state");
        byte[] bytes = Files.readAllBytes(state);
        int position = at < 0 ? bytes.length - 13 + at : at;
        bytes[position] ^= 1;
        Files.write(state, bytes);
        HolderDouble second = holder(DOCUMENT);
        assertHad(DOCUMENT, resumed().await());
        assertEquals(DOCUMENT.length, second.served.get());
    }

    @Test
    void theStateOfAnotherDocumentIsNoneOfThisOne() throws Exception {
        leavePart(5);
        byte[] later = bytes(9 * CHUNK);
        HolderDouble second = holder(later);
        assertHad(later, resumed().await());
        assertEquals(later.length, second.served.get());
    }

    /** It is looked for as soon as nobody is left for the first, and the first may be back tomorrow. */
    @Test
    void anotherDocumentThatNobodyGivesKeepsThePart() throws Exception {
        HolderDouble first = holder(DOCUMENT);
        first.cutAfter = 5L * CHUNK + CHUNK / 2;
        first.onRequest = () -> first.status = first.served.get() > 0 ? 404 : 200;
        HolderDouble other = holder(bytes(11 * CHUNK));
        other.status = 404;
        other.noManifest = true;
        HolderDouble begins = holder(DOCUMENT);
        begins.noManifest = true;
        begins.cutAfter = CHUNK;
        begins.onRequest = () -> begins.status = begins.served.get() > 0 ? 404 : 200;
        // Whoever says what most say is asked first.
        HolderDouble silent = holder(DOCUMENT);
        silent.status = 404;
        assertThrows(DocumentNotFoundException.class, this::fetch);
        assertTrue(other.asked() > 0);
        assertEquals(List.of("rfc7.bin.part", "rfc7.bin.state"), files());

        first.onRequest = () -> {};
        first.status = 200;
        first.cutAfter = Long.MAX_VALUE;
        long before = first.served.get();
        Download download = resumed();
        assertHad(DOCUMENT, download.await());
        // The one that begins may have given a part of it, too.
        long resumed = download.progress().resumed();
        assertTrue(resumed >= 5L * CHUNK, () -> resumed + " bytes were resumed");
        assertEquals(DOCUMENT.length - resumed, first.served.get() - before);
    }

    @Test
    void aCancelKeepsThePart() throws Exception {
        HolderDouble slow = holder(DOCUMENT);
        slow.stallAfter = 4L * CHUNK + 10;
        learn();
        Download download = peer.download(7);
        while (download.progress().verified() < 3L * CHUNK) {
            Thread.onSpinWait();
        }
        download.cancel();
        slow.stallAfter = Long.MAX_VALUE;
        Download again = peer.download(7);
        assertHad(DOCUMENT, again.await());
        assertTrue(
                again.progress().resumed() >= 3L * CHUNK, () -> again.progress().toString());
    }

    /** The one that was cancelled may have the part open still. */
    @Test
    void whatWasCancelledIsGoneOnFromAtOnceWithOtherOptions() throws Exception {
        HolderDouble slow = holder(DOCUMENT);
        slow.stallAfter = 4L * CHUNK + 10;
        learn();
        for (int rate = 1; rate <= CANCELS; rate++) {
            Download download = peer.download(
                    7, DownloadOptions.builder().maxRate(rate * 1_000_000_000L).build());
            while (download.progress().verified() < CHUNK) {
                assertFalse(download.state().isFinal(), download::toString);
                Thread.onSpinWait();
            }
            assertTrue(download.cancel());
        }
        slow.stallAfter = Long.MAX_VALUE;
        assertHad(DOCUMENT, peer.download(7).await());
    }

    @Test
    void aPlainHoldersPartIsOfNoUseAndGoes() throws Exception {
        HolderDouble plain = holder(DOCUMENT);
        plain.plain = true;
        plain.cutAfter = 100_000;
        plain.onRequest = () -> plain.status = plain.served.get() > 0 ? 404 : 200;
        assertThrows(DocumentNotFoundException.class, this::fetch);
        assertEquals(List.of(), files());
    }

    @Test
    void aSecondDownloadOfTheSameFileIsRefused() throws Exception {
        HolderDouble slow = holder(DOCUMENT);
        slow.stallAfter = 2L * CHUNK;
        learn();
        Download first = peer.download(7);
        while (first.progress().bytes() < CHUNK) {
            Thread.onSpinWait();
        }
        Download second = peer.download(
                7, DownloadOptions.builder().maxRate(1_000_000_000).build());
        StorageException e = assertThrows(StorageException.class, second::await);
        assertTrue(e.getMessage().startsWith("another download is writing " + folder.resolve("rfc7.bin")));
        first.cancel();
    }

    @Test
    void aPartThatSomebodyReplacedMeanwhileIsNotGivenTheName() throws Exception {
        HolderDouble slow = holder(DOCUMENT);
        slow.gate = new CountDownLatch(1);
        learn();
        Download download = peer.download(7);
        Path part = folder.resolve("rfc7.bin.part");
        while (!Files.exists(folder.resolve("rfc7.bin.state"))) {
            Thread.onSpinWait();
        }
        Files.move(part, folder.resolve("elsewhere"));
        Files.writeString(part, "what?");
        slow.gate.countDown();
        StorageException e = assertThrows(StorageException.class, () -> download.await(Duration.ofSeconds(40)));
        assertTrue(e.getMessage().startsWith(part + " was removed or replaced"), e.getMessage());
        assertTrue(Files.notExists(folder.resolve("rfc7.bin")));
    }

    private DownloadOptions existing(ExistingFile policy) {
        return DownloadOptions.builder().existing(policy).build();
    }

    @Test
    void anExistingFileIsReplacedWhereThatIsWanted() throws Exception {
        Files.writeString(folder.resolve("rfc7.bin"), "old");
        holder(DOCUMENT);
        assertHad(DOCUMENT, fetch(existing(ExistingFile.REPLACE)));
    }

    @Test
    void aFolderIsNotReplacedAndThatIsToldBeforeAnythingIsFetched() throws Exception {
        Files.createDirectory(folder.resolve("rfc7.bin"));
        HolderDouble holder = holder(DOCUMENT);
        StorageException e = assertThrows(StorageException.class, () -> fetch(existing(ExistingFile.REPLACE)));
        assertTrue(e.getMessage().startsWith(folder.resolve("rfc7.bin") + " is a folder; move it away"));
        assertEquals(0, holder.asked());
    }

    @Test
    void anExistingFileStaysAndTheNewOneIsRenamed() throws Exception {
        Files.writeString(folder.resolve("rfc7.bin"), "old");
        Files.writeString(folder.resolve("rfc7 (1).bin"), "older");
        holder(DOCUMENT);
        assertEquals(folder.resolve("rfc7 (2).bin"), fetch(existing(ExistingFile.RENAME)));
        assertEquals("old", Files.readString(folder.resolve("rfc7.bin")));
    }

    @Test
    void theSameFileIsNotHadAgain() throws Exception {
        Files.write(folder.resolve("rfc7.bin"), DOCUMENT);
        HolderDouble holder = holder(DOCUMENT);
        learn();
        Download download = peer.download(7, existing(ExistingFile.SKIP_IF_SAME));
        assertHad(DOCUMENT, download.await());
        assertEquals(0, holder.asked());
        assertEquals(Download.Verification.SHA256, download.verification());
    }

    @Test
    void theSameFileOfAPlainHolderIsComparedOnceItIsHad() throws Exception {
        Files.write(folder.resolve("rfc7.bin"), DOCUMENT);
        HolderDouble holder = holder(DOCUMENT);
        holder.plain = true;
        assertHad(DOCUMENT, fetch(existing(ExistingFile.SKIP_IF_SAME)));
        assertEquals(1, holder.asked());
    }

    @Test
    void anotherFileIsNotTakenForTheSame() throws Exception {
        Files.writeString(folder.resolve("rfc7.bin"), "old");
        holder(DOCUMENT);
        StorageException e = assertThrows(StorageException.class, () -> fetch(existing(ExistingFile.SKIP_IF_SAME)));
        assertTrue(e.getMessage().contains("exists already, with other bytes"), e.getMessage());
        assertEquals("old", Files.readString(folder.resolve("rfc7.bin")));
    }
}
