package io.github.p2pdi.impl.download;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.ProtocolViolationException;
import io.github.p2pdi.impl.json.Shown;
import io.github.p2pdi.impl.runtime.BufferPool;
import io.github.p2pdi.impl.store.ChunkDigests;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.transport.Incoming;
import io.github.p2pdi.wire.HeaderNames;
import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes chunks from what a holder sends, and puts each where it belongs. Ends where the rest is not wanted; the connection is of no use then. */
final class ChunkStream {
    private static final Pattern RANGE = Pattern.compile("bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18})");

    private final Allotment allotment;
    private final PartFile part;
    private final Pace pace;
    private final BufferPool buffers;

    ChunkStream(Allotment allotment, PartFile part, Pace pace, BufferPool buffers) {
        this.allotment = allotment;
        this.part = part;
        this.pace = pace;
        this.buffers = buffers;
    }

    /** What a holder sent when it was asked for a part. */
    enum Kind {
        /** That part, or its beginning. */
        PART,
        /** All of it. */
        WHOLE,
        /** Something of another document. */
        OTHER
    }

    /** Looks at the head. */
    static Kind kind(PeerAddress holder, Incoming body, long from, long size) throws P2pdiException {
        if (body.head().status().isOk()) {
            return body.size() == size ? Kind.WHOLE : Kind.OTHER;
        }
        String range = body.head().headers().first(HeaderNames.CONTENT_RANGE).orElse("none");
        Matcher parsed = RANGE.matcher(range);
        if (!body.head().status().equals(Status.PARTIAL_CONTENT)
                || !parsed.matches()
                || Long.parseLong(parsed.group(1)) != from
                || Long.parseLong(parsed.group(2)) - from + 1 != body.size()) {
            throw new ProtocolViolationException(
                    holder,
                    holder + " sent " + body.size() + " bytes with Content-Range '" + Shown.text(range)
                            + "' when asked from byte " + from,
                    null);
        }
        return Long.parseLong(parsed.group(3)) == size ? Kind.PART : Kind.OTHER;
    }

    /** Takes a run, from its first byte. */
    void take(Run run, Incoming body, ChunkMap chunks) throws P2pdiException {
        ByteBuffer buffer = buffers.take();
        try {
            long left = body.size();
            while (left > 0 && allotment.goesOn(run)) {
                long length = chunks.length(run.next);
                if (!chunk(run, body, chunks.begin(run.next), Math.min(length, left), buffer) || left < length) {
                    return;
                }
                left -= length;
                allotment.written(run);
            }
        } finally {
            buffers.giveBack(buffer);
        }
    }

    /** Whether the chunk went on to be wanted. */
    private boolean chunk(Run run, Incoming body, long begin, long length, ByteBuffer buffer) throws P2pdiException {
        for (long had = 0; had < length; ) {
            had += read(body, buffer, length - had);
            if (!write(run, buffer, begin + had - buffer.remaining())) {
                return false;
            }
        }
        return true;
    }

    private boolean write(Run run, ByteBuffer bytes, long position) throws P2pdiException {
        if (!allotment.beginWrite(run, bytes.remaining())) {
            return false;
        }
        try {
            part.write(bytes, position);
            return true;
        } finally {
            allotment.endWrite(run);
        }
    }

    private int read(Incoming body, ByteBuffer buffer, long most) throws P2pdiException {
        int granted = pace.take((int) Math.min(buffer.capacity(), most));
        int read = 0;
        try {
            read = Math.max(0, body.read(buffer.clear().limit(granted)));
        } finally {
            pace.giveBack(granted - read);
        }
        buffer.flip();
        return read;
    }

    /** Takes what is missing from a stream of the whole document. */
    void sift(Run run, Incoming body, ChunkMap chunks) throws P2pdiException {
        ByteBuffer buffer = buffers.take();
        try {
            for (int chunk = 0; chunk < chunks.manifest().chunks(); chunk++) {
                if (!allotment.claim(run, chunk)) {
                    skip(body, chunks.length(chunk), buffer);
                } else if (!chunk(run, body, chunks.begin(chunk), chunks.length(chunk), buffer)) {
                    return;
                } else {
                    allotment.written(run);
                }
            }
        } finally {
            buffers.giveBack(buffer);
        }
    }

    private void skip(Incoming body, long bytes, ByteBuffer buffer) throws P2pdiException {
        for (long left = bytes; left > 0; ) {
            left -= read(body, buffer, left);
        }
    }

    /** Takes a chunk that another was asked for too: into memory, as both would write to the same place, and onto the disk once it is whole and right. */
    void takeTwice(Run copy, Incoming body, ChunkMap chunks) throws P2pdiException {
        int chunk = copy.next;
        ByteBuffer whole = ByteBuffer.allocate((int) chunks.length(chunk));
        ByteBuffer buffer = buffers.take();
        try {
            while (whole.hasRemaining() && allotment.goesOn(copy)) {
                read(body, buffer, whole.remaining());
                allotment.receivedTwice(copy, buffer.remaining());
                whole.put(buffer);
            }
        } finally {
            buffers.giveBack(buffer);
        }
        boolean right = !whole.hasRemaining()
                && chunks.manifest()
                        .matches(
                                chunk, ChunkDigests.sha256().digest(whole.flip().array()));
        if (right && allotment.takeOver(copy) && write(copy, whole, chunks.begin(chunk))) {
            allotment.written(copy);
        } else if (!right && allotment.goesOn(copy)) {
            allotment.wrong(copy, chunk);
        }
    }
}
