package io.github.p2pdi.impl.index;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;

/** Records by number, holder's host and port: the order of {@link Rfc.Key}, without a key object for each record. */
final class KeyOrder {
    static final Comparator<Rfc> BY_KEY = Comparator.comparingLong(Rfc::number).thenComparing(Rfc::holder);
    /** No host sorts before this one: all of its characters are behind the space. */
    private static final PeerAddress LOWEST = new PeerAddress("a", "!", 0);

    private KeyOrder() {}

    /** The records of one number. */
    static <T> NavigableMap<Rfc, T> numbered(NavigableMap<Rfc, T> records, long number) {
        return number == Long.MAX_VALUE
                ? records.tailMap(lowest(number), true)
                : records.subMap(lowest(number), true, lowest(number + 1), false);
    }

    private static Rfc lowest(long number) {
        return new Rfc(number, "", LOWEST, "", OptionalLong.empty(), Optional.empty());
    }
}
