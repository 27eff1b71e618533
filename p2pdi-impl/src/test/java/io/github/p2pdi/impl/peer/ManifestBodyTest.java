package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.impl.figure.Seed;
import io.github.p2pdi.impl.json.ManifestJson;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.Manifest;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Response;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestBodyTest {
    /** Many may be sent one, and take as long as they like. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 256, 257, 512, 513, 1_999, 65_536})
    void aLongOneIsMadeAsItIsTaken(int chunks) {
        byte[] digests = new byte[32 * chunks];
        new Random(Seed.draw("digests")).nextBytes(digests);
        Manifest manifest = new Manifest(Digest.of(new byte[32]), chunks * 10L, 10, digests);
        Body body = ManifestBody.of(7, manifest);
        assertEquals(chunks > 256, body instanceof Body.Slice);
        assertEquals(ManifestJson.of(7, manifest), AskedExchange.bytes(Response.of(Status.OK, Headers.NONE, body)));
    }
}
