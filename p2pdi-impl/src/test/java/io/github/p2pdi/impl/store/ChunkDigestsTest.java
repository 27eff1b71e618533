package io.github.p2pdi.impl.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.Manifest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A document's digests are those of its bytes, in whatever pieces they come. */
class ChunkDigestsTest {
    private static final int CHUNK = 128 << 10;

    private static byte[] sha256(byte[] bytes, int from, int to) {
        return ChunkDigests.sha256().digest(Arrays.copyOfRange(bytes, from, to));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 77})
    void eachChunkHasTheDigestOfItsBytes(int size) {
        byte[] document = new byte[size];
        new Random(size).nextBytes(document);
        ChunkDigests digests = new ChunkDigests(size);
        for (int at = 0; at < size; at += 50_001) {
            digests.add(ByteBuffer.wrap(document, at, Math.min(50_001, size - at)));
        }
        Manifest manifest = digests.manifest();
        assertEquals(Digest.of(sha256(document, 0, size)), manifest.sha256());
        assertEquals((size + CHUNK - 1) / CHUNK, manifest.chunks());
        for (int chunk = 0; chunk < manifest.chunks(); chunk++) {
            byte[] expected = sha256(document, chunk * CHUNK, Math.min(size, (chunk + 1) * CHUNK));
            assertEquals(Digest.of(expected), manifest.chunk(chunk));
            assertTrue(manifest.matches(chunk, expected));
            expected[31] ^= 1;
            assertFalse(manifest.matches(chunk, expected));
        }
    }

    @Test
    void missingBytesAreNotOverlooked() {
        ChunkDigests digests = new ChunkDigests(10);
        digests.add(ByteBuffer.allocate(9));
        assertThrows(IllegalStateException.class, digests::manifest);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 131072",
        "261947392, 131072",
        "262012928, 131072",
        "262012929, 262144",
        "1073741824, 1048576",
        "33537654784, 16777216",
        "9999999999999, 16777216"
    })
    void chunksDoubleUntilThereAreFewerThan2000(long size, long chunk) {
        assertEquals(chunk, Manifest.chunkSizeFor(size));
    }
}
