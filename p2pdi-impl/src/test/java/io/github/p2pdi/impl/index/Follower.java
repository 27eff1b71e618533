package io.github.p2pdi.impl.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.PeerListener;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts together what an index has from what it tells, and checks each time that it is told what it did not know. One thread at a time. */
final class Follower implements PeerListener {
    private final Map<Rfc.Key, Rfc> records = new TreeMap<>();
    private int calls;

    @Override
    public void indexChanged(List<Rfc> added, List<Rfc> removed) {
        calls++;
        assertFalse(added.isEmpty() && removed.isEmpty());
        assertTrue(added.stream().noneMatch(removed::contains), () -> added + " and " + removed);
        assertEquals(ordered(added), added);
        assertEquals(ordered(removed), removed);
        removed.forEach(rfc -> assertEquals(rfc, records.remove(rfc.key())));
        added.forEach(rfc -> assertNull(records.put(rfc.key(), rfc)));
    }

    private static List<Rfc> ordered(List<Rfc> some) {
        return some.stream().sorted(Comparator.comparing(Rfc::key)).toList();
    }

    /** What the index has, as far as it has told. */
    List<Rfc> all() {
        return List.copyOf(records.values());
    }

    /** How often it was told something. */
    int calls() {
        return calls;
    }
}
