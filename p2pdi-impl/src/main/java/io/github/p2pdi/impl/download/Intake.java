package io.github.p2pdi.impl.download;

import io.github.p2pdi.model.Digest;
import java.util.Optional;
import java.util.OptionalLong;

/** How much of one document has come, and how fast. The board's lock guards it. */
final class Intake {
    private final Board board;
    private final Meter meter = new Meter();
    private long wholeHad;
    private OptionalLong wholeSize = OptionalLong.empty();

    Intake(Board board) {
        this.board = board;
    }

    /** Something else is put together now. The lock is held. */
    void restart() {
        wholeHad = 0;
        wholeSize = OptionalLong.empty();
    }

    /** Bytes have come from a holder. The lock is held. */
    void received(Holder holder, int bytes) {
        long now = board.time().nanos();
        holder.bytes += bytes;
        holder.meter.add(bytes, now);
        meter.add(bytes, now);
    }

    /** A document of that size comes as a whole, from its first byte. */
    void beginWhole(long size) {
        board.changing(() -> {
            wholeHad = 0;
            wholeSize = OptionalLong.of(size);
            return true;
        });
    }

    void receivedOfWhole(Holder holder, int bytes) {
        board.locked(() -> {
            received(holder, bytes);
            wholeHad += bytes;
            return true;
        });
    }

    /** The bytes that are missing of a document that comes whole; 0 where none does. The lock is held. */
    long leftOfWhole() {
        return Math.max(0, wholeSize.orElse(0) - wholeHad);
    }

    /** How far it is. */
    Standing standing() {
        return board.locked(() -> {
            long rate = (long) meter.at(board.time().nanos());
            Layout layout = board.layout();
            if (layout == null) {
                Optional<Digest> compared = board.result().flatMap(Board.Result::sha256);
                OptionalLong total = wholeSize.isPresent() ? wholeSize : sizeFound();
                return new Standing(wholeHad, compared.isPresent() ? wholeHad : 0, total, rate);
            }
            ChunkMap chunks = layout.chunks();
            OptionalLong total = OptionalLong.of(chunks.manifest().size());
            return new Standing(chunks.bytes(), chunks.doneBytes(), total, rate);
        });
    }

    /** That of a file that was there already. */
    private OptionalLong sizeFound() {
        return board.result().stream().mapToLong(Board.Result::size).findFirst();
    }

    /**
     * How far it is.
     *
     * @param bytes the bytes that are here
     * @param verified those that were found right
     * @param total all there will be, if that is known
     * @param rate bytes a second
     */
    record Standing(long bytes, long verified, OptionalLong total, long rate) {}
}
