package io.github.p2pdi.impl.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.impl.figure.Figure;
import io.github.p2pdi.node.Download;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process that downloads is killed at a random moment, and another goes on from what it left. */
class KillTest extends Downloading {
    private static final byte[] DOCUMENT = bytes(64 * CHUNK + 99);

    @Test
    void whatAKilledProcessHadIsNotHadAgain() throws Exception {
        resumed(2);
    }

    @Test
    @Tag("figure")
    @Timeout(600)
    void ofTwentyKillsAllAreResumed() throws Exception {
        Figure.all("kills in mid-download, resumed with the same SHA-256", resumed(20), 20)
                .show();
    }

    private int resumed(int kills) throws Exception {
        long seed = Long.getLong("p2pdi.seed", System.nanoTime());
        System.out.println("KillTest: p2pdi.seed=" + seed);
        Random random = new Random(seed);
        for (int i = 0; i < kills; i++) {
            once(1 + random.nextInt(DOCUMENT.length * 3 / 4));
        }
        return kills;
    }

    /** Killed when the holders have sent so many bytes. */
    private void once(int when) throws Exception {
        for (int i = 0; i < 2; i++) {
            holder(DOCUMENT).pieceNanos = 500_000;
        }
        killAfter(when);
        assertFalse(files().contains("rfc7.bin"));
        int marked = marked();
        long before = served();
        learn();
        Download download = peer.download(7);
        Path file = download.await(Duration.ofSeconds(50));
        assertArrayEquals(DOCUMENT, Files.readAllBytes(file));
        assertEquals(List.of("rfc7.bin"), files());
        assertEquals((long) marked * CHUNK, download.progress().resumed());
        long again = served() - before - (DOCUMENT.length - (long) marked * CHUNK);
        // The second attempt may ask for its last chunks twice.
        assertTrue(again <= 2L * CHUNK, () -> again + " bytes were had again");
        Files.delete(file);
        for (HolderDouble holder : holders) {
            holder.close();
        }
        holders.clear();
    }

    /** How many chunks are marked: all whose bytes are there, but for one a holder at the most. */
    private int marked() throws Exception {
        if (!files().contains("rfc7.bin.state")) {
            return 0;
        }
        String marks = Files.readString(folder.resolve("rfc7.bin.state")).replaceAll("(?s).*\n", "");
        byte[] part = Files.readAllBytes(folder.resolve("rfc7.bin.part"));
        int marked = 0;
        int unmarked = 0;
        for (int chunk = 0; chunk < marks.length(); chunk++) {
            int from = chunk * CHUNK;
            int to = Math.min(DOCUMENT.length, from + CHUNK);
            boolean there = part.length >= to && Arrays.equals(part, from, to, DOCUMENT, from, to);
            boolean mark = marks.charAt(chunk) == '+';
            assertTrue(there || !mark, "chunk " + chunk + " is marked and not there");
            marked += mark ? 1 : 0;
            unmarked += there && !mark ? 1 : 0;
        }
        assertTrue(unmarked <= holders.size(), unmarked + " chunks are there and not marked");
        return marked;
    }

    private void killAfter(long bytes) throws Exception {
        Process process = KilledDownload.start(folder, holders);
        try {
            while (served() < bytes && process.isAlive()) {
                Thread.onSpinWait();
            }
        } finally {
            process.destroyForcibly();
            assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        }
    }
}
