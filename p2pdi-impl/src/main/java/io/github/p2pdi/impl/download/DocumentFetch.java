package io.github.p2pdi.impl.download;

import io.github.p2pdi.error.DocumentNotFoundException;
import io.github.p2pdi.error.IntegrityException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.ProtocolViolationException;
import io.github.p2pdi.error.RequestRefusedException;
import io.github.p2pdi.impl.exchange.Connections;
import io.github.p2pdi.impl.json.RfcEntry;
import io.github.p2pdi.impl.json.RfcJson;
import io.github.p2pdi.impl.runtime.BufferPool;
import io.github.p2pdi.impl.store.SafeFileName;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.node.DocumentStore;
import io.github.p2pdi.transport.Answers;
import io.github.p2pdi.transport.Incoming;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** Fetches one document from one holder: streamed through one buffer into a part file, hashed on the way, checked, moved into place. */
public final class DocumentFetch {
    /** The largest first frame: an index record is a few hundred bytes. */
    private static final int RECORD_BYTES = 64 << 10;

    private static final int BUFFER = 256 << 10;

    private final Connections connections;
    private final BufferPool buffers = new BufferPool(BUFFER);
    private final Path folder;
    private final DocumentStore store;

    /** Puts documents into {@code folder}, unless {@code store} has them. */
    public DocumentFetch(Connections connections, Path folder, DocumentStore store) {
        this.connections = connections;
        this.folder = folder;
        this.store = store;
    }

    /** The document, if it is held here as a file. */
    Optional<Path> held(long number) {
        return store.file(number);
    }

    /** Fetches from the holder of a record; {@code progress} is told of bytes, and says when to stop. */
    Path fetch(Rfc record, FetchProgress progress) throws P2pdiException {
        PeerAddress holder = record.holder();
        Headers headers = Headers.of(HeaderNames.RFC_NUMBER, Long.toString(record.number()))
                .with(HeaderNames.ACCEPT, HeaderNames.JSON);
        Request request = new Request("getrfc", holder.host(), headers);
        return connections.ask(holder, request, Answers.TWO_IF_OK, first -> receive(record, first, progress));
    }

    private Path receive(Rfc record, Incoming first, FetchProgress progress) throws IOException {
        PeerAddress holder = record.holder();
        Status status = first.head().status();
        if (status.equals(Status.NOT_FOUND) || status.equals(Status.FORBIDDEN)) {
            drain(first);
            throw new DocumentNotFoundException(holder, record.number());
        }
        if (!status.isOk()) {
            throw new RequestRefusedException(holder, status, holder + " answered " + status + " to 'getrfc'", null);
        }
        if (first.size() > RECORD_BYTES) {
            throw new ProtocolViolationException(
                    holder,
                    holder + " sent a record of " + first.size() + " bytes; the limit is " + RECORD_BYTES,
                    null);
        }
        RfcEntry said = RfcJson.readOne(Channels.newInputStream(first));
        if (said.number() != record.number()) {
            throw new ProtocolViolationException(
                    holder, holder + " sent document " + said.number() + " when asked for " + record.number(), null);
        }
        Incoming second = first.next().orElseThrow(() -> new IllegalStateException("getrfc has two frames"));
        if (!second.head().status().isOk()) {
            throw new ProtocolViolationException(
                    holder,
                    holder + " promised the document and then sent "
                            + second.head().status(),
                    null);
        }
        return save(record, said, second, progress);
    }

    private Path save(Rfc record, RfcEntry said, Incoming body, FetchProgress progress) throws IOException {
        long announced = said.size().orElse(record.size().orElse(body.size()));
        if (announced != body.size()) {
            throw new IntegrityException(
                    record.holder(),
                    record.holder() + " sent " + body.size() + " bytes of document " + record.number() + ", which has "
                            + announced,
                    null);
        }
        progress.begin(body.size(), body::close);
        try (PartFile part = PartFile.open(folder, SafeFileName.of(said.path(), record.number()), body.size())) {
            Digest got = copy(body, part, progress);
            // What the holder says of it now counts, not what it said when its index was read.
            Optional<Digest> meant = said.sha256();
            if (meant.isPresent() && !meant.get().equals(got)) {
                throw new IntegrityException(
                        record.holder(),
                        record.holder() + " sent document " + record.number() + " with SHA-256 " + got + ", not "
                                + meant.get(),
                        null);
            }
            return part.finish();
        }
    }

    private Digest copy(Incoming body, PartFile part, FetchProgress progress) throws IOException {
        MessageDigest sha256 = sha256();
        ByteBuffer buffer = buffers.take();
        try {
            while (body.read(buffer) >= 0) {
                buffer.flip();
                sha256.update(buffer.duplicate());
                progress.add(buffer.remaining());
                part.write(buffer);
                buffer.clear();
            }
            return Digest.of(sha256.digest());
        } finally {
            buffers.giveBack(buffer);
        }
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

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
