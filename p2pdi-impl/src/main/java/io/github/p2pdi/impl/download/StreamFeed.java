package io.github.p2pdi.impl.download;

import io.github.p2pdi.error.DocumentNotFoundException;
import io.github.p2pdi.error.DocumentNotFoundException.Attempt;
import io.github.p2pdi.error.ExchangeTimeoutException;
import io.github.p2pdi.error.IntegrityException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.ProtocolViolationException;
import io.github.p2pdi.error.RequestRefusedException;
import io.github.p2pdi.impl.exchange.Call;
import io.github.p2pdi.impl.json.RfcEntry;
import io.github.p2pdi.impl.store.ChunkDigests;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.Manifest;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.transport.Incoming;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches a document for somebody who reads it without a file: from this peer's own store if it is there, else from one holder after the other, some chunks at a time, each handed over once it has been
 * found right. Where there is no manifest it is handed over as it comes, and its digest is compared at the end; then no other holder can go on with it. Neither
 * can one where all chunks were right by a manifest whose digest of the whole is not.
 */
final class StreamFeed implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamFeed.class);

    private static final int AT_ONCE = 4 << 20;
    private static final int PIECE = 64 << 10;
    private static final Duration REST = Duration.ofSeconds(1);

    private final long number;
    private final OwnDocuments own;
    private final HolderSearch.Candidates candidates;
    private final Transfer.Means others;
    private final Handover handover;
    private final Call call;
    /** What became of this peer's own store. */
    private final List<Attempt> attempts = new ArrayList<>();
    /** Those that were asked, or are left alone. */
    private final List<Holder> holders = new ArrayList<>();

    private final MessageDigest whole = ChunkDigests.sha256();
    /** Those by which the holder is asked whose turn it is. */
    private Transfer.Means means;

    private @Nullable Manifest manifest;
    private long had;

    StreamFeed(
            long number, OwnDocuments own, HolderSearch.Candidates candidates, Transfer.Means others, Reader reader) {
        this.number = number;
        this.own = own;
        this.candidates = candidates;
        this.others = others;
        this.means = own.means();
        this.handover = reader.handover();
        this.call = reader.call();
    }

    /**
     * Whom it is for.
     *
     * @param handover takes what comes
     * @param call ends it
     */
    record Reader(Handover handover, Call call) {}

    @Override
    public void run() {
        try {
            feed();
            handover.end(null);
        } catch (P2pdiException e) {
            handover.end(e);
        } catch (CancellationException e) {
            handover.close();
        } catch (RuntimeException | Error e) {
            // Whatever it is, somebody waits for the end.
            LOG.warn("document {} cannot be read", number, e);
            handover.end(nobody());
        }
    }

    private void feed() throws P2pdiException {
        Optional<Rfc> held = own.record(number, attempts::add);
        if (held.isPresent()) {
            Holder self = new Holder(held.get(), now(), Call::cancel);
            if (feedFrom(self)) {
                return;
            }
            attempts.add(self.attempt());
        }
        means = others;
        while (!feedFrom(nextHolder())) {
            // The next one goes on.
        }
    }

    private DocumentNotFoundException nobody() {
        List<Attempt> all = new ArrayList<>(attempts);
        holders.forEach(holder -> all.add(holder.attempt()));
        all.addAll(candidates.attempts());
        return new DocumentNotFoundException(number, all);
    }

    /** Who is to be asked now; waits for somebody. */
    private Holder nextHolder() throws P2pdiException {
        while (true) {
            boolean areAll = candidates.isExhausted();
            Optional<Holder> ready = ready();
            if (ready.isPresent()) {
                return ready.get();
            }
            OptionalLong readyAt = holders.stream()
                    .filter(holder -> !holder.isDropped())
                    .mapToLong(holder -> holder.readyAt - now())
                    .min();
            if (areAll && readyAt.isEmpty()) {
                throw nobody();
            }
            candidates.ask(handover::wake);
            if (readyAt.isPresent() || !candidates.isExhausted()) {
                long most = REST.toNanos();
                handover.rest(Duration.ofNanos(Math.max(0, Math.min(readyAt.orElse(most), most))));
            }
        }
    }

    /** Those who were not asked yet come before those who have failed. */
    private Optional<Holder> ready() {
        for (Optional<Rfc> next = candidates.next(); next.isPresent(); next = candidates.next()) {
            Holder holder = new Holder(next.get(), now(), Call::cancel);
            holders.add(holder);
            if (!isLeftAlone(holder)) {
                return Optional.of(holder);
            }
        }
        return holders.stream()
                .filter(holder -> !holder.isDropped() && holder.readyAt - now() <= 0)
                .min(Comparator.comparing(this::isLeftAlone));
    }

    private boolean isLeftAlone(Holder holder) {
        return means.health().isLeftAlone(holder.address());
    }

    private long now() {
        return means.time().nanos();
    }

    /** Whether this holder has brought it to its end. */
    private boolean feedFrom(Holder holder) throws P2pdiException {
        long before = had;
        try {
            fetch(holder);
            delivered(holder);
            return true;
        } catch (P2pdiException e) {
            if (call.isCancelled()) {
                throw new CancellationException("nobody reads the document any more");
            }
            if (cannotBeTakenBack(e)) {
                throw e;
            }
            if (had > before) {
                delivered(holder);
            }
            judge(holder, e);
            if (had == 0) {
                // It may have been the manifest that was wrong: the next holder goes by its own word.
                manifest = null;
            }
            return false;
        }
    }

    private void delivered(Holder holder) {
        holder.delivered();
        // How fast it is cannot be told, as whoever reads may be slow.
        means.health().delivered(holder.address(), means.health().rate(holder.address()));
    }

    private void judge(Holder holder, P2pdiException e) {
        holder.passing = e.mayRetry();
        holder.outcome =
                e instanceof DocumentNotFoundException ? "does not have it any more" : "failed: " + e.getMessage();
        holder.dropped = !mayBeAskedAgain(holder, e);
    }

    private boolean mayBeAskedAgain(Holder holder, P2pdiException e) {
        if (!e.mayRetry() || e instanceof IntegrityException) {
            return false;
        }
        if (e instanceof RequestRefusedException refusal && Patience.isBusy(refusal)) {
            return Patience.busy(holder, refusal, now());
        }
        means.health().failed(holder.address());
        return Patience.failed(holder, e, now());
    }

    /** Whether what has been read is not what another holder could go on with: nobody knows what, or all of it was read and is wrong. */
    private boolean cannotBeTakenBack(P2pdiException failure) {
        return had > 0 && (manifest == null || (failure instanceof IntegrityException && had == manifest.size()));
    }

    private void fetch(Holder from) throws P2pdiException {
        Rfc record = from.record();
        PeerAddress holder = record.holder();
        if (manifest == null
                && record.size().orElse(0) > Allotment.SMALL_BYTES
                && record.sha256().isPresent()) {
            manifest = askManifest(from);
        }
        if (manifest == null) {
            means.calls().whole(holder, number, call, (said, body) -> takeWhole(record, said, body));
            return;
        }
        while (had < manifest.size()) {
            long to = Math.min(manifest.size(), had + Math.max(manifest.chunkSize(), AT_ONCE));
            HolderCalls.Part part = new HolderCalls.Part(had, to, manifest);
            means.calls().range(holder, number, part, call, (said, body) -> takeChunks(holder, part, body));
        }
        check(holder, manifest.sha256());
    }

    private @Nullable Manifest askManifest(Holder holder) throws P2pdiException {
        try {
            return means.calls().manifest(holder.address(), number, call);
        } catch (DocumentNotFoundException e) {
            throw e;
        } catch (RequestRefusedException e) {
            // It has none, or not yet.
            return null;
        } catch (ExchangeTimeoutException e) {
            if (holder.tries == 0 || call.isCancelled() || e.wasInterrupted()) {
                throw e;
            }
            // It closes, or says nothing, when it is asked what it does not know.
            return null;
        }
    }

    private void takeChunks(PeerAddress holder, HolderCalls.Part part, Incoming body) throws IOException {
        Manifest of = part.of();
        long left = body.size();
        switch (ChunkStream.kind(holder, body, had, of.size())) {
            case OTHER -> throw new IntegrityException(holder, holder + " sent a part of another document", null);
            case WHOLE -> left -= skip(body);
            case PART -> {
                if (left > part.to() - part.from()) {
                    throw new IntegrityException(holder, holder + " sent another part than it was asked for", null);
                }
            }
        }
        if (left < length(of)) {
            throw new ProtocolViolationException(
                    holder, holder + " sends less than a chunk at once, which cannot be verified", null);
        }
        for (int length = length(of); length > 0 && left >= length; length = length(of)) {
            takeChunk(holder, of, read(body, length));
            left -= length;
        }
    }

    /** How long the next chunk is; 0 at the end. */
    private int length(Manifest of) {
        return (int) Math.min(of.chunkSize(), of.size() - had);
    }

    /** Reads what has been had already. */
    private long skip(Incoming body) throws P2pdiException {
        for (long skipped = 0; skipped < had; ) {
            skipped += read(body, (int) Math.min(PIECE, had - skipped)).remaining();
        }
        return had;
    }

    private void takeChunk(PeerAddress holder, Manifest of, ByteBuffer bytes) throws IntegrityException {
        int chunk = (int) (had / of.chunkSize());
        MessageDigest digest = ChunkDigests.sha256();
        digest.update(bytes.duplicate());
        if (!of.matches(chunk, digest.digest())) {
            throw new IntegrityException(
                    holder, holder + " sent other bytes of chunk " + chunk + " than the manifest says", null);
        }
        hand(bytes);
    }

    private void takeWhole(Rfc record, RfcEntry said, Incoming body) throws IOException {
        WholeStream.check(record, said, body);
        PeerAddress holder = record.holder();
        // What the holder says of it now counts, not what it said when its index was read.
        Optional<Digest> due = said.sha256().or(record::sha256);
        if (body.size() <= Allotment.SMALL_BYTES) {
            ByteBuffer all = read(body, (int) body.size());
            whole.update(all.duplicate());
            check(holder, due);
            had = all.remaining();
            handover.put(all);
            return;
        }
        while (had < body.size()) {
            hand(read(body, (int) Math.min(PIECE, body.size() - had)));
        }
        check(holder, due);
    }

    private void check(PeerAddress holder, Digest due) throws IntegrityException {
        check(holder, Optional.of(due));
    }

    private void check(PeerAddress holder, Optional<Digest> due) throws IntegrityException {
        Digest got = Digest.of(whole.digest());
        if (due.isPresent() && !due.get().equals(got)) {
            throw new IntegrityException(
                    holder, holder + " sent document " + number + " with SHA-256 " + got + ", not " + due.get(), null);
        }
    }

    private void hand(ByteBuffer bytes) {
        whole.update(bytes.duplicate());
        had += bytes.remaining();
        handover.put(bytes);
    }

    private ByteBuffer read(Incoming body, int length) throws P2pdiException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        try {
            while (bytes.hasRemaining()) {
                int granted = means.pacer().take(bytes.remaining());
                int before = bytes.position();
                body.read(bytes.limit(before + granted));
                means.pacer().giveBack(before + granted - bytes.position());
                bytes.limit(length);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while the document was fetched");
        }
        return bytes.flip();
    }
}
