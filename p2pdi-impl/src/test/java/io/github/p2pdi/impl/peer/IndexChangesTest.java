package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is remembered of how the index came to be as it is. */
class IndexChangesTest {
    private static final PeerAddress BOB = PeerAddress.of("bob", 4002);

    private final IndexChanges changes = new IndexChanges();

    private static Rfc.Key key(long number) {
        return new Rfc.Key(number, BOB);
    }

    @Test
    void neverAreThereMoreThanAreKept() {
        changes.add(1, 0, key(0));
        for (int i = 0; i < 3 * IndexChanges.MOST; i++) {
            changes.add(2, 0, key(i));
            assertTrue(changes.size() <= IndexChanges.MOST);
        }
        assertEquals(Optional.empty(), changes.since(1, IndexChanges.MOST));
        assertEquals(Optional.of(Set.of()), changes.since(2, IndexChanges.MOST));
    }

    @Test
    void whatIsOlderThanADayIsForgotten() {
        changes.add(1, 0, key(1));
        changes.add(2, 1, key(2));
        assertEquals(Optional.of(Set.of(key(1), key(2))), changes.since(0, IndexChanges.MOST));
        changes.forgetOld(Duration.ofHours(24).toNanos() + 1);
        assertEquals(Optional.empty(), changes.since(0, IndexChanges.MOST));
        assertEquals(Optional.of(Set.of(key(2))), changes.since(1, IndexChanges.MOST));
    }
}
