package io.github.p2pdi.impl.json;

import java.util.List;
import java.util.Optional;

/**
 * What answers an rfcquery: a list of all, or what has changed.
 *
 * @param tag the tag of what is reached, without quotes; none in a list
 * @param full whether {@code added} is all there is
 * @param added the records that are new or differ
 * @param removed what tells the records apart that are no more
 */
public record RfcAnswer(Optional<String> tag, boolean full, List<RfcEntry> added, List<Key> removed) {
    /**
     * What tells a record from others, as it stands on the wire.
     *
     * @param number the document's number
     * @param hostname the holder's host name
     * @param port the holder's port
     */
    public record Key(long number, String hostname, long port) implements Comparable<Key> {
        /** Strangers choose keys, and may choose very many that hash alike: in an order they are found all the same. */
        @Override
        public int compareTo(Key other) {
            int order = Long.compare(number, other.number);
            if (order == 0) {
                order = hostname.compareTo(other.hostname);
            }
            return order == 0 ? Long.compare(port, other.port) : order;
        }
    }
}
