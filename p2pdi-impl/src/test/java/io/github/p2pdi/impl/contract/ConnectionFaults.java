package io.github.p2pdi.impl.contract;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.PeerUnreachableException;
import io.github.p2pdi.error.ProtocolViolationException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.transport.Answers;
import io.github.p2pdi.transport.ClientConnection;
import io.github.p2pdi.transport.Incoming;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.wire.Request;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Transports whose connections are broken on the side that asks. */
final class ConnectionFaults {
    private ConnectionFaults() {}

    static Transport liesAboutItsEnd(Transport good) {
        return connecting(good, connection -> new WrappedConnection(connection) {
            @Override
            public PeerAddress local() {
                return super.local().withPort(0);
            }
        });
    }

    static Transport blamesTheProtocol(Transport good) {
        return new WrappedTransport(good) {
            @Override
            public ClientConnection connect(PeerAddress to, Deadline deadline) throws P2pdiException {
                try {
                    return super.connect(to, deadline);
                } catch (PeerUnreachableException nobody) {
                    throw new ProtocolViolationException(to, "somebody must be to blame", nobody);
                }
            }
        };
    }

    static Transport connectsTooLate(Transport good) {
        return new WrappedTransport(good) {
            @Override
            public ClientConnection connect(PeerAddress to, Deadline deadline) throws P2pdiException {
                return super.connect(to, inAnHour(deadline));
            }
        };
    }

    static Transport waitsForEver(Transport good) {
        return connecting(good, connection -> new WrappedConnection(connection) {
            @Override
            public Incoming send(Request request, Answers expected, Deadline deadline) throws P2pdiException {
                return super.send(request, expected, inAnHour(deadline));
            }
        });
    }

    /** Of two requests on a connection, the second is what the first was. */
    static Transport asksTheSameTwice(Transport good) {
        return connecting(good, connection -> new WrappedConnection(connection) {
            private @Nullable Request before;

            @Override
            public Incoming send(Request request, Answers expected, Deadline deadline) throws P2pdiException {
                Request sent = before == null ? request : before;
                before = before == null ? request : null;
                return super.send(sent, expected, deadline);
            }
        });
    }

    /** The classic: close() takes the lock that a waiting call holds. */
    static Transport locksCloseOut(Transport good) {
        return connecting(good, connection -> new WrappedConnection(connection) {
            @Override
            public synchronized Incoming send(Request request, Answers expected, Deadline deadline)
                    throws P2pdiException {
                return new LockedIncoming(super.send(request, expected, deadline), this);
            }

            @Override
            public synchronized void close() {
                super.close();
            }
        });
    }

    static Transport connecting(Transport good, UnaryOperator<ClientConnection> breaking) {
        return new WrappedTransport(good) {
            @Override
            public ClientConnection connect(PeerAddress to, Deadline deadline) throws P2pdiException {
                return breaking.apply(super.connect(to, deadline));
            }
        };
    }

    private static Deadline inAnHour(Deadline deadline) {
        return Deadline.in(deadline.time(), Duration.ofHours(1));
    }

    private static final class LockedIncoming extends WrappedIncoming {
        private final Object lock;

        LockedIncoming(Incoming good, Object lock) {
            super(good);
            this.lock = lock;
        }

        @Override
        public int read(ByteBuffer into) throws P2pdiException {
            synchronized (lock) {
                return super.read(into);
            }
        }

        @Override
        public Optional<Incoming> next() throws P2pdiException {
            synchronized (lock) {
                return super.next();
            }
        }

        @Override
        public void close() {
            synchronized (lock) {
                super.close();
            }
        }
    }
}
