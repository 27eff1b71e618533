package io.github.p2pdi.impl.download;

import io.github.p2pdi.error.DocumentNotFoundException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.ProtocolViolationException;
import io.github.p2pdi.error.RequestRefusedException;
import io.github.p2pdi.impl.exchange.Call;
import io.github.p2pdi.impl.exchange.Connections;
import io.github.p2pdi.impl.exchange.Refusal;
import io.github.p2pdi.impl.exchange.RetryAfter;
import io.github.p2pdi.impl.json.ManifestJson;
import io.github.p2pdi.impl.json.RfcEntry;
import io.github.p2pdi.impl.json.RfcJson;
import io.github.p2pdi.model.Manifest;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.transport.Answers;
import io.github.p2pdi.transport.Incoming;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** Asks other peers: for the digests of a document, and for its bytes. What comes back is checked as far as one answer can be. */
final class HolderCalls implements DocumentCalls {
    /** The largest first frame: an index record is a few hundred bytes. */
    private static final int RECORD_BYTES = 64 << 10;

    private static final int MANIFEST_BYTES = 64 << 20;
    private static final int MOST_CHUNKS = 1_000_000;

    private final Connections connections;
    private final Duration firstByte;
    private final LongAdder received = new LongAdder();

    /**
     * Makes one.
     *
     * @param firstByte how long a holder may take to connect and begin to answer
     */
    HolderCalls(Connections connections, Duration firstByte) {
        this.connections = connections;
        this.firstByte = firstByte;
    }

    /** How many bytes of documents have come. */
    long received() {
        return received.sum();
    }

    @Override
    public Manifest manifest(PeerAddress holder, long number, Call call) throws P2pdiException {
        return connections.ask(
                holder,
                new Request("rfcmanifest", holder.host(), wanted(number)),
                Answers.ONE,
                connections.longCallTime(firstByte),
                answer -> manifest(holder, number, answer),
                call);
    }

    private static Manifest manifest(PeerAddress holder, long number, Incoming answer) throws IOException {
        checkOk(holder, number, "rfcmanifest", answer);
        if (answer.size() > MANIFEST_BYTES) {
            throw new ProtocolViolationException(
                    holder,
                    holder + " sent a manifest of " + answer.size() + " bytes; the limit is " + MANIFEST_BYTES,
                    null);
        }
        Manifest manifest = ManifestJson.read(Channels.newInputStream(answer), number, MOST_CHUNKS);
        if (manifest.chunkSize() != Manifest.chunkSizeFor(manifest.size())) {
            throw new ProtocolViolationException(
                    holder,
                    holder + " sent a manifest with chunks of " + manifest.chunkSize() + " bytes; a document of "
                            + manifest.size() + " bytes has chunks of " + Manifest.chunkSizeFor(manifest.size()),
                    null);
        }
        return manifest;
    }

    @Override
    public void whole(PeerAddress holder, long number, Call call, Reader reader) throws P2pdiException {
        get(holder, number, wanted(number), call, reader);
    }

    @Override
    public void range(PeerAddress holder, long number, Part part, Call call, Reader reader) throws P2pdiException {
        Headers headers = wanted(number)
                .with(HeaderNames.RANGE, "bytes=" + part.from() + '-' + (part.to() - 1))
                .with(HeaderNames.IF_MATCH, '"' + part.of().sha256().hex() + '"');
        get(holder, number, headers, call, reader);
    }

    private static Headers wanted(long number) {
        return Headers.of(HeaderNames.RFC_NUMBER, Long.toString(number)).with(HeaderNames.ACCEPT, HeaderNames.JSON);
    }

    private void get(PeerAddress holder, long number, Headers headers, Call call, Reader reader) throws P2pdiException {
        Request request = new Request("getrfc", holder.host(), headers);
        connections.<Boolean>ask(
                holder,
                request,
                Answers.TWO_IF_OK,
                connections.callTime(firstByte),
                first -> {
                    checkOk(holder, number, "getrfc", first);
                    RfcEntry said = record(holder, number, first);
                    Incoming second =
                            first.next().orElseThrow(() -> new IllegalStateException("getrfc has two frames"));
                    Status status = second.head().status();
                    if (!status.isOk() && !status.equals(Status.PARTIAL_CONTENT)) {
                        throw new ProtocolViolationException(
                                holder, holder + " promised the document and then sent " + status, null);
                    }
                    reader.read(said, new CountedIncoming(second, received));
                    return true;
                },
                call);
    }

    private static RfcEntry record(PeerAddress holder, long number, Incoming first) throws IOException {
        if (first.size() > RECORD_BYTES) {
            throw new ProtocolViolationException(
                    holder,
                    holder + " sent a record of " + first.size() + " bytes; the limit is " + RECORD_BYTES,
                    null);
        }
        RfcEntry said = RfcJson.readOne(Channels.newInputStream(first));
        if (said.number() != number) {
            throw new ProtocolViolationException(
                    holder, holder + " sent document " + said.number() + " when asked for " + number, null);
        }
        return said;
    }

    private static void checkOk(PeerAddress holder, long number, String method, Incoming answer) throws P2pdiException {
        Status status = answer.head().status();
        if (status.isOk()) {
            return;
        }
        String says = Refusal.says(answer);
        drain(answer);
        if (status.equals(Status.NOT_FOUND) || status.equals(Status.FORBIDDEN)) {
            throw new DocumentNotFoundException(holder, number);
        }
        throw new RequestRefusedException(
                holder,
                status,
                holder + " answered " + status + " to '" + method + "'" + says,
                RetryAfter.of(answer.head()));
    }

    /** Reads the little that comes with a refusal, so that the connection can be used again. */
    private static void drain(Incoming refusal) throws P2pdiException {
        ByteBuffer scrap = ByteBuffer.allocate(1024);
        if (refusal.size() <= RECORD_BYTES) {
            while (refusal.read(scrap.clear()) >= 0) {
                // Nothing in it matters.
            }
        }
    }

    /**
     * A part of a document.
     *
     * @param from its first byte
     * @param to behind its last byte
     * @param of the document
     */
    record Part(long from, long to, Manifest of) {}

    /** Reads what a holder sends. */
    @FunctionalInterface
    interface Reader {
        /** Reads a document or a part of it; {@code said} is what the holder says of it now. */
        void read(RfcEntry said, Incoming body) throws IOException;
    }
}
