package io.github.p2pdi.impl.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.impl.exchange.Call;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.Manifest;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ChunkMapTest {
    private static final int CHUNK = 128 << 10;
    private static final long SECOND = 1_000_000_000L;

    private final ChunkMap chunks =
            new ChunkMap(new Manifest(new Digest("0".repeat(64)), 9L * CHUNK + 1, CHUNK, new byte[320]));
    private final Holder quick = holder(1);
    private final Holder slow = holder(2);

    private static Holder holder(int port) {
        Rfc record = new Rfc(7, "T", PeerAddress.of("127.0.0.1", port), "p", OptionalLong.empty(), Optional.empty());
        return new Holder(record, 0, Call::cancel);
    }

    private static void rate(Holder holder, long bytesPerSecond) {
        for (int i = 0; i <= 10; i++) {
            holder.meter.add(bytesPerSecond / 10, i * SECOND / 10);
        }
    }

    private void deliver(Run run, int count) {
        for (int i = 0; i < count; i++) {
            int chunk = run.next;
            chunks.written(run);
            chunks.done(chunk);
        }
    }

    @Test
    void chunksAreGivenOutOnceAndInOrder() {
        Run first = chunks.take(quick, 4).orElseThrow();
        Run second = chunks.take(slow, 100).orElseThrow();
        assertEquals(0, first.next);
        assertEquals(4, first.end);
        assertEquals(4, second.next);
        assertEquals(10, second.end);
        assertEquals(Optional.empty(), chunks.take(quick, 1));
    }

    @Test
    void whatARunDidNotDeliverIsMissingAgain() {
        Run run = chunks.take(quick, 4).orElseThrow();
        deliver(run, 2);
        chunks.end(run);
        assertEquals(8, chunks.missing());
        assertEquals(2, chunks.take(slow, 1).orElseThrow().next);
        assertEquals(2L * CHUNK, chunks.doneBytes());
    }

    @Test
    void theLastChunkIsAsLongAsItIs() {
        assertEquals(1, chunks.length(9));
        Run run = chunks.take(quick, 10).orElseThrow();
        deliver(run, 10);
        assertTrue(chunks.isDone());
        assertEquals(9L * CHUNK + 1, chunks.doneBytes());
        assertEquals(9L * CHUNK + 1, chunks.bytes());
    }

    @Test
    void aWrongChunkIsMissingAgainAndItsSenderKnown() {
        Run run = chunks.take(quick, 1).orElseThrow();
        chunks.written(run);
        assertEquals(Optional.of(quick), chunks.wrong(0));
        assertTrue(chunks.isMissing(0));
    }

    @Test
    void aWrongChunkOfAnEarlierAttemptIsNobodysFault() {
        chunks.found(3);
        assertEquals(Optional.empty(), chunks.wrong(3));
    }

    @Test
    void ofASlowHoldersChunksTheFurtherHalfIsTakenOver() {
        rate(slow, 1000);
        rate(quick, 10L * CHUNK);
        Run run = chunks.take(slow, 10).orElseThrow();
        Run relief = chunks.relieve(quick, SECOND).orElseThrow();
        assertFalse(relief.isCopy());
        assertEquals(5, run.end);
        assertEquals(5, relief.next);
        assertEquals(10, relief.end);
    }

    @Test
    void nothingIsTakenFromAHolderThatWillBeAsQuick() {
        rate(slow, CHUNK);
        rate(quick, CHUNK);
        chunks.take(slow, 1);
        assertEquals(Optional.empty(), chunks.relieve(quick, SECOND));
    }

    @Test
    void theChunkThatASlowHolderIsAtIsAskedForASecondTimeAndNoMore() {
        rate(slow, 100);
        rate(quick, 10L * CHUNK);
        Run run = chunks.take(slow, 1).orElseThrow();
        Run copy = chunks.relieve(quick, SECOND).orElseThrow();
        assertTrue(copy.isCopy());
        assertEquals(Optional.empty(), chunks.relieve(holder(3), SECOND));
        assertTrue(chunks.takeOver(copy));
        assertFalse(run.goesOn());
        deliver(copy, 1);
        chunks.end(run);
        chunks.end(copy);
        assertTrue(chunks.isDone(0));
        assertEquals(9, chunks.missing());
    }

    @Test
    void whoComesSecondDoesNotTakeOver() {
        rate(slow, 100);
        Run run = chunks.take(slow, 1).orElseThrow();
        Run copy = chunks.relieve(quick, SECOND).orElseThrow();
        deliver(run, 1);
        assertFalse(copy.goesOn());
        assertFalse(chunks.takeOver(copy));
        chunks.end(run);
        chunks.end(copy);
        assertTrue(chunks.isDone(0));
    }

    @Test
    void aCopyGoesOnWhereTheFirstHasFailed() {
        rate(slow, 100);
        Run run = chunks.take(slow, 1).orElseThrow();
        Run copy = chunks.relieve(quick, SECOND).orElseThrow();
        chunks.end(run);
        assertTrue(chunks.takeOver(copy));
        deliver(copy, 1);
        assertTrue(chunks.isDone(0));
    }

    @Test
    void aChunkThatWasTakenOverAndNotWrittenIsMissingAgain() {
        rate(slow, 100);
        Run run = chunks.take(slow, 1).orElseThrow();
        Run copy = chunks.relieve(quick, SECOND).orElseThrow();
        assertTrue(chunks.takeOver(copy));
        chunks.end(copy);
        chunks.end(run);
        assertTrue(chunks.isMissing(0));
        assertEquals(10, chunks.missing());
    }

    @Test
    void aChunkThatNobodyElseHadAndThatWasNotWrittenIsMissingAgain() {
        rate(slow, 100);
        Run run = chunks.take(slow, 1).orElseThrow();
        Run copy = chunks.relieve(quick, SECOND).orElseThrow();
        chunks.end(run);
        assertTrue(chunks.takeOver(copy));
        chunks.end(copy);
        assertEquals(10, chunks.missing());
    }

    @Test
    void aStreamOfAllTakesWhatIsMissing() {
        chunks.found(0);
        Run sift = new Run(quick, 0, 0);
        assertFalse(chunks.claim(sift, 0));
        assertTrue(chunks.claim(sift, 1));
        deliver(sift, 1);
        chunks.end(sift);
        assertTrue(chunks.isDone(1));
        assertEquals(8, chunks.missing());
    }
}
