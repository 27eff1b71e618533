package io.github.p2pdi.impl.download;

import io.github.p2pdi.error.DocumentNotFoundException.Attempt;
import io.github.p2pdi.impl.exchange.Call;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.Manifest;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One holder, as one download sees it. The board's lock guards all that changes. */
final class Holder {
    /** Where a holder stands. */
    enum Standing {
        /** It may be asked, from some moment on. */
        READY,
        /** A worker is busy with it. */
        ACTIVE
    }

    private final Rfc record;
    Standing standing = Standing.READY;
    /** When it may be asked again. */
    long readyAt;
    /** Failures since it last delivered a chunk. */
    int tries;
    /** How often it said that it is busy since then. */
    int busy;
    /** How often its manifest had to be looked at because its bytes did not fit. */
    int doubts;
    /** Whether it ever delivered something. */
    boolean delivered;
    /** Whether its manifest is to be asked for before anything else. */
    boolean doubted;
    /** The chunk of which it sent wrong bytes, if that is why. */
    OptionalInt wrongChunk = OptionalInt.empty();
    /** The document that what it sent was not like, where it cannot tell what it has. */
    Optional<Manifest> unlike = Optional.empty();
    /** Whether it gives no manifest, or nobody waits for it any more. */
    boolean withoutManifest;
    /** Whether it gives the whole document or nothing. */
    boolean wholeOnly;
    /** What it said of the digest last. */
    Optional<Digest> claim;

    Optional<Manifest> manifest = Optional.empty();
    /** Bytes had from it, those included that were of no use. */
    long bytes;

    final Meter meter = new Meter();
    /** What became of it. */
    String outcome = "was not needed";
    /** Whether something else may become of it the next time. */
    boolean passing;

    /** Whether it was told to make room for others because it kept everybody waiting. That happens once. */
    boolean gaveWay;
    /** Whether its worker is to end, for now. */
    boolean leaves;

    private long hiredAt;
    private long bytesBefore;

    /** Nothing more is wanted of it, though a worker may be busy with it still. */
    boolean dropped;

    private final Consumer<Call> ended;
    private @Nullable Call call;

    /** {@code ended} is given the calls that are to be ended, and must not block. */
    Holder(Rfc record, long now, Consumer<Call> ended) {
        this.record = record;
        this.ended = ended;
        this.claim = record.sha256();
        this.readyAt = now;
        // Who speaks the base dialect tells no sizes, and is asked for nothing that it does not know.
        this.wholeOnly = record.size().isEmpty();
    }

    Rfc record() {
        return record;
    }

    PeerAddress address() {
        return record.holder();
    }

    boolean isActive() {
        return standing == Standing.ACTIVE;
    }

    boolean isDropped() {
        return dropped;
    }

    /** A chunk, or a whole document, has come. */
    void delivered() {
        delivered = true;
        tries = 0;
        busy = 0;
    }

    /** Nothing more is wanted of it; what it told of the chunks can be as large as what is put together. */
    void drop(String why) {
        dropped = true;
        outcome = why;
        manifest = Optional.empty();
    }

    /** It has told what it has, or something else is put together now: what it sent before proves nothing any more. */
    void acquit() {
        doubted = false;
        wrongChunk = OptionalInt.empty();
    }

    /** A worker is found for it. */
    void hire(long now) {
        standing = Standing.ACTIVE;
        leaves = false;
        hiredAt = now;
        bytesBefore = bytes;
    }

    /** Whether a worker has been busy with it for that long. */
    boolean isBusyFor(long nanos, long now) {
        return isActive() && now - hiredAt >= nanos;
    }

    /** Whether it has sent less than that since. */
    boolean hasSentLessThan(long few) {
        return bytes - bytesBefore < few;
    }

    /** Its worker ends what it does, so that others can be asked; it may be asked again. */
    void giveWay() {
        gaveWay = true;
        leaves = true;
        outcome = "kept waiting";
        passing = true;
        interrupt();
    }

    /** A worker begins to ask it something. */
    Call begin() {
        call = new Call();
        return call;
    }

    /** Ends what its worker is waiting for, as soon as nobody is kept waiting by that. */
    void interrupt() {
        if (call != null) {
            ended.accept(call);
        }
    }

    Attempt attempt() {
        return new Attempt(address(), outcome, passing);
    }

    @Override
    public String toString() {
        return address().toString();
    }
}
