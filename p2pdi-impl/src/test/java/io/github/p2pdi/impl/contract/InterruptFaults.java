package io.github.p2pdi.impl.contract;

import io.github.p2pdi.error.ExchangeTimeoutException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.PeerUnreachableException;
import io.github.p2pdi.impl.NewThread;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.transport.Answers;
import io.github.p2pdi.transport.ClientConnection;
import io.github.p2pdi.transport.Incoming;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.wire.Request;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Transports that do not know what to do about interrupts. */
final class InterruptFaults {
    private InterruptFaults() {}

    /** What waits is elsewhere. */
    static Transport isDeaf(Transport good) {
        return new WrappedTransport(good) {
            @Override
            public ClientConnection connect(PeerAddress to, Deadline deadline) throws P2pdiException {
                return new WrappedConnection(elsewhere(() -> super.connect(to, deadline))) {
                    @Override
                    public Incoming send(Request request, Answers expected, Deadline by) throws P2pdiException {
                        return elsewhere(() -> super.send(request, expected, by));
                    }
                };
            }
        };
    }

    /** The wait ends, and nobody knows why. */
    static Transport swallows(Transport good) {
        return new WrappedTransport(good) {
            @Override
            public ClientConnection connect(PeerAddress to, Deadline deadline) throws P2pdiException {
                return new WrappedConnection(swallowing(() -> super.connect(to, deadline))) {
                    @Override
                    public Incoming send(Request request, Answers expected, Deadline by) throws P2pdiException {
                        return new Swallowing(swallowing(() -> super.send(request, expected, by)));
                    }
                };
            }
        };
    }

    /** The wait ends, and its exception looks as if somebody else had been at fault. */
    static Transport blamesOthers(Transport good) {
        return new WrappedTransport(good) {
            @Override
            public ClientConnection connect(PeerAddress to, Deadline deadline) throws P2pdiException {
                return new WrappedConnection(blaming(() -> super.connect(to, deadline))) {
                    @Override
                    public Incoming send(Request request, Answers expected, Deadline by) throws P2pdiException {
                        return new Blaming(blaming(() -> super.send(request, expected, by)));
                    }
                };
            }
        };
    }

    static Transport givesUpClosing(Transport good) {
        return ListenerFaults.listening(good, listener -> new WrappedListener(listener) {
            @Override
            public void close() {
                if (!Thread.currentThread().isInterrupted()) {
                    super.close();
                }
            }
        });
    }

    private static <T> T elsewhere(Call<T> call) throws P2pdiException {
        CompletableFuture<T> result = new CompletableFuture<>();
        new NewThread().execute(() -> {
            try {
                result.complete(call.run());
            } catch (P2pdiException | RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        try {
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof P2pdiException ours) {
                throw ours;
            }
            throw e;
        }
    }

    private static <T> T swallowing(Call<T> call) throws P2pdiException {
        try {
            return call.run();
        } finally {
            boolean unused = Thread.interrupted();
        }
    }

    private static <T> T blaming(Call<T> call) throws P2pdiException {
        try {
            return call.run();
        } catch (PeerUnreachableException e) {
            throw new PeerUnreachableException(e.peer().orElseThrow(), String.valueOf(e.getMessage()), null);
        } catch (ExchangeTimeoutException e) {
            throw new ExchangeTimeoutException(e.peer().orElseThrow(), String.valueOf(e.getMessage()), null);
        }
    }

    private interface Call<T> {
        T run() throws P2pdiException;
    }

    private static final class Blaming extends WrappedIncoming {
        Blaming(Incoming good) {
            super(good);
        }

        @Override
        public int read(ByteBuffer into) throws P2pdiException {
            return blaming(() -> super.read(into));
        }

        @Override
        public Optional<Incoming> next() throws P2pdiException {
            return blaming(super::next);
        }
    }

    private static final class Swallowing extends WrappedIncoming {
        Swallowing(Incoming good) {
            super(good);
        }

        @Override
        public int read(ByteBuffer into) throws P2pdiException {
            return swallowing(() -> super.read(into));
        }

        @Override
        public Optional<Incoming> next() throws P2pdiException {
            return swallowing(super::next);
        }
    }
}
