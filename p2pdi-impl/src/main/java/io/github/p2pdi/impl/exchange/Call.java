package io.github.p2pdi.impl.exchange;

import io.github.p2pdi.transport.ClientConnection;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * A call, or several one after the other, that another thread can end. While it connects there is nothing to close yet, so its thread is interrupted:
 * then, and never later, as an interrupt closes whatever file the thread is at. The monitor guards the fields.
 */
public final class Call {
    private boolean cancelled;
    private @Nullable Thread connecting;
    private @Nullable ClientConnection connection;

    /** Ends what is under way, and keeps anything else from beginning. */
    public synchronized void cancel() {
        cancelled = true;
        if (connecting != null) {
            connecting.interrupt();
        }
        if (connection != null) {
            // Under the monitor, so that it cannot be in the hands of the next call by now.
            connection.close();
        }
    }

    /** Whether {@link #cancel()} was called. */
    public synchronized boolean isCancelled() {
        return cancelled;
    }

    synchronized void connecting() {
        check();
        connecting = Thread.currentThread();
    }

    /** Leaves nothing of an interrupt behind. */
    synchronized void connected() {
        connecting = null;
        if (cancelled) {
            boolean unused = Thread.interrupted();
        }
    }

    /** The connection that is in use from now on. */
    synchronized void uses(ClientConnection used) {
        check();
        connection = used;
    }

    synchronized void done() {
        connection = null;
    }

    private void check() {
        if (cancelled) {
            throw new CancellationException("the call was ended on this side");
        }
    }
}
