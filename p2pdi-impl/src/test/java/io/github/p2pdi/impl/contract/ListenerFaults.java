package io.github.p2pdi.impl.contract;

import io.github.p2pdi.error.AddressUnavailableException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.transport.ExchangeHandler;
import io.github.p2pdi.transport.Listener;
import io.github.p2pdi.transport.Transport;
import java.util.function.UnaryOperator;

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

    private static Transport listening(Transport good, UnaryOperator<Listener> breaking) {
        return new WrappedTransport(good) {
            @Override
            public Listener listen(PeerAddress at, ExchangeHandler handler) throws P2pdiException {
                return breaking.apply(super.listen(at, handler));
            }
        };
    }
}
