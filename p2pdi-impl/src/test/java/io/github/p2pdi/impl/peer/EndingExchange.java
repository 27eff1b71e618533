package io.github.p2pdi.impl.peer;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.Remote;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A getrfc without a connection, from this machine or another place, that ends when a test says so. */
final class EndingExchange implements Exchange {
    private final List<Consumer<Outcome>> listeners = new ArrayList<>();
    private final String source;
    private List<Response> frames = List.of();

    EndingExchange() {
        this(Remote.LOOPBACK);
    }

    EndingExchange(String source) {
        this.source = source;
    }

    @Override
    public Request request() {
        return new Request("getrfc", "x", Headers.of("RFC-Number", "7"));
    }

    @Override
    public Remote remote() {
        return new Remote(PeerAddress.of("127.0.0.1", 1), source);
    }

    @Override
    public void answer(List<Response> sent) {
        frames = sent;
    }

    /** What is on its way until it ends. */
    List<Response> frames() {
        return frames;
    }

    @Override
    public void hangUp() {
        throw new IllegalStateException("an upload is not hung up on");
    }

    @Override
    public void onEnd(Consumer<Outcome> listener) {
        listeners.add(listener);
    }

    void end(Outcome how) {
        listeners.forEach(listener -> listener.accept(how));
    }
}
