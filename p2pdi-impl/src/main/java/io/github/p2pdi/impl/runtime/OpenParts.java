package io.github.p2pdi.impl.runtime;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What somebody has opened for others and they have not closed yet; it is closed with him. What is opened after that is closed at once. Safe for concurrent use. */
public final class OpenParts implements AutoCloseable {
    private final Set<AutoCloseable> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Takes note of a part and gives it back. */
    public <T extends AutoCloseable> T add(T opened) {
        open.add(opened);
        if (closed) {
            Closer.close(opened);
        }
        return opened;
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
