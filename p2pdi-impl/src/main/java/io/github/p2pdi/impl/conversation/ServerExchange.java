package io.github.p2pdi.impl.conversation;

import io.github.p2pdi.impl.runtime.Closer;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.Remote;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request of a conversation. Answered from any thread, once; the monitor guards the outcome and who wants to know it. */
final class ServerExchange implements Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(ServerExchange.class);

    private final Conversation conversation;
    private final Engine engine;
    private final Remote remote;
    private final Request request;
    private final AtomicBoolean settled = new AtomicBoolean();
    private List<Consumer<Outcome>> listeners = List.of();
    private @Nullable Outcome outcome;

    ServerExchange(Conversation conversation, Engine engine, Remote remote, Request request) {
        this.conversation = conversation;
        this.engine = engine;
        this.remote = remote;
        this.request = request;
    }

    @Override
    public String toString() {
        return "'" + request.method() + "' from " + remote.address();
    }

    @Override
    public Request request() {
        return request;
    }

    @Override
    public Remote remote() {
        return remote;
    }

    @Override
    public void answer(List<Response> frames) {
        if (frames.isEmpty()) {
            throw new IllegalArgumentException("an answer has at least one frame");
        }
        if (!settle()) {
            frames.forEach(frame -> Closer.close(frame.body()));
            throw new IllegalStateException("'" + request.method() + "' has been answered before");
        }
        if (!engine.execute(() -> conversation.deliver(this, frames))) {
            frames.forEach(frame -> Closer.close(frame.body()));
        }
    }

    @Override
    public void hangUp() {
        if (settle()) {
            engine.execute(() -> conversation.hangUp(this));
        }
    }

    /** Claims the right to answer. */
    boolean settle() {
        return settled.compareAndSet(false, true);
    }

    @Override
    public void onEnd(Consumer<Outcome> listener) {
        Outcome ended;
        synchronized (this) {
            ended = outcome;
            if (ended == null) {
                listeners = listeners.isEmpty() ? new ArrayList<>(1) : listeners;
                listeners.add(listener);
            }
        }
        if (ended != null) {
            tell(listener, ended);
        }
    }

    /** Tells once how it ended. */
    void end(Outcome how) {
        List<Consumer<Outcome>> told;
        synchronized (this) {
            if (outcome != null) {
                return;
            }
            outcome = how;
            // From now on none is added.
            told = listeners;
        }
        told.forEach(listener -> tell(listener, how));
    }

    private static void tell(Consumer<Outcome> listener, Outcome how) {
        try {
            listener.accept(how);
        } catch (RuntimeException | Error e) {
            LOG.warn("a listener of an exchange failed", e);
        }
    }
}
