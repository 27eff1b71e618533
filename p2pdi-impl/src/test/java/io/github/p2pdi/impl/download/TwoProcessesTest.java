package io.github.p2pdi.impl.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.error.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Another process downloads the same document into the same folder. */
class TwoProcessesTest extends Downloading {
    private static final byte[] DOCUMENT = bytes(20 * CHUNK + 99);

    @Test
    void onlyOneOfThemWritesAndTheOtherGoesOnWithItOnceThatHasEnded() throws Exception {
        HolderDouble holder = holder(DOCUMENT);
        // It sends some chunks and then nothing, for as long as the other process lives.
        holder.stallAfter = 5 * CHUNK;
        Process other = KilledDownload.start(folder, holders);
        try {
            while (!Files.exists(folder.resolve("rfc7.bin.state")) && other.isAlive()) {
                Thread.onSpinWait();
            }
            StorageException e = assertThrows(StorageException.class, this::fetch);
            assertTrue(
                    e.getMessage().startsWith("another download is writing " + folder.resolve("rfc7.bin")),
                    e.getMessage());
            assertTrue(other.isAlive());
        } finally {
            other.destroyForcibly();
            assertTrue(other.waitFor(30, TimeUnit.SECONDS));
        }
        holder.stallAfter = Long.MAX_VALUE;
        Path file = peer.download(7).await(Duration.ofSeconds(50));
        assertHad(DOCUMENT, file);
        assertEquals(DOCUMENT.length, Files.size(file));
    }
}
