package io.github.p2pdi.impl.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns what one object has opened, and closes it in reverse order, once. A part that fails to close is logged and does not keep the others
 * open. What is added after the close is closed at once.
 */
public final class Closer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Closer.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private boolean closed;

    /** Takes over a part and gives it back. */
    public <T extends AutoCloseable> T add(T part) {
        synchronized (parts) {
            if (!closed) {
                parts.push(part);
                return part;
            }
        }
        close(part);
        return part;
    }

    @Override
    public void close() {
        for (AutoCloseable part = next(); part != null; part = next()) {
            close(part);
        }
    }

    private @Nullable AutoCloseable next() {
        synchronized (parts) {
            closed = true;
            return parts.poll();
        }
    }

    /** Closes something whose failure to close changes nothing any more. */
    public static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception | Error e) {
            LOG.debug("could not close {}", part, e);
        }
    }
}
