package io.github.p2pdi.impl.contract;

import io.github.p2pdi.error.AddressUnavailableException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.transport.ExchangeHandler;
import io.github.p2pdi.transport.Listener;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.transport.TransportContext;
import io.github.p2pdi.transport.TransportLimits;
import io.github.p2pdi.transport.TransportProvider;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Transports whose listeners are broken. */
final class ListenerFaults {
    private ListenerFaults() {}

    static Transport reportsPortZero(Transport good) {
        return listening(good, listener -> new WrappedListener(listener) {
            @Override
            public PeerAddress address() {
                return super.address().withPort(0);
            }
        });
    }

    static Transport complainsOfASecondClose(Transport good) {
        return listening(good, listener -> new WrappedListener(listener) {
            private boolean closed;

            @Override
            public void close() {
                if (closed) {
                    throw new IllegalStateException("closed before");
                }
                closed = true;
                super.close();
            }
        });
    }

    static Transport complainsBehindItsEnd(Transport good) {
        AtomicBoolean ended = new AtomicBoolean();
        return new WrappedTransport(good) {
            @Override
            public Listener listen(PeerAddress at, ExchangeHandler handler) throws P2pdiException {
                return new WrappedListener(super.listen(at, handler)) {
                    @Override
                    public void close() {
                        super.close();
                        if (ended.get()) {
                            throw new IllegalStateException("its transport is closed");
                        }
                    }
                };
            }

            @Override
            public void close() {
                super.close();
                ended.set(true);
            }
        };
    }

    static Transport givesWhatIsClosed(Transport good) {
        return new WrappedTransport(good) {
            private @Nullable Listener last;

            @Override
            public Listener listen(PeerAddress at, ExchangeHandler handler) throws P2pdiException {
                try {
                    last = super.listen(at, handler);
                    return last;
                } catch (AddressUnavailableException closed) {
                    if (last == null) {
                        throw closed;
                    }
                    return last;
                }
            }
        };
    }

    /** Closing waits until no handler is at work, the one that closes it included. */
    static Transport waitsForItsHandlers(
            TransportProvider good, TransportContext context, Consumer<AutoCloseable> leftBehind) {
        Semaphore handling = new Semaphore(1);
        leftBehind.accept(handling::release);
        return new WrappedTransport(good.create(context)) {
            @Override
            public Listener listen(PeerAddress at, ExchangeHandler handler) throws P2pdiException {
                return new WrappedListener(super.listen(at, exchange -> {
                    handling.acquireUninterruptibly();
                    try {
                        handler.handle(exchange);
                    } finally {
                        handling.release();
                    }
                })) {
                    @Override
                    public void close() {
                        handling.acquireUninterruptibly();
                        handling.release();
                        super.close();
                    }
                };
            }
        };
    }

    /** Closing waits until all answers have been taken. */
    static Transport waitsForItsReaders(
            TransportProvider good, TransportContext context, Consumer<AutoCloseable> leftBehind) {
        Phaser reading = new Phaser(1);
        leftBehind.accept(reading::forceTermination);
        return new WrappedTransport(good.create(context)) {
            @Override
            public Listener listen(PeerAddress at, ExchangeHandler handler) throws P2pdiException {
                return new WrappedListener(super.listen(at, exchange -> {
                    reading.register();
                    exchange.onEnd(outcome -> reading.arriveAndDeregister());
                    handler.handle(exchange);
                })) {
                    @Override
                    public void close() {
                        reading.arriveAndAwaitAdvance();
                        super.close();
                    }
                };
            }
        };
    }

    static TransportContext ofAHundred(TransportContext good) {
        return new WrappedContext(good) {
            @Override
            public TransportLimits limits() {
                TransportLimits given = super.limits();
                return given.toBuilder()
                        .connections(Math.min(given.connections(), 100))
                        .build();
            }
        };
    }

    static Transport keepsListening(Transport good) {
        return listening(good, listener -> new WrappedListener(listener) {
            @Override
            public void close() {
                // When the transport closes is early enough, it thinks.
            }
        });
    }

    static Transport takesAnotherAddress(Transport good) {
        return new WrappedTransport(good) {
            @Override
            public Listener listen(PeerAddress at, ExchangeHandler handler) throws P2pdiException {
                try {
                    return super.listen(at, handler);
                } catch (AddressUnavailableException taken) {
                    return super.listen(at.withPort(0), handler);
                }
            }
        };
    }

    static Transport listening(Transport good, UnaryOperator<Listener> breaking) {
        return new WrappedTransport(good) {
            @Override
            public Listener listen(PeerAddress at, ExchangeHandler handler) throws P2pdiException {
                return breaking.apply(super.listen(at, handler));
            }
        };
    }
}
