package io.github.p2pdi.impl.download;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.impl.figure.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What three holders of a limited rate bring together, and what it costs when one of them dies. */
@Tag("figure")
class SharingFigureTest extends Downloading {
    private static final int RATE = 20_000_000;
    private static final byte[] DOCUMENT = bytes(240_000_000);

    private void threeHolders() throws IOException {
        for (int i = 0; i < 3; i++) {
            HolderDouble holder = holder(DOCUMENT);
            holder.rate = RATE;
            holder.prepare();
        }
    }

    @Test
    void threeHoldersBringNineTenthsOfWhatTheyHave() throws Exception {
        threeHolders();
        learn();
        long begun = System.nanoTime();
        Path file = peer.download(7).await(Duration.ofSeconds(50));
        double seconds = (System.nanoTime() - begun) / 1e9;
        assertEquals(-1, Files.mismatch(file, Files.write(folder.resolve("meant"), DOCUMENT)));
        Figure.atMost("240 MB from three holders of 20 MB/s each", seconds, DOCUMENT.length / 54e6, "s")
                .show();
    }

    @Test
    void aHolderThatDiesCostsAChunk() throws Exception {
        threeHolders();
        holders.get(1).cutAfter = 30_000_000;
        holders.get(1).onRequest = () -> {
            if (holders.get(1).served.get() > 29_000_000) {
                holders.get(1).status = 404;
            }
        };
        learn();
        var download = peer.download(7);
        download.await(Duration.ofSeconds(50));
        long had = download.progress().holders().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        Figure.atMost("bytes had twice when one of three holders dies", (double) (had - DOCUMENT.length), CHUNK, "B")
                .show();
    }
}
