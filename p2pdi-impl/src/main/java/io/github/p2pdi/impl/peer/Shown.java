package io.github.p2pdi.impl.peer;

import io.github.p2pdi.impl.index.Learned;
import io.github.p2pdi.impl.json.RfcEntry;
import io.github.p2pdi.impl.json.RfcJson;
import io.github.p2pdi.model.Rfc;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What was shown of the index at some moment, in the order of the keys. The whole of it is encoded once for all who ask. Immutable but for that. */
final class Shown {
    private final long version;
    private final List<Learned> records;
    private volatile @Nullable ByteBuffer encoded;

    Shown(long version, List<Learned> records) {
        this.version = version;
        this.records = records;
    }

    long version() {
        return version;
    }

    List<Learned> records() {
        return records;
    }

    /** Whether what is told of it changes with time. */
    boolean ages() {
        return records.stream().anyMatch(learned -> learned.ttl().isPresent());
    }

    /** All of it as a list. Two who ask first at once encode it twice. */
    ByteBuffer encoded() {
        ByteBuffer bytes = encoded;
        if (bytes == null) {
            bytes = RfcJson.detailed(entries(records));
            encoded = bytes;
        }
        return bytes;
    }

    /** The index of the first record behind this key. */
    int behind(Rfc.Key key) {
        int low = 0;
        int high = records.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (records.get(middle).rfc().key().compareTo(key) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The record with this key, if it is among them. */
    @Nullable
    Learned find(Rfc.Key key) {
        int behind = behind(key);
        return behind > 0 && records.get(behind - 1).rfc().key().equals(key) ? records.get(behind - 1) : null;
    }

    static List<RfcEntry> entries(List<Learned> records) {
        return records.stream()
                .map(learned -> RfcEntry.of(
                        learned.rfc(),
                        learned.ttl().isPresent()
                                ? OptionalLong.of(learned.ttl().get().toSeconds())
                                : OptionalLong.empty()))
                .toList();
    }
}
