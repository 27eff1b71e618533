package io.github.p2pdi.impl.conversation;

import io.github.p2pdi.impl.codec.PseudoHttpCodec;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.transport.MessageListener;
import io.github.p2pdi.transport.TransportContext;
import io.github.p2pdi.transport.TransportLimits;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.MessageCodec;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** A context without threads and without default headers. */
public record FixedContext(TimeSource time, TransportLimits limits, MessageCodec codec) implements TransportContext {
    /** With the usual codec. */
    public FixedContext(TimeSource time, TransportLimits limits) {
        this(time, limits, new PseudoHttpCodec());
    }

    @Override
    public Executor executor() {
        return Runnable::run;
    }

    @Override
    public Headers defaultHeaders() {
        return Headers.NONE;
    }

    @Override
    public MessageListener messages() {
        return MessageListener.NONE;
    }

    @Override
    public <T extends AutoCloseable> T shared(Class<T> type, Supplier<T> make) {
        return make.get();
    }
}
