package io.github.p2pdi.impl.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.p2pdi.impl.index.Learned;
import io.github.p2pdi.impl.json.RfcEntry;
import io.github.p2pdi.impl.json.RfcJson;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.wire.Body;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Lists of records as bodies of answers. A list of usual length is encoded once and shared by all who are sent it. A longer one would take hundreds of
 * megabytes: it is measured once, and each who is sent it has it encoded piece by piece.
 */
final class RecordBodies {
    /** So many records take about six megabytes. */
    static final int USUAL = 20_000;

    /** So many records are a piece of a longer list. */
    private static final int PIECE = 256;

    /** So many records, or keys, are made at once for one asker alone, who may take them as slowly as is borne. */
    private static final int UNSHARED = 1_000;

    private RecordBodies() {}

    /** A list of all. Each body that it gives is to be closed. */
    static Supplier<Body> list(List<Learned> records) {
        return bodies("[", records, "]");
    }

    /** An answer to {@code Since} that tells all there is, under a tag without anything that would have to be escaped. */
    static Supplier<Body> full(String tag, List<Learned> records) {
        return bodies("{\"tag\": \"" + tag + "\", \"full\": true, \"added\": [", records, "], \"removed\": []}");
    }

    /**
     * What has changed since a tag, for one asker alone: where it is much it is not held, but made as he takes it. To be closed.
     *
     * @param added what is new or differs, the same whenever it is looked at
     */
    static Body changes(String tag, List<Learned> added, List<Rfc.Key> removed) {
        if (added.size() + removed.size() <= UNSHARED) {
            return Body.of(RfcJson.changes(tag, entries(added), removed));
        }
        int ofAdded = pieces(added);
        PiecedContent.Pieces pieces = index -> {
            if (index == 0) {
                return text("{\"tag\": \"" + tag + "\", \"full\": false, \"added\": [");
            }
            if (index <= ofAdded) {
                return piece("", added, "", index - 1);
            }
            return index == ofAdded + 1 ? text("], \"removed\": [") : keys(removed, index - ofAdded - 2);
        };
        long[] starts = PiecedContent.measured(pieces, ofAdded + pieces(removed) + 3);
        return new Body.Slice(new PiecedContent(pieces, starts), 0, starts[starts.length - 1]);
    }

    private static int pieces(List<?> records) {
        return (records.size() + PIECE - 1) / PIECE;
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    /** The last piece is what stands behind them. */
    private static ByteBuffer keys(List<Rfc.Key> keys, int index) {
        if (index == pieces(keys)) {
            return text("]}");
        }
        int from = index * PIECE;
        ByteBuffer list = RfcJson.keys(keys.subList(from, Math.min(keys.size(), from + PIECE)));
        return joined(from == 0 ? "" : ", ", list.slice(1, list.remaining() - 2), "");
    }

    private static Supplier<Body> bodies(String before, List<Learned> records, String behind) {
        if (records.size() <= USUAL) {
            Body shared = Body.of(joined(before, encoded(records), behind));
            return () -> shared;
        }
        PiecedContent.Pieces pieces = index -> piece(before, records, behind, index);
        long[] starts = PiecedContent.measured(pieces, pieces(records));
        return () -> new Body.Slice(new PiecedContent(pieces, starts), 0, starts[starts.length - 1]);
    }

    private static ByteBuffer piece(String before, List<Learned> records, String behind, int index) {
        int from = index * PIECE;
        int to = Math.min(records.size(), from + PIECE);
        ByteBuffer encoded = encoded(records.subList(from, to));
        return joined(from == 0 ? before : ", ", encoded, to == records.size() ? behind : "");
    }

    /** As they stand between the brackets. */
    private static ByteBuffer encoded(List<Learned> records) {
        ByteBuffer list = RfcJson.detailed(entries(records));
        return list.slice(1, list.remaining() - 2);
    }

    private static ByteBuffer joined(String before, ByteBuffer encoded, String behind) {
        ByteBuffer joined = ByteBuffer.allocate(before.length() + encoded.remaining() + behind.length());
        return joined.put(before.getBytes(UTF_8))
                .put(encoded)
                .put(behind.getBytes(UTF_8))
                .flip();
    }

    /** Records as they stand on the wire. */
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
