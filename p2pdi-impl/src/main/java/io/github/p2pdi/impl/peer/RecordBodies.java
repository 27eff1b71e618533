package io.github.p2pdi.impl.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.p2pdi.impl.index.Learned;
import io.github.p2pdi.impl.json.RfcEntry;
import io.github.p2pdi.impl.json.RfcJson;
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

    private RecordBodies() {}

    /** A list of all. Each body that it gives is to be closed. */
    static Supplier<Body> list(List<Learned> records) {
        return bodies("[", records, "]");
    }

    /** An answer to {@code Since} that tells all there is, under a tag without anything that would have to be escaped. */
    static Supplier<Body> full(String tag, List<Learned> records) {
        return bodies("{\"tag\": \"" + tag + "\", \"full\": true, \"added\": [", records, "], \"removed\": []}");
    }

    private static Supplier<Body> bodies(String before, List<Learned> records, String behind) {
        if (records.size() <= USUAL) {
            Body shared = Body.of(joined(before, encoded(records), behind));
            return () -> shared;
        }
        PiecedContent.Pieces pieces = index -> piece(before, records, behind, index);
        long[] starts = PiecedContent.measured(pieces, (records.size() + PIECE - 1) / PIECE);
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
