package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.node.IndexLimits;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class TellingRoomTest {
    private static final int FULL = 100_000;

    private static int fill(TellingRoom.Part part) {
        int records = 0;
        while (part.take(800)) {
            records++;
        }
        assertTrue(part.isRefused());
        return records;
    }

    @Test
    void whoHasBeenTellingForLongHasHalfOfIt() {
        TellingRoom room = new TellingRoom(FULL);
        AtomicBoolean slowly = new AtomicBoolean();
        TellingRoom.Part quick = room.part(() -> false);
        TellingRoom.Part slow = room.part(slowly::get);
        assertEquals(200, fill(slow));
        slow.close();
        slowly.set(true);
        assertEquals(100, fill(slow));
        assertEquals(100, fill(quick), "the slow one has not kept it out of the other half");
        assertFalse(room.part(() -> true).take(0));
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
    void byDefaultEightPeersHaveRoomForAllThatEachMayTellAndAsMuchIsLeftForOthers() {
        TellingRoom room = TellingRoom.of(IndexLimits.DEFAULT);
        TellingRoom.Part slow = room.part(() -> true);
        assertTrue(slow.take((256 << 20) - 200));
        assertFalse(slow.take(0));
        assertTrue(room.part(() -> false).take((256 << 20) - 200));
        assertFalse(room.part(() -> false).take(0));
        assertTrue(TellingRoom.of(new IndexLimits(1, 1, 1L << 30, Long.MAX_VALUE))
                .part(() -> true)
                .take(Integer.MAX_VALUE));
    }
}
