package io.github.p2pdi.impl.codec;

import io.github.p2pdi.model.Status;
import io.github.p2pdi.wire.Event;
import io.github.p2pdi.wire.MessageCodec;
import io.github.p2pdi.wire.WireLimits;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Reads one connection's frames. A head that lies whole in an accessible buffer is parsed where it is; otherwise its bytes are gathered in a small
 * array, which is given back with the head. Nothing is ever allocated by the length announced.
 *
 * <p>States: LENGTH → HEAD → BODY → LENGTH; HEAD → SKIP → LENGTH after a fault inside a frame; from LENGTH or HEAD to LOST where the next frame
 * cannot be told.
 */
final class FrameDecoder implements MessageCodec.Decoder {
    private enum State {
        LENGTH,
        HEAD,
        BODY,
        SKIP,
        LOST
    }

    /** How many bytes at a time are copied from a buffer without an array: enough for a usual head, little enough to be wasted. */
    private static final int STEP = 512;

    private static final int FIRST_GATHERED = 256;
    private static final byte[] NOTHING = {};

    private final MessageCodec.Role role;
    private final WireLimits limits;
    private final LengthField length = new LengthField();
    private final HeadScanner scanner;
    private State state = State.LENGTH;
    /** The bytes of the frame that have not been taken yet; while a head is gathered, those gathered count as not taken. */
    private long rest;

    private byte[] gathered = NOTHING;
    private int filled;

    FrameDecoder(MessageCodec.Role role, WireLimits limits) {
        this.role = role;
        this.limits = limits;
        this.scanner = new HeadScanner(limits);
    }

    @Override
    public boolean atBoundary() {
        return state == State.LENGTH && length.isEmpty();
    }

    @Override
    public Event next(ByteBuffer in) {
        try {
            return switch (state) {
                case LENGTH -> length(in);
                case HEAD -> head(in);
                case BODY -> body(in);
                case SKIP -> skip(in);
                case LOST -> lost(in);
            };
        } catch (MalformedMessageException e) {
            return malformed(e);
        }
    }

    private Event length(ByteBuffer in) throws MalformedMessageException {
        while (in.hasRemaining()) {
            if (length.take(in.get())) {
                startFrame(length.value());
                return head(in);
            }
        }
        return Event.NEED_MORE;
    }

    private void startFrame(long size) throws MalformedMessageException {
        if (role == MessageCodec.Role.SERVER && size > limits.requestFrameBytes()) {
            throw MalformedMessageException.fatal(
                    Status.CONTENT_TOO_LARGE,
                    "a frame of " + size + " bytes is more than the " + limits.requestFrameBytes() + " that are taken");
        }
        state = State.HEAD;
        rest = size;
        if (size == 0) {
            throw MalformedMessageException.inFrame("the frame is empty");
        }
    }

    private Event head(ByteBuffer in) throws MalformedMessageException {
        if (filled == 0 && in.hasArray()) {
            int size = (int) Math.min(in.remaining(), rest);
            int from = in.arrayOffset() + in.position();
            int end = scanner.scan(in.array(), from, size, size == rest);
            if (end >= 0) {
                Event started = started(in.array(), from, end);
                in.position(in.position() + end);
                return started;
            }
            gather(in, size);
            return Event.NEED_MORE;
        }
        return gatheredHead(in);
    }

    private Event gatheredHead(ByteBuffer in) throws MalformedMessageException {
        while (in.hasRemaining()) {
            gather(in, (int) Math.min(Math.min(in.remaining(), STEP), rest - filled));
            int end = scanner.scan(gathered, 0, filled, filled == rest);
            if (end >= 0) {
                in.position(in.position() - (filled - end));
                filled = end;
                return started(gathered, 0, end);
            }
        }
        return Event.NEED_MORE;
    }

    private void gather(ByteBuffer in, int count) {
        int needed = filled + count;
        if (needed > gathered.length) {
            int larger = Math.max(needed, Math.max(FIRST_GATHERED, 2 * gathered.length));
            gathered = Arrays.copyOf(gathered, (int) Math.min(larger, rest));
        }
        in.get(gathered, filled, count);
        filled = needed;
    }

    private Event started(byte[] bytes, int from, int size) throws MalformedMessageException {
        Event.Started started = parsed(bytes, from, size);
        rest -= size;
        state = State.BODY;
        forgetHead();
        return started;
    }

    private Event.Started parsed(byte[] bytes, int from, int size) throws MalformedMessageException {
        HeadParser parser = new HeadParser(bytes, from, size, scanner.headers(), rest - size);
        try {
            return role == MessageCodec.Role.SERVER ? parser.request() : parser.answer();
        } catch (MalformedMessageException e) {
            throw AcceptLine.isIn(bytes, from, size) ? e.toJsonAsker() : e;
        }
    }

    private Event body(ByteBuffer in) {
        if (rest == 0) {
            return endFrame();
        }
        if (!in.hasRemaining()) {
            return Event.NEED_MORE;
        }
        int size = (int) Math.min(in.remaining(), rest);
        ByteBuffer chunk = in.slice(in.position(), size);
        take(in, size);
        return new Event.Chunk(chunk);
    }

    private Event skip(ByteBuffer in) {
        take(in, (int) Math.min(in.remaining(), rest));
        return rest == 0 ? endFrame() : Event.NEED_MORE;
    }

    private void take(ByteBuffer in, int size) {
        in.position(in.position() + size);
        rest -= size;
    }

    private Event endFrame() {
        state = State.LENGTH;
        length.reset();
        return Event.END;
    }

    /** Whatever comes is taken, so that nobody waits for it to be, and means nothing. */
    private static Event lost(ByteBuffer in) {
        in.position(in.limit());
        return Event.NEED_MORE;
    }

    private Event malformed(MalformedMessageException e) {
        state = e.boundaryKnown() ? State.SKIP : State.LOST;
        rest -= filled;
        forgetHead();
        Status status = role == MessageCodec.Role.SERVER ? e.status() : Status.BAD_REQUEST;
        return new Event.Malformed(status, e.reason(), e.boundaryKnown(), e.isToJsonAsker());
    }

    private void forgetHead() {
        scanner.reset();
        gathered = NOTHING;
        filled = 0;
    }
}
