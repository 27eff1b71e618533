package io.github.p2pdi.impl.contract;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.transport.Answers;
import io.github.p2pdi.transport.Incoming;
import io.github.p2pdi.transport.MessageListener;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.transport.TransportContext;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.ResponseHead;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Transports that break answers as they come in. */
final class AnswerFaults {
    private static final int BUFFER = 256 << 10;

    private AnswerFaults() {}

    static Transport flipsABitBehindABuffer(Transport good) {
        return receiving(good, FlippedBit::new);
    }

    static Transport forgetsTheSecondFrame(Transport good) {
        return receiving(good, incoming -> new WrappedIncoming(incoming) {
            @Override
            public Optional<Incoming> next() {
                return Optional.empty();
            }
        });
    }

    static Transport inventsASecondFrame(Transport good) {
        return receiving(good, incoming -> new WrappedIncoming(incoming) {
            @Override
            public Optional<Incoming> next() throws P2pdiException {
                return head().status().isOk() ? super.next() : Optional.of(this);
            }
        });
    }

    static TransportContext tellsNobody(TransportContext good) {
        return new WrappedContext(good) {
            @Override
            public MessageListener messages() {
                return MessageListener.NONE;
            }
        };
    }

    static Transport forgetsTheDefaultHeaders(Transport good) {
        return receiving(good, incoming -> new WrappedIncoming(incoming) {
            @Override
            public ResponseHead head() {
                ResponseHead whole = super.head();
                return new ResponseHead(
                        whole.status(),
                        new Headers(whole.headers().fields().stream()
                                .filter(field -> !field.name().equals(HeaderNames.DATE))
                                .toList()));
            }
        });
    }

    static Transport takesATorsoForWhole(Transport good) {
        return receiving(good, incoming -> new WrappedIncoming(incoming) {
            @Override
            public int read(ByteBuffer into) {
                try {
                    return super.read(into);
                } catch (P2pdiException cutShort) {
                    return -1;
                }
            }
        });
    }

    static Transport receiving(Transport good, UnaryOperator<Incoming> breaking) {
        return ConnectionFaults.connecting(good, connection -> new WrappedConnection(connection) {
            @Override
            public Incoming send(Request request, Answers expected, Deadline deadline) throws P2pdiException {
                return breaking.apply(super.send(request, expected, deadline));
            }
        });
    }

    /** The first byte behind a full buffer is not what it was. */
    private static final class FlippedBit extends WrappedIncoming {
        private long position;

        FlippedBit(Incoming good) {
            super(good);
        }

        @Override
        public int read(ByteBuffer into) throws P2pdiException {
            int start = into.position();
            int read = super.read(into);
            if (position <= BUFFER && BUFFER < position + read) {
                int at = start + (int) (BUFFER - position);
                into.put(at, (byte) (into.get(at) ^ 1));
            }
            position += Math.max(read, 0);
            return read;
        }

        @Override
        public Optional<Incoming> next() throws P2pdiException {
            return super.next().map(FlippedBit::new);
        }
    }
}
