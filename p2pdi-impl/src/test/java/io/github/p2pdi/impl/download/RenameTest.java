package io.github.p2pdi.impl.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.p2pdi.error.DocumentNotFoundException;
import io.github.p2pdi.node.Download;
import io.github.p2pdi.node.DownloadOptions;
import io.github.p2pdi.node.ExistingFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two documents that would have the same name, where another will do. */
class RenameTest extends Downloading {
    private static final byte[] SEVEN = bytes(20 * CHUNK);
    private static final byte[] EIGHT = bytes(20 * CHUNK + 1);
    private static final DownloadOptions OPTIONS = DownloadOptions.builder()
            .name("paper.bin")
            .existing(ExistingFile.RENAME)
            .build();

    private HolderDouble seven;
    private HolderDouble eight;

    @BeforeEach
    void learnOfBoth() throws Exception {
        seven = holder(SEVEN);
        eight = new HolderDouble(8, EIGHT);
        holders.add(eight);
        learn();
    }

    private static Path had(Download download) throws Exception {
        return download.await(Duration.ofSeconds(40));
    }

    private void assertFile(byte[] document, String name, Path file) throws IOException {
        assertEquals(folder.resolve(name), file);
        assertArrayEquals(document, Files.readAllBytes(file));
    }

    /** Has some of a document, and leaves it. */
    private void begin(long number, HolderDouble holder) {
        holder.cutAfter = 5L * CHUNK + CHUNK / 2;
        holder.onRequest = () -> holder.status = holder.served.get() > 0 ? 404 : 200;
        assertThrows(DocumentNotFoundException.class, () -> had(peer.download(number, OPTIONS)));
        holder.onRequest = () -> holder.status = 200;
        holder.cutAfter = Long.MAX_VALUE;
    }

    /** While that holder's document is being written. */
    private Download open(long number, HolderDouble holder) {
        holder.gate = new CountDownLatch(1);
        Download download = peer.download(number, OPTIONS);
        while (!Files.exists(folder.resolve("paper.bin.state"))) {
            Thread.onSpinWait();
        }
        return download;
    }

    @Test
    void atOnceEachHasAName() throws Exception {
        Download first = open(7, seven);
        assertFile(EIGHT, "paper (1).bin", had(peer.download(8, OPTIONS)));
        seven.gate.countDown();
        assertFile(SEVEN, "paper.bin", had(first));
        assertEquals(List.of("paper (1).bin", "paper.bin"), files());
    }

    @Test
    void whatWasBegunUnderAnotherNameIsGoneOnWith() throws Exception {
        Download first = open(7, seven);
        begin(8, eight);
        assertEquals(
                List.of("paper (1).bin.part", "paper (1).bin.state", "paper.bin.part", "paper.bin.state"), files());
        seven.gate.countDown();
        assertFile(SEVEN, "paper.bin", had(first));

        Download again = peer.download(8, OPTIONS);
        assertFile(EIGHT, "paper (1).bin", had(again));
        assertEquals(5L * CHUNK, again.progress().resumed());
        assertEquals(List.of("paper (1).bin", "paper.bin"), files());
    }

    @Test
    void whatWasBegunOfAnotherDocumentStays() throws Exception {
        begin(7, seven);
        assertFile(EIGHT, "paper (1).bin", had(peer.download(8, OPTIONS)));

        Download again = peer.download(7, OPTIONS);
        assertFile(SEVEN, "paper.bin", had(again));
        assertEquals(5L * CHUNK, again.progress().resumed());
    }

    @Test
    void whereItWouldTakeAThirdNameThatIsWhatItGets() throws Exception {
        Files.writeString(folder.resolve("paper (1).bin"), "old");
        Download first = open(7, seven);
        assertFile(EIGHT, "paper (2).bin", had(peer.download(8, OPTIONS)));
        seven.gate.countDown();
        had(first);
        assertEquals("old", Files.readString(folder.resolve("paper (1).bin")));
    }
}
