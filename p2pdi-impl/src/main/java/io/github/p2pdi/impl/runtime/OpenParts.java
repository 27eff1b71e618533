package io.github.p2pdi.impl.runtime;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What somebody has opened for others and they have not closed yet; it is closed with him. Safe for concurrent use. */
public final class OpenParts implements AutoCloseable {
    private final Set<AutoCloseable> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Takes note of a part and gives it back.
     *
     * @throws IOException if its owner is closed; so is the part then
     */
    public <T extends AutoCloseable> T add(T opened) throws IOException {
        open.add(opened);
        if (closed) {
            Closer.close(opened);
        }
        checkOpen();
        return opened;
    }

    /**
     * Checks that something can still be opened.
     *
     * @throws IOException if the owner is closed
     */
    public void checkOpen() throws IOException {
        if (closed) {
            throw new IOException("the transport is closed");
        }
    }

    /** It has been closed. */
    public void remove(AutoCloseable part) {
        open.remove(part);
    }

    @Override
    public void close() {
        closed = true;
        open.forEach(Closer::close);
        open.clear();
    }
}
