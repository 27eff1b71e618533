package io.github.p2pdi.impl.runtime;

import io.github.p2pdi.wire.Content;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;

/**
 * A document whose bytes can go to a channel without being copied. They are those that the document has when they leave the system's hands, which may be a while after
 * the channel has taken them: so it must be looked at behind that once more.
 */
public interface DirectContent extends Content {
    /** Whether it can be done with this one. */
    boolean isDirect();

    /** The same document, if it is one of that kind; whether its rate is shared makes no difference. */
    static Optional<DirectContent> of(Content content) {
        Content source = content instanceof PacedContent paced ? paced.content() : content;
        return source instanceof DirectContent direct && direct.isDirect() ? Optional.of(direct) : Optional.empty();
    }

    /**
     * Looks whether the bytes are still those that were opened.
     *
     * @param position all that is before has been taken
     * @throws IOException if they are not, or nobody can tell any more
     */
    void check(long position) throws IOException;

    /**
     * Hands bytes over.
     *
     * @param position of the first of them
     * @param count how many at the most
     * @param to a channel that does not block
     * @return how many it took
     * @throws IOException if the channel has failed, or the document cannot be read
     */
    long transferTo(long position, long count, WritableByteChannel to) throws IOException;
}
