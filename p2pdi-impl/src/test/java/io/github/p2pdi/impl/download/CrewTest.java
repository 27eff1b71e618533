package io.github.p2pdi.impl.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.Manifest;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CrewTest {
    private static final int MANY = 2_000;
    private static final Digest DIGEST = new Digest("0".repeat(64));

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final Crew crew = new Crew(new HolderHealth(clock), Optional.empty());

    /** Digests of a million chunks are 32 MB, and there can be many who tell of them. */
    @Test
    void whatIsToldOfADocumentThatThereIsNoRoomForIsForgotten() {
        crew.add(record(1, DIGEST), clock.nanos());
        crew.add(record(2, DIGEST), clock.nanos());
        Manifest manifest = new Manifest(DIGEST, 1, Manifest.SMALLEST_CHUNK, new byte[32]);
        Holder teller = crew.all().get(0);
        teller.manifest = Optional.of(manifest);
        assertTrue(crew.refuse(manifest));
        assertTrue(teller.isDropped());
        assertEquals(Optional.empty(), teller.manifest);
    }

    private static Rfc record(int port, Digest digest) {
        return new Rfc(7, "T", PeerAddress.of("127.0.0.1", port), "p", OptionalLong.of(1), Optional.of(digest));
    }

    /** It is done under the lock, for each step: work that grows with the square of them would hold up everybody. */
    @Test
    void oneOfManyIsFoundAtOnceThoughEachSaysSomethingElse() {
        for (int port = 1; port <= MANY; port++) {
            crew.add(record(port, new Digest(String.format("%064x", port))), clock.nanos());
        }
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            assertEquals(Optional.of(crew.all().get(0)), crew.next(Optional.empty(), clock.nanos()));
            assertEquals(1, crew.outlook(Optional.empty()).useful());
        });
    }
}
