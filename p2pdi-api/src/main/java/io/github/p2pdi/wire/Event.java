package io.github.p2pdi.wire;

import io.github.p2pdi.model.Status;
import java.nio.ByteBuffer;

/** What a decoder makes of the bytes it is fed. A whole message is: {@link Started}, any number of {@link Chunk}, {@link End}. */
public sealed interface Event {
    /** The one {@link NeedMore}. */
    Event NEED_MORE = new NeedMore();

    /** The one {@link End}. */
    Event END = new End();

    /** All bytes are used up and more are needed. */
    record NeedMore() implements Event {}

    /**
     * The head is whole.
     *
     * @param head the head
     * @param bodySize the bytes of body that follow
     */
    record Started(Head head, long bodySize) implements Event {}

    /**
     * Some bytes of the body.
     *
     * @param bytes a view of what was fed: good until the next call only
     */
    record Chunk(ByteBuffer bytes) implements Event {}

    /** The message is whole; what comes next begins another. */
    record End() implements Event {}

    /**
     * The message is malformed; nothing of it is to be acted upon. If the boundary is known, the decoder goes on to skip what is left of the
     * frame and then reports {@link End}; if not, it reports nothing else any more.
     *
     * @param status what a server answers
     * @param reason what is wrong, with the value seen and the limit
     * @param boundaryKnown whether the end of the frame can be told
     * @param acceptsJson whether the head, as far as it can be read, asks for the additions of the protocol's part 2, so that the refusal is
     *     to have a body
     */
    record Malformed(Status status, String reason, boolean boundaryKnown, boolean acceptsJson) implements Event {}
}
