package io.github.p2pdi.impl.streams;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.transport.Answers;
import io.github.p2pdi.transport.ByteStream;
import io.github.p2pdi.transport.ClientConnection;
import io.github.p2pdi.transport.Incoming;
import io.github.p2pdi.transport.MessageListener.Direction;
import io.github.p2pdi.transport.TransportContext;
import io.github.p2pdi.wire.Event;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.ResponseHead;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The client's side of any stream: asks, and gives the frames of the answer as they come. */
public final class StreamClientConnection implements ClientConnection {
    private final TransportContext context;
    private final ClientWire wire;
    private final Duration readStall;
    private final Consumer<ClientConnection> onClose;
    private @Nullable IncomingFrame open;

    /** Takes over the stream; {@code onClose} is told when it closes, perhaps more than once. */
    public StreamClientConnection(
            TransportContext context, ByteStream stream, PeerAddress to, Consumer<ClientConnection> onClose) {
        this.context = context;
        this.wire = new ClientWire(context, stream, to);
        this.readStall = context.limits().readStall();
        this.onClose = onClose;
    }

    @Override
    public PeerAddress remote() {
        return wire.peer();
    }

    @Override
    public PeerAddress reached() {
        return wire.reached();
    }

    @Override
    public PeerAddress local() {
        return wire.local();
    }

    @Override
    public Incoming send(Request request, Answers expected, Deadline deadline) throws P2pdiException {
        if (open != null && !open.isEnded()) {
            throw new IllegalStateException("the last answer from " + remote() + " has not been read to its end");
        }
        Request whole = request.with(context.defaultHeaders());
        long by = context.time().nanos() + deadline.nanosLeft();
        wire.write(context.codec().head(whole, 0), by);
        context.messages().message(Direction.SENT, remote(), whole);
        if (expected == Answers.NONE) {
            wire.drain(by);
            close();
            return new IncomingFrame(this, new ResponseHead(Status.OK, Headers.NONE), 0, false);
        }
        return frame(by, expected == Answers.TWO_IF_OK);
    }

    /** Waits for the next frame. */
    private IncomingFrame frame(long by, boolean anotherIfOk) throws P2pdiException {
        Event.Started started = (Event.Started) wire.next(by);
        ResponseHead head = (ResponseHead) started.head();
        context.messages().message(Direction.RECEIVED, remote(), head);
        IncomingFrame frame = new IncomingFrame(
                this, head, started.bodySize(), anotherIfOk && head.status().isOk());
        open = frame;
        frame.endIfEmpty();
        return frame;
    }

    Optional<Incoming> next() throws P2pdiException {
        return Optional.of(frame(wire.in(readStall), false));
    }

    ClientWire wire() {
        return wire;
    }

    long stallDeadline() {
        return wire.in(readStall);
    }

    @Override
    public boolean reusable() {
        return open != null && open.isLast() && open.isEnded() && wire.isReusable();
    }

    @Override
    public void close() {
        wire.close();
        onClose.accept(this);
    }
}
