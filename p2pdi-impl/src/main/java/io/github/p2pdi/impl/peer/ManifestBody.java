package io.github.p2pdi.impl.peer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.p2pdi.impl.json.ManifestJson;
import io.github.p2pdi.model.Manifest;
import io.github.p2pdi.wire.Body;
import java.nio.ByteBuffer;

/** Manifests as bodies of answers. A long one is not held for each who is sent it, but made piece by piece as he takes it; how long it is needs no looking. */
final class ManifestBody {
    /** So many chunks are a piece. */
    private static final int PIECE = 256;

    private static final ByteBuffer END = ByteBuffer.wrap("]}".getBytes(US_ASCII));

    /** What stands between two digests, or is a bracket at each end of a list of them. */
    private static final int BETWEEN = 2;

    private ManifestBody() {}

    /** The manifest of the document with that number, to be closed. */
    static Body of(long number, Manifest manifest) {
        if (manifest.chunks() <= PIECE) {
            return Body.of(ManifestJson.of(number, manifest));
        }
        ByteBuffer opening = ManifestJson.opening(number, manifest);
        long[] starts = starts(opening.remaining(), manifest.chunks());
        int last = starts.length - 2;
        PiecedContent.Pieces pieces = index -> {
            if (index == 0) {
                return opening;
            }
            return index == last ? END : chunks(manifest, index - 1);
        };
        return new Body.Slice(new PiecedContent(pieces, starts), 0, starts[last + 1]);
    }

    private static long[] starts(int opening, int chunks) {
        int lists = (chunks + PIECE - 1) / PIECE;
        long[] starts = new long[lists + 3];
        for (int list = 0; list <= lists; list++) {
            long digests = Math.min(chunks, (long) list * PIECE);
            starts[list + 1] = opening + digests * ManifestJson.CHUNK_BYTES - (list == 0 ? 0 : BETWEEN);
        }
        starts[lists + 2] = starts[lists + 1] + END.remaining();
        return starts;
    }

    /** Behind a comma, unless they are the first. */
    private static ByteBuffer chunks(Manifest manifest, int list) {
        int from = list * PIECE;
        ByteBuffer digests = ManifestJson.chunks(manifest, from, Math.min(manifest.chunks(), from + PIECE));
        int inner = digests.remaining() - BETWEEN;
        if (list == 0) {
            return digests.slice(1, inner);
        }
        return ByteBuffer.allocate(BETWEEN + inner)
                .put((byte) ',')
                .put((byte) ' ')
                .put(digests.slice(1, inner))
                .flip();
    }
}
