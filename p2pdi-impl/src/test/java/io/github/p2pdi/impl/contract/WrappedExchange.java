package io.github.p2pdi.impl.contract;

import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.Remote;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.Response;
import java.util.List;
import java.util.function.Consumer;

/** Passes everything on. */
class WrappedExchange implements Exchange {
    private final Exchange good;

    WrappedExchange(Exchange good) {
        this.good = good;
    }

    @Override
    public Request request() {
        return good.request();
    }

    @Override
    public Remote remote() {
        return good.remote();
    }

    @Override
    public void answer(List<Response> frames) {
        good.answer(frames);
    }

    @Override
    public void hangUp() {
        good.hangUp();
    }

    @Override
    public void onEnd(Consumer<Outcome> listener) {
        good.onEnd(listener);
    }
}
