package io.github.p2pdi.impl.streams;

import io.github.p2pdi.error.AddressUnavailableException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.PeerUnreachableException;
import io.github.p2pdi.impl.runtime.OpenParts;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.transport.ByteStream;
import io.github.p2pdi.transport.ByteStreams;
import io.github.p2pdi.transport.ClientConnection;
import io.github.p2pdi.transport.ExchangeHandler;
import io.github.p2pdi.transport.Listener;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.transport.TransportContext;
import java.io.IOException;

/** A transport over byte streams: a thread a connection that is served, and none for those that ask. */
final class StreamTransport implements Transport {
    private final String scheme;
    private final ByteStreams streams;
    private final TransportContext context;
    private final OpenParts open = new OpenParts();

    StreamTransport(String scheme, ByteStreams streams, TransportContext context) {
        this.scheme = scheme;
        this.streams = streams;
        this.context = context;
    }

    @Override
    public Listener listen(PeerAddress at, ExchangeHandler handler) throws P2pdiException {
        checkScheme(at);
        try {
            open.checkOpen();
            StreamListener listener = new StreamListener(context, streams.bind(at), handler, open::remove);
            open.add(listener).start();
            return listener;
        } catch (IOException | RuntimeException e) {
            throw new AddressUnavailableException(at, "cannot listen at " + at + ": " + words(e), e);
        }
    }

    @Override
    public ClientConnection connect(PeerAddress to, Deadline deadline) throws P2pdiException {
        checkScheme(to);
        if (deadline.hasPassed()) {
            throw new PeerUnreachableException(to, "cannot reach " + to + ": no time is left", null);
        }
        try {
            open.checkOpen();
            ByteStream stream = streams.connect(to, deadline);
            return open.add(new StreamClientConnection(context, stream, to, open::remove));
        } catch (IOException | RuntimeException e) {
            // What an interrupt ends has no words of its own.
            String why = Thread.currentThread().isInterrupted() ? "interrupted" : words(e);
            throw new PeerUnreachableException(to, "cannot reach " + to + ": " + why, e);
        }
    }

    /** The streams are the user's, who may throw anything. */
    private static String words(Exception e) {
        return e instanceof IOException ? String.valueOf(e.getMessage()) : e.toString();
    }

    private void checkScheme(PeerAddress address) {
        if (!address.scheme().equals(scheme)) {
            throw new IllegalArgumentException("this transport serves " + scheme + "://, not " + address);
        }
    }

    @Override
    public void close() {
        open.close();
    }
}
