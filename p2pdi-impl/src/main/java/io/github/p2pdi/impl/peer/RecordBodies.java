package io.github.p2pdi.impl.peer;

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
 * Lists of records as bodies of answers. How long they are is for strangers to say: a record may take a hundred bytes, or fifteen thousand. What takes little is
 * encoded once and held, the more so where many are sent the same; what takes more is encoded again piece by piece as each who is sent it takes it.
 */
final class RecordBodies {
    /** So much is held of what is shared by all who ask: some 25,000 records of usual length. */
    private static final long SHARED = 8 << 20;

    /** So much is held for one asker alone, who may take it as slowly as is borne. */
    private static final long ALONE = 256 << 10;

    /** So many records are a piece, of a few thousand bytes as a rule and a quarter of a million at the most: each who is sent pieces holds one. */
    private static final int PIECE = 16;

    private RecordBodies() {}

    /** A list of all, for as many as ask. Each body that it gives is to be closed. */
    static Supplier<Body> shared(List<Learned> records) {
        return list(SHARED, records);
    }

    /** A list of all, for one asker. To be closed. */
    static Body list(List<Learned> records) {
        return list(ALONE, records).get();
    }

    private static Supplier<Body> list(long mostHeld, List<Learned> records) {
        return records(new PiecedBody(mostHeld).text("["), records).text("]").build();
    }

    /** An answer to {@code Since} that tells all there is, under a tag without anything that would have to be escaped. To be closed. */
    static Body full(String tag, List<Learned> records) {
        PiecedBody all = new PiecedBody(ALONE).text("{\"tag\": \"" + tag + "\", \"full\": true, \"added\": [");
        return records(all, records).text("], \"removed\": []}").build().get();
    }

    /**
     * What has changed since a tag. To be closed.
     *
     * @param added what is new or differs, the same whenever it is looked at
     */
    static Body changes(String tag, List<Learned> added, List<Rfc.Key> removed) {
        PiecedBody all = new PiecedBody(ALONE).text("{\"tag\": \"" + tag + "\", \"full\": false, \"added\": [");
        records(all, added)
                .text("], \"removed\": [")
                .add(pieces(removed), piece -> part(RfcJson.keys(of(removed, piece)), piece));
        return all.text("]}").build().get();
    }

    private static PiecedBody records(PiecedBody body, List<Learned> records) {
        return body.add(pieces(records), piece -> part(RfcJson.detailed(entries(of(records, piece))), piece));
    }

    private static int pieces(List<?> all) {
        return (all.size() + PIECE - 1) / PIECE;
    }

    private static <T> List<T> of(List<T> all, int piece) {
        int from = piece * PIECE;
        return all.subList(from, Math.min(all.size(), from + PIECE));
    }

    /** A list as it stands within a longer one: without its brackets, and behind a comma unless it is the first. */
    private static ByteBuffer part(ByteBuffer list, int piece) {
        ByteBuffer inner = list.slice(1, list.remaining() - 2);
        if (piece == 0) {
            return inner;
        }
        return ByteBuffer.allocate(2 + inner.remaining())
                .put((byte) ',')
                .put((byte) ' ')
                .put(inner)
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
