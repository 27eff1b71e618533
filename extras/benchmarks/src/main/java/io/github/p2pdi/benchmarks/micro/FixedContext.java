package io.github.p2pdi.benchmarks.micro;

import io.github.p2pdi.impl.codec.PseudoHttpCodec;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.transport.MessageListener;
import io.github.p2pdi.transport.TransportContext;
import io.github.p2pdi.transport.TransportLimits;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.MessageCodec;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** A context without threads, in a second that does not end: its default headers stay the same. */
record FixedContext(TimeSource time, MessageCodec codec, Headers defaultHeaders) implements TransportContext {
    FixedContext(TimeSource time) {
        this(
                time,
                new PseudoHttpCodec(),
                Headers.of(HeaderNames.HOST, "127.0.0.1")
                        .with(HeaderNames.OS, "Linux 6.1.0")
                        .with(HeaderNames.DATE, "Sun, 22 Nov 2026 20:06:55 GMT"));
    }

    @Override
    public TransportLimits limits() {
        return TransportLimits.DEFAULT;
    }

    @Override
    public Executor executor() {
        return Runnable::run;
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
