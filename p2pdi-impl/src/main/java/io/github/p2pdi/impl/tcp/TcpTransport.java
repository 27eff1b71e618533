package io.github.p2pdi.impl.tcp;

import io.github.p2pdi.error.AddressUnavailableException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.PeerUnreachableException;
import io.github.p2pdi.impl.runtime.OpenParts;
import io.github.p2pdi.impl.sockets.Dialer;
import io.github.p2pdi.impl.sockets.Reasons;
import io.github.p2pdi.impl.sockets.SocketStream;
import io.github.p2pdi.impl.streams.StreamClientConnection;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.transport.ClientConnection;
import io.github.p2pdi.transport.ExchangeHandler;
import io.github.p2pdi.transport.Listener;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.transport.TransportContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.LongSupplier;

/** TCP: listeners on event loops that all nodes of the same resources share; clients on blocking sockets in the caller's thread. */
final class TcpTransport implements Transport {
    private final TransportContext context;
    private final LongSupplier onTheirWay;
    private final OpenParts open = new OpenParts();

    TcpTransport(TransportContext context) {
        this(context, new SystemBuffers(context.time())::most);
    }

    /** Where the system may hold so many bytes on their way. */
    TcpTransport(TransportContext context, LongSupplier onTheirWay) {
        this.context = context;
        this.onTheirWay = onTheirWay;
    }

    @Override
    public Listener listen(PeerAddress at, ExchangeHandler handler) throws P2pdiException {
        try {
            open.checkOpen();
            EventLoops loops = context.shared(EventLoops.class, EventLoops::new);
            return open.add(TcpListener.open(context, loops, at, handler, onTheirWay, open::remove));
        } catch (UncheckedIOException e) {
            throw new AddressUnavailableException(at, "cannot listen at " + at + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new AddressUnavailableException(at, "cannot listen at " + at + ": " + Reasons.of(e), e);
        }
    }

    @Override
    public ClientConnection connect(PeerAddress to, Deadline deadline) throws P2pdiException {
        if (deadline.hasPassed()) {
            throw new PeerUnreachableException(to, "cannot reach " + to + ": no time is left", null);
        }
        try {
            open.checkOpen();
            SocketStream stream = Dialer.dial(context, to, deadline);
            return open.add(new StreamClientConnection(context, stream, to, open::remove));
        } catch (IOException e) {
            throw new PeerUnreachableException(to, "cannot reach " + to + ": " + Reasons.of(e), e);
        }
    }

    @Override
    public void close() {
        open.close();
    }
}
