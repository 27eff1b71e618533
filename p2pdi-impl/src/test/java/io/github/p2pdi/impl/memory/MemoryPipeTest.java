package io.github.p2pdi.impl.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.impl.figure.Seed;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.transport.LinkFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class MemoryPipeTest {
    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final LongAdder sent = new LongAdder();

    private MemoryPipe pipe(LinkFault... faults) {
        return new MemoryPipe(Flaws.of(List.of(faults), false), clock, sent);
    }

    private static byte pattern(long at) {
        return (byte) ((at * 31) >> 3);
    }

    private static int readable(MemoryPipe pipe) throws IOException {
        return pipe.tryRead(ByteBuffer.allocate(1 << 20));
    }

    @Test
    void bytesComeOutAsTheyWentIn() throws IOException {
        Random random = new Random(Seed.draw("writes and reads"));
        MemoryPipe pipe = pipe();
        long written = 0;
        long read = 0;
        for (int i = 0; i < 20_000; i++) {
            ByteBuffer out = ByteBuffer.allocate(random.nextInt(3) == 0 ? random.nextInt(100_000) : random.nextInt(50));
            for (int at = 0; at < out.capacity(); at++) {
                out.put(at, pattern(written + at));
            }
            int room = pipe.room();
            int taken = pipe.tryWrite(out);
            assertEquals(Math.min(room, out.capacity()), taken);
            written += taken;
            ByteBuffer in = ByteBuffer.allocate(random.nextInt(60_000));
            read += pipe.tryRead(in);
            in.flip();
            for (long at = read - in.remaining(); in.hasRemaining(); at++) {
                assertEquals(pattern(at), in.get());
            }
            assertEquals(written - read, pipe.size());
        }
        assertEquals(written, sent.sum());
    }

    @Test
    void slowLineGivesWhatHasComeByThen() throws IOException {
        MemoryPipe pipe = pipe(LinkFault.slow(1_000));
        AtomicInteger told = new AtomicInteger();
        pipe.write(ByteBuffer.allocate(5_000));
        pipe.onReadable(told::incrementAndGet);
        assertEquals(0, readable(pipe));
        clock.advance(Duration.ofMillis(100));
        assertTrue(told.get() > 0, "told that there is more");
        assertEquals(100, readable(pipe));
        assertEquals(0, readable(pipe));
        clock.advance(Duration.ofSeconds(3));
        assertEquals(3_000, readable(pipe));
        clock.advance(Duration.ofSeconds(10));
        assertEquals(1_900, readable(pipe));
    }

    @Test
    void closedSlowLineLeavesNoTimer() throws IOException {
        MemoryPipe pipe = pipe(LinkFault.slow(1));
        pipe.write(ByteBuffer.allocate(10));
        assertEquals(0, readable(pipe));
        assertEquals(1, clock.pendingTasks());
        pipe.breakOff();
        assertEquals(0, clock.pendingTasks());
    }

    @Test
    void stalledLineGivesNothingMoreAndStaysOpen() throws IOException {
        MemoryPipe pipe = pipe(LinkFault.stall(7));
        pipe.write(ByteBuffer.allocate(10));
        assertEquals(7, readable(pipe));
        assertEquals(0, readable(pipe));
        clock.advance(Duration.ofDays(1));
        assertEquals(0, readable(pipe));
        assertEquals(1, pipe.tryWrite(ByteBuffer.allocate(1)));
    }

    @Test
    void cutLineEndsAndSaysSo() throws IOException {
        AtomicInteger cut = new AtomicInteger();
        MemoryPipe pipe = pipe(LinkFault.cut(7));
        pipe.onCut(cut::incrementAndGet);
        pipe.write(ByteBuffer.allocate(10));
        assertEquals(7, readable(pipe));
        assertEquals(-1, readable(pipe));
        assertEquals(1, cut.get());
        assertThrows(IOException.class, () -> pipe.write(ByteBuffer.allocate(1)));
    }

    @Test
    void theEndIsToldOnce() {
        AtomicInteger told = new AtomicInteger();
        MemoryPipe pipe = pipe();
        pipe.onWritable(told::incrementAndGet);
        pipe.end();
        pipe.end();
        assertEquals(1, told.get());
    }

    @Test
    void lastFaultOfAKindCounts() throws IOException {
        MemoryPipe pipe = pipe(LinkFault.stall(7), LinkFault.stall(3).ofRequests(), LinkFault.stall(5));
        pipe.write(ByteBuffer.allocate(10));
        assertEquals(5, readable(pipe));
    }

    @Test
    void emptyPipeHoldsNoRing() throws IOException {
        MemoryPipe pipe = pipe();
        assertFalse(pipe.isReadable());
        pipe.write(ByteBuffer.allocate(100_000));
        assertTrue(pipe.isReadable());
        assertEquals(100_000, readable(pipe));
        assertEquals(128 << 10, pipe.room());
        pipe.end();
        assertEquals(-1, readable(pipe));
    }
}
