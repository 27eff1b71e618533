package io.github.p2pdi.impl.conversation;

import io.github.p2pdi.impl.runtime.DirectContent;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;

/**
 * Bytes of a document that may go to the network without being copied.
 *
 * @param content the document
 * @param position where they begin
 * @param count how many
 */
public record DirectOutput(DirectContent content, long position, int count) {
    /**
     * Hands them over; gives how many were taken.
     *
     * @throws IOException if the network has failed, or the document cannot be read
     */
    public int to(WritableByteChannel channel) throws IOException {
        return (int) content.transferTo(position, count, channel);
    }
}
