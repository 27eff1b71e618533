package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.node.IndexLimits;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class TellingRoomTest {
    private static final int FULL = 100_000;

    private static int fill(TellingRoom.Part part) {
        int records = 0;
        while (part.take(700)) {
            records++;
        }
        assertTrue(part.isRefused());
        return records;
    }

    @Test
    void whoHasBeenTellingForLongTakesNothingMoreWhereHalfOfItIsTaken() {
        TellingRoom room = new TellingRoom(FULL);
        AtomicBoolean slowly = new AtomicBoolean();
        TellingRoom.Part first = room.part(slowly::get);
        assertEquals(200, fill(first));
        first.close();
        slowly.set(true);
        assertEquals(100, fill(first));
        assertFalse(room.part(() -> true).take(0));
        assertEquals(100, fill(room.part(() -> false)), "for who is quick there is the other half");
    }

    @Test
    void whatWasTakenComesBackOnce() {
        TellingRoom room = new TellingRoom(FULL);
        TellingRoom.Part one = room.part(() -> false);
        fill(one);
        assertEquals(2 * FULL, room.taken());
        one.close();
        one.close();
        assertEquals(0, room.taken());
        assertEquals(200, fill(room.part(() -> false)));
    }

    @Test
    void byDefaultItIs512MiB() {
        TellingRoom room = TellingRoom.of(IndexLimits.DEFAULT);
        TellingRoom.Part quick = room.part(() -> false);
        assertTrue(quick.take((512 << 20) - 300));
        assertFalse(quick.take(0));
    }

    /** By its own records and by hearsay, each as much as that. */
    @Test
    void whateverTheLimitsOnePeerMayTellAllThatItMaySlowlyBesideAnother() {
        for (IndexLimits limits : List.of(
                IndexLimits.DEFAULT,
                IndexLimits.DEFAULT.withRecords(3_000_000, 10_000_000),
                IndexLimits.DEFAULT.withTextBytes(1 << 20, 8 << 20),
                new IndexLimits(1, 1, 1, 1),
                new IndexLimits(2, 2, 1L << 30, Long.MAX_VALUE))) {
            TellingRoom room = TellingRoom.of(limits);
            for (int peer = 0; peer < 2; peer++) {
                TellingRoom.Part slow = room.part(() -> true);
                int text = (int) (limits.textBytesOfOne() / limits.recordsOfOne());
                int refused = 0;
                for (int i = 0; i < 2 * limits.recordsOfOne(); i++) {
                    refused += slow.take(text) ? 0 : 1;
                }
                assertEquals(0, refused, limits.toString());
            }
        }
    }
}
