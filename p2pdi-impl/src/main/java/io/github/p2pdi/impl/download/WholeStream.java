package io.github.p2pdi.impl.download;

import io.github.p2pdi.error.IntegrityException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.ProtocolViolationException;
import io.github.p2pdi.impl.json.RfcEntry;
import io.github.p2pdi.impl.runtime.BufferPool;
import io.github.p2pdi.impl.store.ChunkDigests;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.transport.Incoming;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;

/** Takes a document of whose chunks nothing is known from its first byte to its last, and compares it with whatever digest there is. */
final class WholeStream {
    private final Board board;
    private final Crew crew;
    private final PartFile part;
    private final Pace pace;
    private final BufferPool buffers;

    WholeStream(Board board, Crew crew, PartFile part, Pace pace, BufferPool buffers) {
        this.board = board;
        this.crew = crew;
        this.part = part;
        this.pace = pace;
        this.buffers = buffers;
    }

    /** Reads what a holder sends; {@code said} is what it says of it. Gives the document if it is here. */
    Optional<Board.Result> take(Holder holder, RfcEntry said, Incoming body) throws IOException {
        check(holder.record(), said, body);
        boolean meant = board.changing(() -> {
            // What the holder says of it now counts, not what it said when its index was read.
            holder.claim = said.sha256().isPresent() ? said.sha256() : holder.claim;
            return crew.fits(holder, Optional.empty());
        });
        if (!meant || (!part.fits(body.size()) && board.refuse(holder, body.size()))) {
            return Optional.empty();
        }
        part.beginAnew();
        part.require(body.size());
        board.intake().beginWhole(body.size());
        Optional<Digest> due = holder.claim.isPresent() ? holder.claim : board.locked(crew::wanted);
        Optional<MessageDigest> sha256 = due.map(digest -> ChunkDigests.sha256());
        copy(holder, body, sha256);
        if (board.isOver()) {
            return Optional.empty();
        }
        Optional<Digest> had = sha256.map(digest -> Digest.of(digest.digest()));
        if (had.equals(due)) {
            return Optional.of(new Board.Result(body.size(), had));
        }
        differs(holder, said, had.orElseThrow(), due.orElseThrow());
        return Optional.empty();
    }

    /** A lie if it is not what the holder says itself; else another document, that may be of use if nobody has the one that is meant. */
    private void differs(Holder holder, RfcEntry said, Digest had, Digest due) throws IntegrityException {
        if (holder.claim.isPresent()) {
            throw wrong(holder.address(), said.number(), had, due);
        }
        board.changing(() -> {
            holder.claim = Optional.of(had);
            holder.outcome = "has another document of this number, with SHA-256 " + had;
            return true;
        });
    }

    /** Whether that is the whole document, with as many bytes as its holder says; {@code record} is what it said before. */
    static void check(Rfc record, RfcEntry said, Incoming body) throws P2pdiException {
        PeerAddress holder = record.holder();
        if (!body.head().status().isOk()) {
            throw new ProtocolViolationException(holder, holder + " sent a part when asked for the whole", null);
        }
        long announced = said.size().orElse(record.size().orElse(body.size()));
        if (announced != body.size()) {
            throw new IntegrityException(
                    holder,
                    holder + " sent " + body.size() + " bytes of document " + said.number() + ", which has "
                            + announced,
                    null);
        }
    }

    /** A holder has sent a document that is not the one that it says. */
    static IntegrityException wrong(PeerAddress holder, long number, Digest had, Digest due) {
        return new IntegrityException(
                holder, holder + " sent document " + number + " with SHA-256 " + had + ", not " + due, null);
    }

    private void copy(Holder holder, Incoming body, Optional<MessageDigest> sha256) throws P2pdiException {
        ByteBuffer buffer = buffers.take();
        try {
            for (long had = 0; had < body.size() && !board.isOver(); ) {
                int granted = pace.take((int) Math.min(buffer.capacity(), body.size() - had));
                int read = Math.max(0, body.read(buffer.clear().limit(granted)));
                pace.giveBack(granted - read);
                buffer.flip();
                sha256.ifPresent(digest -> digest.update(buffer.duplicate()));
                part.write(buffer, had);
                had += read;
                board.intake().receivedOfWhole(holder, read);
            }
        } finally {
            buffers.giveBack(buffer);
        }
    }
}
