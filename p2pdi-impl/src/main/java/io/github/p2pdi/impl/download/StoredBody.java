package io.github.p2pdi.impl.download;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.impl.runtime.Reason;
import io.github.p2pdi.transport.Incoming;
import io.github.p2pdi.wire.Content;
import io.github.p2pdi.wire.ResponseHead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A document of a store, or a part of it, as it would come from a holder. Whoever opened the content closes it. */
final class StoredBody implements Incoming {
    private final StoreCalls.Ask ask;
    private final ResponseHead head;
    private final Content content;
    private final long size;
    private final long end;
    private long position;

    /** The bytes from one position to before another. */
    StoredBody(StoreCalls.Ask ask, ResponseHead head, Content content, long from, long end) {
        this.ask = ask;
        this.head = head;
        this.content = content;
        this.size = end - from;
        this.end = end;
        this.position = from;
    }

    @Override
    public ResponseHead head() {
        return head;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int read(ByteBuffer into) throws P2pdiException {
        if (position == end) {
            return -1;
        }
        if (ask.call().isCancelled()) {
            throw ask.failed("nobody waits for it any more", null);
        }
        int limit = into.limit();
        int before = into.position();
        into.limit(before + (int) Math.min(into.remaining(), end - position));
        try {
            if (content.read(into, position) < 0) {
                throw ask.failed("it ends at byte " + position + ", not " + end, null);
            }
        } catch (P2pdiException e) {
            throw e;
        } catch (IOException e) {
            throw ask.failed(Reason.of(e), e);
        } finally {
            into.limit(limit);
        }
        int read = into.position() - before;
        position += read;
        return read;
    }

    @Override
    public Optional<Incoming> next() {
        return Optional.empty();
    }

    @Override
    public boolean isOpen() {
        return position < end;
    }

    @Override
    public void close() {
        // There is no connection that would be of no use any more.
    }
}
