package io.github.p2pdi.impl.registration;

import io.github.p2pdi.model.PeerAddress;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * How the listed peers came to be those that they are: one change a version, the latest {@value #MOST} of them. Guarded by the registry's lock.
 */
final class ChangeLog {
    static final int MOST = 65_536;

    /** How a version is written: the epoch, a minus sign, a count in hexadecimal digits. */
    private static final int RADIX = 16;

    private final String prefix;
    /** A ring: the change that led to version n is at n - 1, modulo its size. */
    private final List<PeerAddress> keys = new ArrayList<>();

    private final BitSet wereListed = new BitSet();
    private long version;

    /** {@code epoch} tells the versions of this registry from those of all others. */
    ChangeLog(String epoch) {
        prefix = epoch + '-';
    }

    String version() {
        return prefix + Long.toString(version, RADIX);
    }

    /** The peer with that key is listed, or is not, or is otherwise than before. */
    void add(PeerAddress key, boolean wasListed) {
        int place = (int) (version++ % MOST);
        if (place == keys.size()) {
            keys.add(key);
        } else {
            keys.set(place, key);
        }
        wereListed.set(place, wasListed);
    }

    /** What has changed since a version, in order; none if that is not known any more, or more than so many. */
    Optional<List<Change>> since(String text, int most) {
        long since = parse(text);
        if (since < 0 || since > version || version - since > Math.min(most, keys.size())) {
            return Optional.empty();
        }
        List<Change> changes = new ArrayList<>((int) (version - since));
        for (long each = since; each < version; each++) {
            int place = (int) (each % MOST);
            changes.add(new Change(keys.get(place), wereListed.get(place)));
        }
        return Optional.of(changes);
    }

    /** The count in a version of this registry, written as we write it; -1 for anything else. */
    private long parse(String text) {
        if (!text.startsWith(prefix)) {
            return -1;
        }
        try {
            long count = Long.parseLong(text.substring(prefix.length()), RADIX);
            return (prefix + Long.toString(count, RADIX)).equals(text) ? count : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /**
     * A peer came or went, or is otherwise than before.
     *
     * @param key whom that concerns
     * @param wasListed whether he was listed before
     */
    record Change(PeerAddress key, boolean wasListed) {}
}
