package io.github.p2pdi.impl.download;

import io.github.p2pdi.error.DocumentNotFoundException;
import io.github.p2pdi.error.ExchangeTimeoutException;
import io.github.p2pdi.error.IntegrityException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.ProtocolViolationException;
import io.github.p2pdi.error.RequestRefusedException;
import io.github.p2pdi.impl.exchange.Call;
import io.github.p2pdi.impl.exchange.Connections;
import io.github.p2pdi.impl.json.RfcEntry;
import io.github.p2pdi.impl.store.ChunkDigests;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.Manifest;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.transport.Incoming;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Has a document of a holder, or the first chunk of a large one, and looks whether it is right. Nothing of it is kept, and nothing is remembered of the holder. Safe for
 * concurrent use.
 */
public final class Sample {
    /** As much is read of what cannot be checked: by then it is known that it is sent. */
    private static final long MOST_UNCHECKED = 1 << 20;

    private static final int BUFFER = 64 << 10;

    private final HolderCalls calls;

    /** Makes one; holders may take the usual time to begin to answer. */
    public Sample(Connections connections) {
        calls = new HolderCalls(connections, connections.callTimeout());
    }

    /**
     * Has one; blocks.
     *
     * @param record the document, as the index of its holder has it
     * @param plain whether the holder speaks the base dialect alone, and is asked for nothing else
     * @return what came, in words
     * @throws P2pdiException if it does not come, or is wrong
     */
    public String take(Rfc record, boolean plain) throws P2pdiException {
        boolean isLarge = !plain && record.size().orElse(0) > Manifest.SMALLEST_CHUNK;
        Optional<Manifest> manifest = isLarge ? manifest(record) : Optional.empty();
        List<String> seen = new ArrayList<>(1);
        if (manifest.isPresent()) {
            Manifest of = manifest.get();
            HolderCalls.Part first = new HolderCalls.Part(0, Math.min(of.chunkSize(), of.size()), of);
            calls.range(
                    record.holder(),
                    record.number(),
                    first,
                    new Call(),
                    (said, body) -> seen.add(chunk(record, first, body)));
        } else {
            calls.whole(
                    record.holder(), record.number(), new Call(), (said, body) -> seen.add(whole(record, said, body)));
        }
        return seen.get(0);
    }

    private Optional<Manifest> manifest(Rfc record) throws P2pdiException {
        Manifest manifest;
        try {
            manifest = calls.manifest(record.holder(), record.number(), new Call());
        } catch (DocumentNotFoundException e) {
            throw e;
        } catch (RequestRefusedException | ExchangeTimeoutException e) {
            if (e.wasInterrupted()) {
                throw e;
            }
            // It has none, or none yet; or does not know what it is asked, and then it closes or says nothing.
            return Optional.empty();
        }
        boolean isOfThat = manifest.size() == record.size().orElse(-1)
                && manifest.sha256().equals(record.sha256().orElse(manifest.sha256()));
        if (!isOfThat) {
            PeerAddress holder = record.holder();
            throw new IntegrityException(
                    holder,
                    holder + " sent a manifest of document " + record.number()
                            + " with another size or SHA-256 than its index says",
                    null);
        }
        return Optional.of(manifest);
    }

    private static String chunk(Rfc record, HolderCalls.Part first, Incoming body) throws P2pdiException {
        PeerAddress holder = record.holder();
        Manifest manifest = first.of();
        if (ChunkStream.kind(holder, body, 0, manifest.size()) == ChunkStream.Kind.OTHER) {
            throw new IntegrityException(
                    holder, holder + " sent another document " + record.number() + " than its manifest is of", null);
        }
        long length = Math.min(first.to(), body.size());
        Digest had = digest(holder, body, length);
        if (length < first.to()) {
            // It sends less than a chunk at once, as it may.
            return beginning(length, manifest.size(), record) + "; nothing tells the digest of so few";
        }
        Digest due = manifest.chunk(0);
        if (!had.equals(due)) {
            throw new IntegrityException(
                    holder,
                    holder + " sent " + beginning(length, manifest.size(), record) + ", with SHA-256 " + had + ", not "
                            + due,
                    null);
        }
        return beginning(length, manifest.size(), record) + ", SHA-256 as its manifest says";
    }

    private static String whole(Rfc record, RfcEntry said, Incoming body) throws P2pdiException {
        WholeStream.check(record, said, body);
        long length = Math.min(body.size(), MOST_UNCHECKED);
        Digest had = digest(record.holder(), body, length);
        if (length < body.size()) {
            return beginning(length, body.size(), record) + ", and no more was read; nothing tells their digest";
        }
        Optional<Digest> due = record.sha256().or(said::sha256);
        String document = "document " + record.number() + ", " + length + " bytes";
        if (due.isEmpty()) {
            return document + ", as many as were announced; nothing tells its digest";
        }
        if (!had.equals(due.get())) {
            throw WholeStream.wrong(record.holder(), record.number(), had, due.get());
        }
        return document + ", SHA-256 as its " + (record.sha256().isPresent() ? "index" : "record") + " says";
    }

    private static String beginning(long length, long size, Rfc record) {
        return "the first " + length + " of " + size + " bytes of document " + record.number();
    }

    private static Digest digest(PeerAddress holder, Incoming body, long length) throws P2pdiException {
        MessageDigest sha256 = ChunkDigests.sha256();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        for (long left = length; left > 0; ) {
            int read = body.read(buffer.clear().limit((int) Math.min(BUFFER, left)));
            if (read < 0) {
                throw new ProtocolViolationException(
                        holder, holder + " sent " + (length - left) + " bytes, not " + length, null);
            }
            sha256.update(buffer.flip());
            left -= read;
        }
        return Digest.of(sha256.digest());
    }
}
