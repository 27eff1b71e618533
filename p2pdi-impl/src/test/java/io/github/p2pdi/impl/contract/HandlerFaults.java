package io.github.p2pdi.impl.contract;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.impl.runtime.Closer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.ExchangeHandler;
import io.github.p2pdi.transport.Listener;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Content;
import io.github.p2pdi.wire.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
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

    static Transport forgetsWhatStandsBeforeAThrow(Transport good) {
        return handling(good, handler -> exchange -> {
            Held held = new Held(exchange);
            handler.handle(held);
            held.letGo();
        });
    }

    static Transport diesOfAHangUp(Transport good) {
        return handling(good, handler -> {
            AtomicBoolean dead = new AtomicBoolean();
            return exchange -> {
                if (dead.get()) {
                    exchange.hangUp();
                }
                handler.handle(new WrappedExchange(exchange) {
                    @Override
                    public void hangUp() {
                        dead.set(true);
                        super.hangUp();
                    }
                });
            };
        });
    }

    /** Late is what comes from another thread: which of two comes first would be a matter of luck. */
    static Transport forgetsLateAnswers(Transport good) {
        return handling(good, handler -> exchange -> {
            Thread handling = Thread.currentThread();
            handler.handle(new WrappedExchange(exchange) {
                @Override
                public void answer(List<Response> frames) {
                    if (Thread.currentThread() == handling) {
                        super.answer(frames);
                    } else {
                        frames.forEach(frame -> Closer.close(frame.body()));
                        hangUp();
                    }
                }
            });
        });
    }

    /** What a listener of an exchange throws comes out where the transport's listener is closed. */
    static Transport diesOfAListener(Transport good) {
        AtomicReference<RuntimeException> thrown = new AtomicReference<>();
        Transport remembering = exchanging(good, exchange -> new WrappedExchange(exchange) {
            @Override
            public void onEnd(Consumer<Outcome> listener) {
                super.onEnd(outcome -> {
                    try {
                        listener.accept(outcome);
                    } catch (RuntimeException bug) {
                        thrown.set(bug);
                    }
                });
            }
        });
        return ListenerFaults.listening(remembering, listener -> new WrappedListener(listener) {
            @Override
            public void close() {
                super.close();
                if (thrown.get() != null) {
                    throw thrown.get();
                }
            }
        });
    }

    static Transport sendsFilesFromTheirStart(Transport good) {
        return answering(
                good, slice -> isFile(slice.content()) ? new Body.Slice(slice.content(), 0, slice.size()) : slice);
    }

    /** Behind the end of a file there are zeros, it thinks. */
    static Transport padsFiles(Transport good) {
        return sending(good, content -> new WrappedContent(content) {
            @Override
            public int read(ByteBuffer into, long position) throws IOException {
                int read = super.read(into, position);
                if (read >= 0 || !isFile(content)) {
                    return read;
                }
                int zeros = into.remaining();
                into.put(new byte[zeros]);
                return zeros;
            }
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

    static Transport tellsTheLastListenerAlone(Transport good) {
        return exchanging(good, exchange -> new WrappedExchange(exchange) {
            private final AtomicReference<Consumer<Outcome>> last = new AtomicReference<>();

            @Override
            public void onEnd(Consumer<Outcome> listener) {
                if (last.getAndSet(listener) == null) {
                    super.onEnd(outcome -> last.get().accept(outcome));
                }
            }
        });
    }

    /** The files of the contract are known by the name of their class, which nobody else sees. */
    private static boolean isFile(Content content) {
        return content.getClass().getSimpleName().equals("DocumentFile");
    }

    private static Transport sending(Transport good, UnaryOperator<Content> breaking) {
        return answering(good, slice -> new Body.Slice(breaking.apply(slice.content()), slice.offset(), slice.size()));
    }

    private static Transport answering(Transport good, UnaryOperator<Body.Slice> breaking) {
        return exchanging(good, exchange -> new WrappedExchange(exchange) {
            @Override
            public void answer(List<Response> frames) {
                super.answer(
                        frames.stream().map(frame -> broken(frame, breaking)).toList());
            }
        });
    }

    private static Response broken(Response frame, UnaryOperator<Body.Slice> breaking) {
        return frame.body() instanceof Body.Slice slice ? new Response(frame.head(), breaking.apply(slice)) : frame;
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

    /** Sends an answer once the handler has come back, if it ever does. */
    private static final class Held extends WrappedExchange {
        private List<Response> answer = List.of();
        private boolean free;

        Held(Exchange good) {
            super(good);
        }

        @Override
        public synchronized void answer(List<Response> frames) {
            if (free) {
                super.answer(frames);
            } else {
                answer = frames;
            }
        }

        synchronized void letGo() {
            free = true;
            if (!answer.isEmpty()) {
                super.answer(answer);
            }
        }
    }
}
