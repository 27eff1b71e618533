package io.github.p2pdi.impl.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.impl.figure.Figure;
import io.github.p2pdi.node.DownloadOptions;
import io.github.p2pdi.node.ExistingFile;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One bit of a document is turned on its way, in each of many downloads. */
class BitFlipTest extends Downloading {
    private static final byte[] DOCUMENT = bytes(17 * CHUNK + 333);

    @Test
    void aTurnedBitIsCaughtAndMendedFromAnotherHolder() throws Exception {
        assertEquals(10, mended(10));
    }

    @Test
    @Tag("figure")
    @Timeout(600)
    void ofAThousandTurnedBitsAllAreCaughtAndMended() throws Exception {
        Figure.all("turned bits caught, and mended from another holder", mended(1000), 1000)
                .show();
    }

    private int mended(int downloads) throws Exception {
        long seed = Long.getLong("p2pdi.seed", System.nanoTime());
        System.out.println("BitFlipTest: p2pdi.seed=" + seed);
        Random random = new Random(seed);
        DownloadOptions over =
                DownloadOptions.builder().existing(ExistingFile.REPLACE).build();
        HolderDouble first = holder(DOCUMENT);
        HolderDouble second = holder(DOCUMENT);
        learn();
        int mended = 0;
        for (int i = 0; i < downloads; i++) {
            HolderDouble turned = i % 2 == 0 ? first : second;
            turned.flipped.add((long) random.nextInt(DOCUMENT.length));
            assertArrayEquals(
                    DOCUMENT, Files.readAllBytes(peer.download(7, over).await(Duration.ofSeconds(50))));
            mended++;
            turned.flipped.clear();
        }
        return mended;
    }
}
