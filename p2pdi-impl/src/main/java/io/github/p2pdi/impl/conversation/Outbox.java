package io.github.p2pdi.impl.conversation;

import io.github.p2pdi.impl.runtime.Closer;
import io.github.p2pdi.impl.runtime.DirectContent;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Response;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The frames of one answer on their way out. It holds no copy: what was not taken by the network is read again from where it came, so that a
 * client that does not read costs nothing.
 *
 * <p>Readers of the base dialect count a short read of 1024 bytes as a full one. For them a small frame is one write, and a larger one is cut so
 * that each write ends a whole number of 1024 bytes behind the length field (protocol, 1.1). The protocol draws the line at 128 KiB; but a single
 * write of nearly that leaves the kernel in pieces that end anywhere, and 91 of 100 such frames reached a reader of that kind damaged. Cut, none is.
 */
final class Outbox {
    private static final int ONE_WRITE = 124 << 10;
    private static final int ALIGNED_WRITE = 32 << 10;
    private static final int LENGTH_FIELD = 10;
    private static final int UNIT = 1024;

    private final Deque<Frame> frames = new ArrayDeque<>(2);
    private final Runnable onTurn;
    private boolean plain;
    private boolean paused;
    private long sent;

    /** {@code onTurn} is called, on any thread, when {@link #goOn} is to be. */
    Outbox(Runnable onTurn) {
        this.onTurn = onTurn;
    }

    /** Takes over an answer; {@code heads} are the encoded heads of {@code answer}'s frames. */
    void start(List<ByteBuffer> heads, List<Response> answer, boolean plainReader) {
        plain = plainReader;
        sent = 0;
        paused = false;
        for (int i = 0; i < heads.size(); i++) {
            frames.add(Frame.of(heads.get(i), answer.get(i).body(), onTurn));
        }
    }

    boolean isEmpty() {
        return frames.isEmpty();
    }

    /** The bytes of the first frame that have not gone yet. */
    long unsent() {
        Frame first = frames.peek();
        return first == null ? 0 : first.size() - sent;
    }

    /** So many bytes the next write must have room for, or a plain reader may lose some: all of a small frame, and a larger one up to where it is cut first. */
    int leastWrite() {
        if (!plain || isEmpty()) {
            return 0;
        }
        if (!isAligned()) {
            return (int) unsent();
        }
        return sent < LENGTH_FIELD ? aligned(sent) : 0;
    }

    /** Whether the next write must be taken whole, or the reader may lose bytes: send it when there is room, one at a time. */
    boolean isAligned() {
        Frame first = frames.peek();
        return plain && first != null && first.size() > ONE_WRITE;
    }

    /** Whether nothing may go now, as the rate that it shares is used up. */
    boolean isPaused() {
        return paused;
    }

    /** Its turn has come. */
    void goOn() {
        paused = false;
    }

    /** Fills the buffer with what the next write shall be; with nothing if it must pause. It stays unsent until {@link #advance} says otherwise. */
    void fill(ByteBuffer into) throws IOException {
        long offset = sent;
        for (Frame frame : frames) {
            long left = frame.size() - offset;
            int most = isAligned() ? aligned(offset) : into.remaining();
            int wanted = (int) Math.min(Math.min(left, most), into.remaining());
            int cleared = frame.cleared(offset, wanted);
            int count = plain && cleared < wanted ? wholeUnits(offset, cleared) : cleared;
            frame.copy(offset, into, count);
            paused = count < wanted && into.position() == 0;
            if (plain || count < wanted || !into.hasRemaining()) {
                return;
            }
            offset = 0;
        }
    }

    /**
     * So many bytes of a body that lie in memory in one piece, if the next write may be just that: then nothing need be copied. They stay unsent until
     * {@link #advance} says otherwise.
     */
    Optional<ByteBuffer> inPlace(int count) {
        Frame first = frames.peek();
        return plain || first == null ? Optional.empty() : first.inPlace(sent, count);
    }

    /**
     * So many bytes of a document, or fewer where they share a rate, if the next write may take them straight from there: then nothing need be copied. They stay unsent until {@link #advance}
     * says otherwise. The document is as it was when it was opened.
     *
     * @param behind how many bytes of the frame must follow, to be copied: so many that those before are out of the system's hands when the document is looked at for the last time
     * @throws IOException if it is not, or nobody can tell any more
     */
    Optional<DirectOutput> direct(int count, LongSupplier behind) throws IOException {
        Frame first = frames.peek();
        return plain || first == null || unsent() <= count || unsent() - count < behind.getAsLong()
                ? Optional.empty()
                : first.direct(sent, count);
    }

    /** What of it a plain reader can take in one read each: nothing of a frame that is one write. */
    private int wholeUnits(long offset, int count) {
        if (!isAligned() || offset + count < LENGTH_FIELD) {
            return 0;
        }
        return Math.max(0, count - (int) ((offset + count - LENGTH_FIELD) % UNIT));
    }

    /** Counts bytes that the network has taken, and closes what has been sent whole. */
    void advance(int bytes) {
        sent += bytes;
        for (Frame frame = frames.peek(); frame != null && sent >= frame.size(); frame = frames.peek()) {
            sent -= frame.size();
            frames.remove();
            frame.close();
        }
    }

    void close() {
        frames.forEach(Frame::close);
        frames.clear();
    }

    private static int aligned(long offset) {
        if (offset < LENGTH_FIELD) {
            return (int) (LENGTH_FIELD - offset) + ALIGNED_WRITE - UNIT;
        }
        return ALIGNED_WRITE - (int) ((offset - LENGTH_FIELD) % UNIT);
    }

    private record Frame(ByteBuffer head, Body body, long size, Clearance clearance) {
        static Frame of(ByteBuffer head, Body body, Runnable onTurn) {
            return new Frame(head, body, head.remaining() + body.size(), Clearance.of(body, onTurn));
        }

        /** How many of the next bytes may go: the head always may. */
        int cleared(long offset, int wanted) {
            int ofHead = (int) Math.min(Math.max(0, head.remaining() - offset), wanted);
            return ofHead + clearance.take(offset + ofHead - head.remaining(), wanted - ofHead);
        }

        Optional<ByteBuffer> inPlace(long offset, int count) {
            if (body instanceof Body.Bytes bytes) {
                long skip = offset - head.remaining();
                for (ByteBuffer buffer : bytes.buffers()) {
                    if (skip < buffer.remaining()) {
                        boolean whole = skip >= 0 && buffer.remaining() - skip >= count;
                        return whole
                                ? Optional.of(buffer.slice(buffer.position() + (int) skip, count))
                                : Optional.empty();
                    }
                    skip -= buffer.remaining();
                }
            }
            return Optional.empty();
        }

        Optional<DirectOutput> direct(long offset, int most) throws IOException {
            long inBody = offset - head.remaining();
            if (inBody < 0 || !(body instanceof Body.Slice slice)) {
                return Optional.empty();
            }
            Optional<DirectContent> content = DirectContent.of(slice.content());
            int count = clearance.most(most);
            if (content.isEmpty() || clearance.take(inBody, count) < count) {
                return Optional.empty();
            }
            long position = slice.offset() + inBody;
            content.get().check(position);
            return Optional.of(new DirectOutput(content.get(), position, count));
        }

        void close() {
            Closer.close(clearance::close);
            Closer.close(body);
        }

        void copy(long offset, ByteBuffer into, int count) throws IOException {
            int whole = into.limit();
            into.limit(into.position() + count);
            long inBody = offset - head.remaining();
            if (inBody < 0) {
                put(head, (int) offset, into);
                inBody = 0;
            }
            if (body instanceof Body.Bytes bytes) {
                copy(bytes.buffers(), inBody, into);
            } else if (body instanceof Body.Slice slice) {
                copy(slice, inBody, into);
            }
            into.limit(whole);
        }

        private static void copy(List<ByteBuffer> buffers, long offset, ByteBuffer into) {
            long skip = offset;
            for (ByteBuffer buffer : buffers) {
                if (!into.hasRemaining()) {
                    return;
                }
                if (skip < buffer.remaining()) {
                    put(buffer, (int) skip, into);
                    skip = 0;
                } else {
                    skip -= buffer.remaining();
                }
            }
        }

        private static void copy(Body.Slice slice, long offset, ByteBuffer into) throws IOException {
            long position = slice.offset() + offset;
            while (into.hasRemaining()) {
                int read = slice.content().read(into, position);
                if (read <= 0) {
                    throw new EOFException("the document has become shorter while it was sent");
                }
                position += read;
            }
        }

        private static void put(ByteBuffer from, int skip, ByteBuffer into) {
            int count = Math.min(from.remaining() - skip, into.remaining());
            into.put(into.position(), from, from.position() + skip, count).position(into.position() + count);
        }
    }
}
