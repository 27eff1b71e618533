package io.github.p2pdi.impl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.p2pdi.wire.Body;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class SupersededTest {
    private static final int LONG = 1 << 20;

    private final Superseded superseded = new Superseded(100);

    private static Body.Slice read(Revocable from) {
        return (Body.Slice) from.body(Body.of(ByteBuffer.allocate(LONG)));
    }

    private static void requireRevoked(boolean revoked, Body.Slice body) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(7);
        if (revoked) {
            assertThrows(IOException.class, () -> body.content().read(into, 0));
        } else {
            assertEquals(7, body.content().read(into, 0));
        }
    }

    @Test
    void theOldestIsRevokedWhereTheBudgetIsUsedUp() throws IOException {
        Revocable first = new Revocable();
        Revocable second = new Revocable();
        Revocable third = new Revocable();
        Body.Slice ofFirst = read(first);
        Body.Slice ofSecond = read(second);
        Body.Slice ofThird = read(third);
        superseded.add(first, 40, 0);
        superseded.add(second, 40, 0);
        requireRevoked(false, ofFirst);
        superseded.add(third, 40, 0);
        requireRevoked(true, ofFirst);
        requireRevoked(false, ofSecond);
        requireRevoked(false, ofThird);
    }

    @Test
    void whatNobodyReadsTakesNothing() throws IOException {
        Revocable first = new Revocable();
        Body.Slice ofFirst = read(first);
        superseded.add(first, 40, 40);
        superseded.add(new Revocable(), 1000, 0);
        requireRevoked(false, ofFirst);
        ofFirst.close();
        ofFirst.close();
        superseded.add(new Revocable(), 1000, 1000);
        assertEquals(false, superseded.isTight());
    }

    @Test
    void whatOlderOnesStillHoldCountsThoughNobodyReadsWhatCameBetween() throws IOException {
        Revocable first = new Revocable();
        Body.Slice ofFirst = read(first);
        superseded.add(first, 0, 30);
        superseded.add(new Revocable(), 0, 30);
        superseded.add(new Revocable(), 0, 30);
        requireRevoked(false, ofFirst);
        superseded.add(new Revocable(), 0, 30);
        requireRevoked(true, ofFirst);
    }

    /** It may have been in the hand of somebody who was about to send it. */
    @Test
    void whoBeginsToReadWhatIsSupersededCountsAsWell() throws IOException {
        Revocable first = new Revocable();
        superseded.add(first, 80, 0);
        Body.Slice ofFirst = read(first);
        Revocable second = new Revocable();
        Body.Slice ofSecond = read(second);
        superseded.add(second, 80, 0);
        requireRevoked(true, ofFirst);
        requireRevoked(false, ofSecond);
    }

    @Test
    void aShortBodyIsNotCounted() throws IOException {
        Revocable revocable = new Revocable();
        Body body = Body.of(ByteBuffer.allocate(1000));
        assertEquals(body, revocable.body(body));
        assertEquals(false, revocable.isBeingRead());
    }
}
