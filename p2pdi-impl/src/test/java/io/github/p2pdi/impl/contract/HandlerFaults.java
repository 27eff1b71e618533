package io.github.p2pdi.impl.contract;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.ExchangeHandler;
import io.github.p2pdi.transport.Listener;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.wire.Content;
import io.github.p2pdi.wire.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Transports that break exchanges on the side that serves. */
final class HandlerFaults {
    private static final int MEBIBYTE = 1 << 20;

    private HandlerFaults() {}

    static Transport diesOfAThrow(Transport good) {
        return handling(good, handler -> {
            AtomicBoolean dead = new AtomicBoolean();
            return exchange -> {
                try {
                    handler.handle(exchange);
                } catch (RuntimeException | Error fatal) {
                    dead.set(true);
                }
                if (dead.get()) {
                    exchange.hangUp();
                }
            };
        });
    }

    static Transport readsAhead(Transport good) {
        return sending(good, content -> {
            try {
                ByteBuffer buffer = ByteBuffer.allocate(MEBIBYTE);
                for (long at = 0; content.read(buffer.clear(), at) > 0; ) {
                    at += buffer.position();
                }
                return content;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }

    static Transport closesBodiesTwice(Transport good) {
        return sending(good, content -> new WrappedContent(content) {
            @Override
            public void close() throws IOException {
                super.close();
                super.close();
            }
        });
    }

    static Transport leavesRefusedBodiesOpen(Transport good) {
        return exchanging(good, exchange -> new WrappedExchange(exchange) {
            private final AtomicBoolean answered = new AtomicBoolean();

            @Override
            public void answer(List<Response> frames) {
                if (!frames.isEmpty() && !answered.compareAndSet(false, true)) {
                    throw new IllegalStateException("answered before");
                }
                super.answer(frames);
            }
        });
    }

    static Transport tellsTheEndTwice(Transport good) {
        return exchanging(good, exchange -> new WrappedExchange(exchange) {
            @Override
            public void onEnd(Consumer<Outcome> listener) {
                super.onEnd(listener.andThen(listener));
            }
        });
    }

    private static Transport sending(Transport good, UnaryOperator<Content> breaking) {
        return exchanging(good, exchange -> new WrappedExchange(exchange) {
            @Override
            public void answer(List<Response> frames) {
                super.answer(frames.stream()
                        .map(frame -> WrappedContent.wrap(frame, breaking))
                        .toList());
            }
        });
    }

    private static Transport exchanging(Transport good, UnaryOperator<Exchange> breaking) {
        return handling(good, handler -> exchange -> handler.handle(breaking.apply(exchange)));
    }

    private static Transport handling(Transport good, UnaryOperator<ExchangeHandler> breaking) {
        return new WrappedTransport(good) {
            @Override
            public Listener listen(PeerAddress at, ExchangeHandler handler) throws P2pdiException {
                return super.listen(at, breaking.apply(handler));
            }
        };
    }
}
