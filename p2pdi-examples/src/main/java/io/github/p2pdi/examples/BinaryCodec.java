package io.github.p2pdi.examples;

import io.github.p2pdi.model.Status;
import io.github.p2pdi.wire.Event;
import io.github.p2pdi.wire.Head;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.MessageCodec;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.ResponseHead;
import io.github.p2pdi.wire.WireLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A codec of one's own: the length of the head in four bytes, the size of the body in eight, the head as counted strings, the body. See
 * {@link CustomCodec}.
 */
final class BinaryCodec implements MessageCodec {
    private static final int PREFIX = Integer.BYTES + Long.BYTES;

    @Override
    public Decoder decoder(Role role, WireLimits limits) {
        return new Frames(role, limits);
    }

    @Override
    public ByteBuffer head(Head head, long bodySize) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeInt(0);
            out.writeLong(bodySize);
            if (head instanceof Request request) {
                out.writeUTF(request.method());
                out.writeUTF(request.target());
            } else if (head instanceof ResponseHead answer) {
                out.writeInt(answer.status().code());
            }
            for (Headers.Field field : head.headers().fields()) {
                out.writeUTF(field.name());
                out.writeUTF(field.value());
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("longer than its count can say: " + e.getMessage(), e);
        }
        return ByteBuffer.wrap(bytes.toByteArray()).putInt(0, bytes.size() - PREFIX);
    }

    /** Reads one connection's messages: first the prefix is gathered, then the head, and the body is passed on. */
    private static final class Frames implements Decoder {
        private final Role role;
        private final WireLimits limits;
        private ByteBuffer gathered = ByteBuffer.allocate(PREFIX);
        private boolean inHead;
        private boolean inBody;
        private boolean lost;
        private long left;

        Frames(Role role, WireLimits limits) {
            this.role = role;
            this.limits = limits;
        }

        @Override
        public boolean atBoundary() {
            return !lost && !inHead && !inBody && gathered.position() == 0;
        }

        @Override
        public Event next(ByteBuffer in) {
            if (lost) {
                in.position(in.limit());
                return Event.NEED_MORE;
            }
            if (inBody) {
                return body(in);
            }
            while (gather(in)) {
                if (inHead) {
                    return started();
                }
                long length = gathered.getInt(0);
                left = gathered.getLong(Integer.BYTES);
                if (length < 0 || length > limits.startLineBytes() + limits.headerBytes() || isTooLarge()) {
                    return malformed(Status.CONTENT_TOO_LARGE, "the lengths are none, or beyond the limits");
                }
                inHead = true;
                gathered = ByteBuffer.allocate((int) length);
            }
            return Event.NEED_MORE;
        }

        private boolean isTooLarge() {
            return left < 0 || (role == Role.SERVER && left > limits.requestFrameBytes());
        }

        /** Whether there is as much as is needed. */
        private boolean gather(ByteBuffer in) {
            int count = Math.min(in.remaining(), gathered.remaining());
            gathered.put(in.slice(in.position(), count));
            in.position(in.position() + count);
            return !gathered.hasRemaining();
        }

        private Event started() {
            try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(gathered.array()))) {
                Head head = role == Role.SERVER
                        ? new Request(in.readUTF(), in.readUTF(), headers(in))
                        : new ResponseHead(new Status(in.readInt()), headers(in));
                gathered = ByteBuffer.allocate(PREFIX);
                inHead = false;
                inBody = true;
                return new Event.Started(head, left);
            } catch (IOException | IllegalArgumentException e) {
                return malformed(Status.BAD_REQUEST, "a head that says less than it should: " + e.getMessage());
            }
        }

        private Headers headers(DataInputStream in) throws IOException {
            List<Headers.Field> fields = new ArrayList<>();
            while (in.available() > 0) {
                fields.add(new Headers.Field(in.readUTF(), in.readUTF()));
            }
            if (fields.size() > limits.headers()) {
                throw new IOException(
                        fields.size() + " headers are more than the " + limits.headers() + " that are taken");
            }
            return new Headers(fields);
        }

        private Event body(ByteBuffer in) {
            if (left == 0) {
                inBody = false;
                return Event.END;
            }
            if (!in.hasRemaining()) {
                return Event.NEED_MORE;
            }
            int size = (int) Math.min(in.remaining(), left);
            ByteBuffer chunk = in.slice(in.position(), size);
            in.position(in.position() + size);
            left -= size;
            return new Event.Chunk(chunk);
        }

        private Event malformed(Status status, String reason) {
            lost = true;
            return new Event.Malformed(status, reason, false, false);
        }
    }
}
