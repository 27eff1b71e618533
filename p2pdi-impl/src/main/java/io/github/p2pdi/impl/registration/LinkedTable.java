package io.github.p2pdi.impl.registration;

import org.jspecify.annotations.Nullable;

/**
 * A hash table whose entries carry its links: one field of theirs and one slot here is all that it costs each, a fifth of what a {@link java.util.HashMap}
 * takes. An entry is in it at most once. Guarded by the registry's lock.
 *
 * @param <E> the entries
 * @param <K> what they are found by
 */
abstract class LinkedTable<E, K> {
    private static final int FEWEST_SLOTS = 16;
    private static final int MOST_SLOTS = 1 << 30;

    /** As many as there are entries at least, a power of two; each has the first of a chain. */
    private @Nullable Object[] slots = new Object[FEWEST_SLOTS];

    private int size;

    abstract K key(E entry);

    /** Whether an entry is the one that a key means. */
    abstract boolean isAt(E entry, K key);

    abstract @Nullable E next(E entry);

    abstract void next(E entry, @Nullable E other);

    /** The hash of a key; its bits need not be spread. */
    abstract int hash(K key);

    final int size() {
        return size;
    }

    final @Nullable E get(K key) {
        E each = first(slot(key));
        while (each != null && !isAt(each, key)) {
            each = next(each);
        }
        return each;
    }

    /** Makes room for so many entries; it grows by itself beyond that. */
    final void reserve(int entries) {
        while (slots.length < entries && slots.length < MOST_SLOTS) {
            grow();
        }
    }

    /** Adds an entry; none with its key is in the table. */
    final void add(E entry) {
        if (size == slots.length && size < MOST_SLOTS) {
            grow();
        }
        size++;
        link(entry);
    }

    /** Takes out an entry; quiet if it is not in the table. Its key is the one that it was added with. */
    final void remove(E entry) {
        int slot = slot(key(entry));
        E before = null;
        E each = first(slot);
        while (each != null && each != entry) {
            before = each;
            each = next(each);
        }
        if (each == null) {
            return;
        }
        size--;
        if (before == null) {
            slots[slot] = next(entry);
        } else {
            next(before, next(entry));
        }
        next(entry, null);
    }

    private void link(E entry) {
        int slot = slot(key(entry));
        next(entry, first(slot));
        slots[slot] = entry;
    }

    private void grow() {
        @Nullable Object[] old = slots;
        slots = new Object[old.length * 2];
        for (Object chain : old) {
            E each = entry(chain);
            while (each != null) {
                E rest = next(each);
                link(each);
                each = rest;
            }
        }
    }

    private int slot(K key) {
        // Fibonacci hashing (Knuth, The Art of Computer Programming, 6.4) spreads what is alike.
        return (hash(key) * 0x9e3779b9) >>> Integer.numberOfLeadingZeros(slots.length - 1);
    }

    private @Nullable E first(int slot) {
        return entry(slots[slot]);
    }

    /** Only entries are ever put there. */
    @SuppressWarnings("unchecked")
    private @Nullable E entry(@Nullable Object entry) {
        return (E) entry;
    }
}
