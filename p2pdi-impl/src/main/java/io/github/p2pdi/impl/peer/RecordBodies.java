package io.github.p2pdi.impl.peer;

import io.github.p2pdi.impl.index.Learned;
import io.github.p2pdi.impl.json.RfcEntry;
import io.github.p2pdi.impl.json.RfcJson;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.wire.Body;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;

/**
 * Lists of records as bodies of answers. How long they are is for strangers to say: a record may take a hundred bytes, or fifteen thousand. What takes little is
 * encoded once and held, the more so where many are sent the same; what takes more is encoded again piece by piece as each who is sent it takes it.
 */
final class RecordBodies {
    /** Behind so much a page ends, and no more is held of what is shared by all who ask: some 25,000 records of usual length. */
    private static final long A_PAGE = 8 << 20;

    /** So much is held for one asker alone, who may take it as slowly as is borne. */
    private static final long ALONE = 256 << 10;

    /** So many records are a piece, of a few thousand bytes as a rule and a quarter of a million at the most: each who is sent pieces holds one. */
    private static final int PIECE = 16;

    private RecordBodies() {}

    /** A list of all, for as many as ask; held where it is no longer than a page can be. */
    static PiecedBody.Built shared(List<Learned> records) {
        return records(new PiecedBody(A_PAGE).text("["), records).text("]").build();
    }

    /** A list of all, for one asker. To be closed. */
    static Body list(List<Learned> records) {
        return records(new PiecedBody(ALONE).text("["), records)
                .text("]")
                .build()
                .body();
    }

    /** A list of as many of the first records as a page has room for, for one asker. To be closed. */
    static Page page(List<Learned> records) {
        PiecedBody page = new PiecedBody(ALONE).text("[");
        int told = page.addUpTo(A_PAGE, pieces(records), piecesOf(records));
        return new Page(
                Math.min(records.size(), told * PIECE), page.text("]").build().body());
    }

    /**
     * A part of a list.
     *
     * @param records how many there are
     */
    record Page(int records, Body body) {}

    /** An answer to {@code Since} that tells all there is, under a tag without anything that would have to be escaped. To be closed. */
    static Body full(String tag, List<Learned> records) {
        return full(new PiecedBody(ALONE), tag, records).body();
    }

    /** The same for as many as ask; held where it is no longer than a page can be. */
    static PiecedBody.Built sharedFull(String tag, List<Learned> records) {
        return full(new PiecedBody(A_PAGE), tag, records);
    }

    private static PiecedBody.Built full(PiecedBody body, String tag, List<Learned> records) {
        PiecedBody all = body.text("{\"tag\": \"" + tag + "\", \"full\": true, \"added\": [");
        return records(all, records).text("], \"removed\": []}").build();
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
        return all.text("]}").build().body();
    }

    private static PiecedBody records(PiecedBody body, List<Learned> records) {
        return body.add(pieces(records), piecesOf(records));
    }

    private static PiecedContent.Pieces piecesOf(List<Learned> records) {
        return piece -> part(RfcJson.detailed(entries(of(records, piece))), piece);
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
