package io.github.p2pdi.impl.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.Manifest;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ManifestsTest {
    private static final Digest DIGEST = new Digest("ab".repeat(32));
    private static final Manifest OF_ONE_CHUNK = new Manifest(DIGEST, 5, 10, new byte[32]);
    private static final int COST = 256 + 32;

    @Test
    void theOneUsedLongestAgoGoesFirst() {
        Manifests manifests = new Manifests(2 * COST);
        manifests.put(1, OF_ONE_CHUNK);
        manifests.put(2, OF_ONE_CHUNK);
        assertEquals(Optional.of(OF_ONE_CHUNK), manifests.get(1, DIGEST));
        manifests.put(3, OF_ONE_CHUNK);
        assertEquals(Optional.of(OF_ONE_CHUNK), manifests.get(1, DIGEST));
        assertEquals(Optional.empty(), manifests.get(2, DIGEST));
        assertEquals(Optional.of(OF_ONE_CHUNK), manifests.get(3, DIGEST));
    }

    @Test
    void oneThatIsLargerThanTheBudgetIsKeptAlone() {
        Manifests manifests = new Manifests(1);
        manifests.put(1, OF_ONE_CHUNK);
        manifests.put(2, OF_ONE_CHUNK);
        assertEquals(Optional.empty(), manifests.get(1, DIGEST));
        assertEquals(Optional.of(OF_ONE_CHUNK), manifests.get(2, DIGEST));
    }

    @Test
    void replacedAndRemovedOnesCostNothing() {
        Manifests manifests = new Manifests(2 * COST);
        for (int i = 0; i < 10; i++) {
            manifests.put(1, OF_ONE_CHUNK);
            manifests.put(2, OF_ONE_CHUNK);
            manifests.remove(2);
            manifests.remove(2);
        }
        manifests.put(2, OF_ONE_CHUNK);
        assertEquals(Optional.of(OF_ONE_CHUNK), manifests.get(1, DIGEST));
    }

    @Test
    void thatOfOtherBytesIsNone() {
        Manifests manifests = new Manifests(COST);
        manifests.put(1, OF_ONE_CHUNK);
        assertEquals(Optional.empty(), manifests.get(1, new Digest("cd".repeat(32))));
    }
}
