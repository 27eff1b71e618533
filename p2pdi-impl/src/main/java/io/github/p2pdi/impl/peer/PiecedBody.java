package io.github.p2pdi.impl.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.p2pdi.wire.Body;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Puts pieces one behind the other into a body. Each is made once to see how long it is. As long as all of them take little they are held; if they come to take
 * more, each is made again whenever it is sent. One thread at a time.
 */
final class PiecedBody {
    private final long mostHeld;
    private final List<Part> parts = new ArrayList<>();
    private final List<ByteBuffer> held = new ArrayList<>();
    private long[] starts = new long[8];
    private int pieces;

    /** Nothing yet; so many bytes are held at the most. */
    PiecedBody(long mostHeld) {
        this.mostHeld = mostHeld;
    }

    /** How many bytes there are so far. */
    long size() {
        return starts[pieces];
    }

    PiecedBody text(String text) {
        return add(1, index -> ByteBuffer.wrap(text.getBytes(UTF_8)));
    }

    /** Adds so many pieces. */
    PiecedBody add(int count, PiecedContent.Pieces made) {
        var unused = addUpTo(Long.MAX_VALUE, count, made);
        return this;
    }

    /** Adds so many pieces, or fewer if there are so many bytes before that. How many it has added. */
    int addUpTo(long bytes, int count, PiecedContent.Pieces made) {
        int added = 0;
        while (added < count && size() < bytes) {
            measure(made.piece(added++));
        }
        parts.add(new Part(added, made));
        return added;
    }

    private void measure(ByteBuffer piece) {
        if (pieces + 1 == starts.length) {
            starts = Arrays.copyOf(starts, 2 * pieces);
        }
        starts[pieces + 1] = starts[pieces] + piece.remaining();
        pieces++;
        if (size() <= mostHeld) {
            held.add(piece);
        } else {
            held.clear();
        }
    }

    /** What was put together; nothing more is to be added. */
    Built build() {
        if (size() <= mostHeld) {
            Body whole = Body.of(joined());
            return new Built(size(), true, () -> whole);
        }
        PiecedContent.Pieces all = all(List.copyOf(parts));
        long[] where = Arrays.copyOf(starts, pieces + 1);
        return new Built(size(), false, () -> new Body.Slice(new PiecedContent(all, where), 0, where[pieces]));
    }

    private ByteBuffer joined() {
        ByteBuffer joined = ByteBuffer.allocate((int) size());
        held.forEach(joined::put);
        return joined.flip();
    }

    private static PiecedContent.Pieces all(List<Part> parts) {
        return index -> {
            int left = index;
            for (Part part : parts) {
                if (left < part.count) {
                    return part.pieces.piece(left);
                }
                left -= part.count;
            }
            throw new IndexOutOfBoundsException(index);
        };
    }

    /**
     * What was put together, for as many as are sent it.
     *
     * @param size how many bytes it has
     * @param isHeld whether its bytes are held, and not made again each time
     * @param bodies gives bodies, each to be closed
     */
    record Built(long size, boolean isHeld, Supplier<Body> bodies) {
        Body body() {
            return bodies.get();
        }
    }

    private record Part(int count, PiecedContent.Pieces pieces) {}
}
