package io.github.p2pdi.impl.contract;

import io.github.p2pdi.model.Limit;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.transport.MessageListener;
import io.github.p2pdi.transport.TransportContext;
import io.github.p2pdi.transport.TransportLimits;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.MessageCodec;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Passes everything on. */
class WrappedContext implements TransportContext {
    private final TransportContext good;

    WrappedContext(TransportContext good) {
        this.good = good;
    }

    @Override
    public MessageCodec codec() {
        return good.codec();
    }

    @Override
    public TransportLimits limits() {
        return good.limits();
    }

    @Override
    public TimeSource time() {
        return good.time();
    }

    @Override
    public Executor executor() {
        return good.executor();
    }

    @Override
    public Headers defaultHeaders() {
        return good.defaultHeaders();
    }

    @Override
    public MessageListener messages() {
        return good.messages();
    }

    @Override
    public <T extends AutoCloseable> T shared(Class<T> type, Supplier<T> make) {
        return good.shared(type, make);
    }

    @Override
    public void limitReached(Limit limit) {
        good.limitReached(limit);
    }
}
