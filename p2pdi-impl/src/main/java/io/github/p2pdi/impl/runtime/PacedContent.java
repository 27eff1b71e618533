package io.github.p2pdi.impl.runtime;

import io.github.p2pdi.wire.Content;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A document that is to be sent in turn with others. Reading it does not wait: whoever sends it asks {@link #turns()} how much may go.
 *
 * @param content the document
 * @param turns the rate that it shares
 */
public record PacedContent(Content content, Turns turns) implements Content {
    @Override
    public long size() throws IOException {
        return content.size();
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
        return content.read(into, position);
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
