package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.impl.runtime.DirectContent;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Content;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadSlotsTest {
    private static final long SIZE = 64 << 20;
    private static final long OFFSET = 1000;

    private final ManualClock clock = new ManualClock(Instant.EPOCH);

    private UploadSlots slots(int most) {
        return new UploadSlots(most, clock, OptionalLong.empty());
    }

    /** An upload of a part of a document. */
    private static Content begin(UploadSlots slots, EndingExchange exchange) {
        assertTrue(slots.take(exchange));
        return slots.watched(exchange, new Body.Slice(new Zeros(), OFFSET, SIZE))
                .content();
    }

    /** So much of the part has been taken before the next is read. */
    private static void read(Content content, long taken) throws IOException {
        assertEquals(10, content.read(ByteBuffer.allocate(10), OFFSET + taken));
    }

    @Test
    void aSlotIsFreeAgainHoweverTheUploadEnds() {
        UploadSlots slots = slots(2);
        for (Exchange.Outcome how : Exchange.Outcome.values()) {
            EndingExchange first = new EndingExchange();
            EndingExchange second = new EndingExchange();
            assertTrue(slots.take(first));
            assertTrue(slots.take(second));
            assertFalse(slots.take(new EndingExchange()));
            first.end(how);
            EndingExchange third = new EndingExchange();
            assertTrue(slots.take(third));
            assertFalse(slots.take(new EndingExchange()));
            second.end(how);
            third.end(how);
        }
    }

    @ParameterizedTest
    @CsvSource({"64, 32", "6, 3", "1, 1"})
    void aSourceHasHalfOfThemAndThisMachineAsManyAsItLikes(int most, int half) {
        UploadSlots slots = slots(most);
        EndingExchange first = new EndingExchange("192.0.2.1");
        assertTrue(slots.take(first));
        for (int i = 1; i < half; i++) {
            assertTrue(slots.take(new EndingExchange("192.0.2.1")));
        }
        assertFalse(slots.take(new EndingExchange("192.0.2.1")));
        for (int i = half; i < most; i++) {
            assertTrue(slots.take(new EndingExchange()));
        }
        assertFalse(slots.take(new EndingExchange()));
        first.end(Exchange.Outcome.SENT);
        assertTrue(slots.take(new EndingExchange()));
    }

    @ParameterizedTest
    @CsvSource({"64, 16", "6, 2", "4, 1"})
    void aSourceHasAQuarterWhereOthersHaveHalfOfThem(int most, int quarter) {
        UploadSlots slots = slots(most);
        for (int i = 0; i < most / 2; i++) {
            assertTrue(slots.take(new EndingExchange()));
        }
        EndingExchange first = new EndingExchange("192.0.2.1");
        assertTrue(slots.take(first));
        for (int i = 1; i < quarter; i++) {
            assertTrue(slots.take(new EndingExchange("192.0.2.1")));
        }
        assertFalse(slots.take(new EndingExchange("192.0.2.1")));
        first.end(Exchange.Outcome.SENT);
        assertTrue(slots.take(new EndingExchange("192.0.2.1")));
    }

    @Test
    void whereNoneIsFreeTheSlowestOfTheSlowMakesRoomOnce() throws IOException {
        UploadSlots slots = slots(3);
        EndingExchange slowest = new EndingExchange();
        Content fast = begin(slots, new EndingExchange());
        Content slow = begin(slots, new EndingExchange());
        Content cut = begin(slots, slowest);
        clock.advance(Duration.ofSeconds(31));
        read(fast, 31 * 5_000);
        read(slow, 31 * 3_000);
        read(cut, 31 * 300);
        begin(slots, new EndingExchange());
        read(fast, 31 * 5_000);
        read(slow, 31 * 3_000);
        assertThrows(IOException.class, () -> read(cut, 31 * 300));
        begin(slots, new EndingExchange());
        assertThrows(IOException.class, () -> read(slow, 31 * 3_000));
        assertFalse(slots.take(new EndingExchange()), "the fast one stays, the others are new");
        slowest.end(Exchange.Outcome.CLOSED);
        assertFalse(slots.take(new EndingExchange()), "its slot has been taken");
    }

    @Test
    void nobodyIsCalledSlowBeforeHalfAMinute() throws IOException {
        UploadSlots slots = slots(1);
        Content only = begin(slots, new EndingExchange());
        clock.advance(Duration.ofSeconds(29));
        assertFalse(slots.take(new EndingExchange()));
        read(only, 0);
    }

    /** A megabyte goes into the buffers of the system at once. */
    @Test
    void whoWasFastAtFirstIsJudgedByWhatCameLater() throws IOException {
        UploadSlots slots = slots(1);
        Content only = begin(slots, new EndingExchange());
        read(only, 1 << 20);
        clock.advance(Duration.ofSeconds(31));
        assertFalse(slots.take(new EndingExchange()));
        clock.advance(Duration.ofSeconds(29));
        assertFalse(slots.take(new EndingExchange()));
        clock.advance(Duration.ofSeconds(2));
        assertTrue(slots.take(new EndingExchange()));
        assertThrows(IOException.class, () -> read(only, 1 << 20));
    }

    @Test
    void nobodyIsCalledSlowForWhatHeIsNotSent() throws IOException {
        UploadSlots slots = new UploadSlots(2, clock, OptionalLong.of(2_000));
        Content first = begin(slots, new EndingExchange());
        Content second = begin(slots, new EndingExchange());
        clock.advance(Duration.ofSeconds(40));
        read(first, 40 * 1_000);
        read(second, 40 * 600);
        assertFalse(slots.take(new EndingExchange()));
        clock.advance(Duration.ofSeconds(40));
        slots.rate(OptionalLong.empty());
        assertFalse(slots.take(new EndingExchange()));
        clock.advance(Duration.ofSeconds(40));
        assertTrue(slots.take(new EndingExchange()));
    }

    @Test
    void whatGoesStraightFromADocumentCountsAsTakenLikeWhatIsRead() throws IOException {
        UploadSlots slots = slots(1);
        DirectContent only =
                DirectContent.of(begin(slots, new EndingExchange())).orElseThrow();
        only.check(OFFSET + (1 << 20));
        clock.advance(Duration.ofSeconds(31));
        assertFalse(slots.take(new EndingExchange()), "a megabyte has been taken");
        assertEquals(7, only.transferTo(OFFSET + (1 << 20), 7, Channels.newChannel(OutputStream.nullOutputStream())));
        clock.advance(Duration.ofSeconds(31));
        assertTrue(slots.take(new EndingExchange()), "and nothing since");
        assertThrows(IOException.class, () -> only.check(OFFSET + (1 << 20)));
    }

    @Test
    void whatCannotGoStraightIsNotSaidTo() {
        UploadSlots slots = slots(1);
        EndingExchange exchange = new EndingExchange();
        assertTrue(slots.take(exchange));
        Content read = slots.watched(
                        exchange,
                        new Body.Slice(new PiecedContent(any -> ByteBuffer.allocate(7), new long[] {0, 7}), 0, 7))
                .content();
        assertEquals(Optional.empty(), DirectContent.of(read));
    }

    private static final class Zeros implements DirectContent {
        @Override
        public boolean isDirect() {
            return true;
        }

        @Override
        public void check(long position) {
            // It never changes.
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel to) throws IOException {
            return to.write(ByteBuffer.allocate((int) count));
        }

        @Override
        public long size() {
            return OFFSET + SIZE;
        }

        @Override
        public int read(ByteBuffer into, long position) {
            int count = into.remaining();
            into.position(into.limit());
            return count;
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
