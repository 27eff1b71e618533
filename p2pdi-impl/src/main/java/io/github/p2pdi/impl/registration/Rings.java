package io.github.p2pdi.impl.registration;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Numbered places in rings, most of which hold a record. A place is moved from one ring to another without knowing either, and without a search. The
 * links are numbers, as the garbage collector looks again at whatever a changed reference lies in: with a million records that costs several times what a
 * move does. Guarded by the registry's lock.
 */
final class Rings {
    private static final int FEWEST = 16;

    /** Of each place the one before and the one behind it; of a free one, behind it is the next that is free. */
    private int[] links = new int[2 * FEWEST];

    private @Nullable PeerRecord[] records = new PeerRecord[FEWEST];
    private int used;
    private int firstFree = -1;

    /** Takes a place for a record, or one that is none; it is a ring of its own. */
    int take(@Nullable PeerRecord record) {
        int place = firstFree;
        if (place >= 0) {
            firstFree = next(place);
        } else {
            place = used;
            if (place == records.length) {
                grow();
            }
            used++;
        }
        records[place] = record;
        link(place, place);
        return place;
    }

    /** Both or, where there is no memory, neither. */
    private void grow() {
        int[] moreLinks = Arrays.copyOf(links, 4 * used);
        records = Arrays.copyOf(records, 2 * used);
        links = moreLinks;
    }

    /** Takes a place out of its ring; it is free for others. */
    void free(int place) {
        takeOut(place);
        records[place] = null;
        links[2 * place + 1] = firstFree;
        firstFree = place;
    }

    /** The record in a place, if it holds one. */
    @Nullable
    PeerRecord record(int place) {
        return records[place];
    }

    int next(int place) {
        return links[2 * place + 1];
    }

    /** Goes to the place before that one, from wherever it was. */
    void moveBefore(int place, int other) {
        takeOut(place);
        link(links[2 * other], place);
        link(place, other);
    }

    /** Takes it out of its ring; it is a ring of its own. */
    void takeOut(int place) {
        link(links[2 * place], next(place));
        link(place, place);
    }

    private void link(int place, int next) {
        links[2 * place + 1] = next;
        links[2 * next] = place;
    }
}
