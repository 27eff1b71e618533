package io.github.p2pdi.impl.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Who sends a document whole is believed as much as who sends its chunks. */
class WholeDocumentHealthTest extends Transferring {
    private static final double QUICK = 1e6;

    @Test
    void aWholeDocumentMakesGoodThatItsHolderFailed() throws Exception {
        byte[] document = bytes(1000);
        HolderDouble holder = holder(document);
        withMeans(new RealDisk(), means -> {
            means.health().failed(holder.address());
            means.health().failed(holder.address());
            assertTrue(means.health().isLeftAlone(holder.address()));
            assertHad(document, transfer(means, holder).run());
            assertFalse(means.health().isLeftAlone(holder.address()));
        });
    }

    @Test
    void whatWasTooLittleToTellLeavesTheRateAsItWas() throws Exception {
        HolderDouble holder = holder(new byte[0]);
        withMeans(new RealDisk(), means -> {
            means.health().delivered(holder.address(), QUICK);
            assertEquals(0, Files.size(transfer(means, holder).run()));
            assertEquals(QUICK, means.health().rate(holder.address()));
        });
    }
}
