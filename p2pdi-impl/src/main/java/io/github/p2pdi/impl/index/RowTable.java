package io.github.p2pdi.impl.index;

import java.util.concurrent.ThreadLocalRandom;

/** A hash table of ids of rows, with open addressing. What is hashed is mixed with lots, so that nobody can make many meet. One thread at a time. */
abstract class RowTable {
    private final long seed = ThreadLocalRandom.current().nextLong();
    /** Each is an id, and one more. */
    private int[] slots = new int[16];

    private int size;

    /** The hash of a row that is in the table, made by {@link #mix}. */
    abstract int hash(int id);

    final int mix(long value) {
        long mixed = (value ^ seed) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 32) * 0x94d049bb133111ebL;
        return (int) (mixed ^ mixed >>> 29);
    }

    /** Where to look first for what has that hash. */
    final int slot(int hash) {
        return hash & (slots.length - 1);
    }

    final int next(int slot) {
        return slot + 1 & (slots.length - 1);
    }

    /** What is in a slot, or {@link Rows#NONE}. */
    final int at(int slot) {
        return slots[slot] - 1;
    }

    final void add(int id) {
        if (3 * ++size > 2 * slots.length) {
            grow();
        }
        put(id);
    }

    final void replace(int id, int by) {
        slots[slotOf(id)] = by + 1;
    }

    /** What stands behind moves up, so that no gap cuts off what is looked for. */
    final void remove(int id) {
        int gap = slotOf(id);
        slots[gap] = 0;
        size--;
        for (int slot = next(gap); slots[slot] != 0; slot = next(slot)) {
            int wanted = slot(hash(slots[slot] - 1));
            if ((slot - wanted & (slots.length - 1)) >= (slot - gap & (slots.length - 1))) {
                slots[gap] = slots[slot];
                slots[slot] = 0;
                gap = slot;
            }
        }
    }

    private int slotOf(int id) {
        int slot = slot(hash(id));
        while (at(slot) != id) {
            slot = next(slot);
        }
        return slot;
    }

    private void put(int id) {
        int slot = slot(hash(id));
        while (slots[slot] != 0) {
            slot = next(slot);
        }
        slots[slot] = id + 1;
    }

    private void grow() {
        int[] before = slots;
        slots = new int[2 * before.length];
        for (int each : before) {
            if (each != 0) {
                put(each - 1);
            }
        }
    }
}
