package io.github.p2pdi.impl.peer;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.Remote;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** An exchange without a connection, which keeps its answer of one frame. */
final class AskedExchange implements Exchange {
    private final Request request;
    private final String source;
    private final CompletableFuture<Response> answered = new CompletableFuture<>();
    private final List<Consumer<Outcome>> listeners = new CopyOnWriteArrayList<>();

    AskedExchange(Request request) {
        this(request, Remote.LOOPBACK);
    }

    AskedExchange(Request request, String source) {
        this.request = request;
        this.source = source;
    }

    @Override
    public Request request() {
        return request;
    }

    @Override
    public Remote remote() {
        return new Remote(PeerAddress.of("127.0.0.1", 1), source);
    }

    @Override
    public void answer(List<Response> frames) {
        if (frames.size() != 1 || !answered.complete(frames.get(0))) {
            throw new IllegalStateException("one answer of one frame is due");
        }
    }

    @Override
    public void hangUp() {
        answered.completeExceptionally(new IllegalStateException("hung up"));
    }

    @Override
    public void onEnd(Consumer<Outcome> listener) {
        listeners.add(listener);
    }

    void end(Outcome how) {
        listeners.forEach(listener -> listener.accept(how));
    }

    /** All bytes of the body of an answer. */
    static ByteBuffer bytes(Response response) {
        try (Body body = response.body()) {
            ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(body.size()));
            if (body instanceof Body.Bytes bytes) {
                bytes.buffers().forEach(each -> all.put(each.duplicate()));
            } else if (body instanceof Body.Slice slice) {
                while (all.hasRemaining() && slice.content().read(all, slice.offset() + all.position()) > 0) {
                    // Until all is there.
                }
            }
            return all.flip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAnswered() {
        return answered.isDone();
    }

    /** The answer; waits for it. */
    Response answer() {
        try {
            return answered.get(30, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("no answer", e);
        }
    }
}
