package io.github.p2pdi.impl.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.impl.ForwardingTime;
import io.github.p2pdi.impl.runtime.PacedContent;
import io.github.p2pdi.impl.runtime.Turns;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Answers whose documents share a rate. */
class PacedOutboxTest {
    private static final String HEAD = "1234567890head of a frame\r\n";
    private static final int RECORD = 300;

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private int turnsCalled;
    private final Turns turns = new Turns(clock, OptionalLong.of(100_000));
    private final Outbox outbox = new Outbox(() -> turnsCalled++);
    private final ByteBuffer out = ByteBuffer.allocate(256 << 10);

    private void start(int size, boolean plain) {
        Body record = Body.of(ByteBuffer.allocate(RECORD));
        Body document = new Body.Slice(new PacedContent(new StraightContent(size), turns), 0, size);
        ByteBuffer head = ByteBuffer.wrap(HEAD.getBytes(StandardCharsets.ISO_8859_1));
        outbox.start(
                List.of(head, head.duplicate()),
                List.of(Response.of(Status.OK, Headers.NONE, record), Response.of(Status.OK, Headers.NONE, document)),
                plain);
    }

    /** What the next write would be; all of it goes. */
    private int write() throws IOException {
        outbox.fill(out.clear());
        outbox.advance(out.position());
        return out.position();
    }

    private void step() {
        clock.advance(Duration.ofMillis(10));
        outbox.goOn();
    }

    @Test
    void theRecordAndTheHeadsGoAtOnceAndTheDocumentAsFastAsItMay() throws IOException {
        start(5000, false);
        assertEquals(2 * HEAD.length() + RECORD, write());
        assertFalse(outbox.isPaused());
        assertEquals(0, write());
        assertTrue(outbox.isPaused());
        List<Integer> writes = new ArrayList<>();
        while (!outbox.isEmpty()) {
            step();
            writes.add(write());
        }
        assertEquals(List.of(1000, 1000, 1000, 1000, 1000), writes);
        assertEquals(5, turnsCalled);
    }

    @Test
    void whatGoesStraightTakesNoMoreOfASharedRateAtOnceThanWhatIsCopied() throws IOException {
        turns.rate(OptionalLong.of(100_000_000));
        clock.advance(Duration.ofMillis(100));
        start(5_000_000, false);
        outbox.advance(2 * HEAD.length() + RECORD);
        DirectOutput limited = outbox.direct(1 << 20, () -> 0).orElseThrow();
        assertEquals(256 << 10, limited.count());
        outbox.advance(limited.count());
        turns.rate(OptionalLong.empty());
        assertEquals(1 << 20, outbox.direct(1 << 20, () -> 0).orElseThrow().count());
    }

    @Test
    void aPlainReaderGetsALargeDocumentInWholeUnitsBehindTheLengthField() throws IOException {
        start(300_000, true);
        assertEquals(HEAD.length() + RECORD, write());
        long sent = 0;
        int writes = 0;
        while (!outbox.isEmpty()) {
            int count = write();
            sent += count;
            writes += count > 0 ? 1 : 0;
            if (!outbox.isEmpty()) {
                assertEquals(count == 0, outbox.isPaused());
                assertTrue(sent == 0 || (sent - 10) % 1024 == 0, "sent: " + sent);
                step();
            }
        }
        assertEquals(HEAD.length() + 300_000, sent);
        assertTrue(writes > 100, "writes: " + writes);
    }

    @Test
    void aPlainReaderGetsASmallDocumentInOneWriteOnceAllOfItMayGo() throws IOException {
        start(10_000, true);
        write();
        for (int i = 0; i < 9; i++) {
            assertEquals(0, write());
            step();
        }
        assertEquals(0, write());
        step();
        assertEquals(HEAD.length() + 10_000, write());
        assertTrue(outbox.isEmpty());
    }

    @Test
    void whatTheNetworkDoesNotTakeIsNotCountedTwice() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        start(100_000, false);
        while (!outbox.isEmpty()) {
            outbox.fill(out.clear());
            if (outbox.isPaused()) {
                step();
            } else {
                outbox.advance(1 + random.nextInt(out.position()));
            }
        }
        assertEquals(1.0, clock.nanos() / 1e9, 0.011, "seed " + seed);
    }

    @Test
    void whatIsNotSentToItsEndLeavesItsPlaceToOthers() throws IOException {
        start(5000, false);
        write();
        assertEquals(0, write());
        outbox.close();
        assertEquals(0, clock.pendingTasks());
        clock.advance(Duration.ofSeconds(1));
        assertEquals(1000, turns.flow(() -> {}).take(5000));
        assertEquals(0, turnsCalled);
    }

    @Test
    void whatMayNotGoYetDoesNotGoStraightFromTheDocumentEither() throws IOException {
        start(5000, false);
        write();
        assertEquals(Optional.empty(), outbox.direct(2000, () -> 0));
        step();
        assertEquals(1000, write());
    }

    @Test
    void aDocumentIsClosedThoughTheClockCannotBeToldThatItsTurnIsNotWaitedFor() throws IOException {
        Turns failing = new Turns(
                new ForwardingTime(clock) {
                    @Override
                    public Scheduled schedule(Duration delay, Runnable task) {
                        return () -> {
                            throw new IllegalStateException("as the test has it");
                        };
                    }
                },
                OptionalLong.of(1));
        CountingContent document = new CountingContent(1000);
        Body body = new Body.Slice(new PacedContent(document, failing), 0, document.size());
        outbox.start(List.of(ByteBuffer.allocate(10)), List.of(Response.of(Status.OK, Headers.NONE, body)), false);
        assertEquals(10, write());
        assertEquals(0, write());
        assertTrue(outbox.isPaused());
        outbox.close();
        assertEquals(1, document.closed());
        assertTrue(outbox.isEmpty());
    }
}
