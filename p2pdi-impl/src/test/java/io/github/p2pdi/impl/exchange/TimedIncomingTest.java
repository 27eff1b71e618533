package io.github.p2pdi.impl.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.error.ExchangeTimeoutException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.transport.Incoming;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.ResponseHead;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** 240 bytes a second over ten seconds, and five seconds of grace. */
class TimedIncomingTest {
    private static final int SIZE = 1_000_000;

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final Body body = new Body();
    private final Incoming timed = new TimedIncoming(body, PeerAddress.of("127.0.0.1", 7), clock);
    private int bytesARead = 1;

    /** Takes a second for each read. */
    private final class Body implements Incoming {
        private int left = SIZE;
        private boolean closed;

        @Override
        public ResponseHead head() {
            return new ResponseHead(Status.OK, Headers.NONE);
        }

        @Override
        public long size() {
            return SIZE;
        }

        @Override
        public int read(ByteBuffer into) {
            clock.advance(Duration.ofSeconds(1));
            int count = Math.min(left, bytesARead);
            into.put(new byte[count]);
            left -= count;
            return count;
        }

        @Override
        public Optional<Incoming> next() {
            return Optional.empty();
        }

        @Override
        public boolean isOpen() {
            return left > 0;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private void read(int seconds) throws P2pdiException {
        for (int i = 0; i < seconds; i++) {
            assertEquals(Math.min(bytesARead, body.left), timed.read(ByteBuffer.allocate(bytesARead)));
        }
    }

    @Test
    void whoDripsIsGivenUpAfterTheGrace() throws Exception {
        read(14);
        ExchangeTimeoutException e = assertThrows(ExchangeTimeoutException.class, () -> read(1));
        assertTrue(String.valueOf(e.getMessage()).contains("127.0.0.1:7 sent 15 bytes in 15 s"), e.getMessage());
        assertTrue(body.closed);
    }

    @Test
    void whoIsJustFastEnoughIsNot() throws Exception {
        bytesARead = 240;
        read(1000);
        assertFalse(body.closed);
    }

    @Test
    void whoBecomesSlowIsGivenUpWithinTwentySeconds() throws Exception {
        bytesARead = 1000;
        read(15);
        bytesARead = 239;
        read(9);
        assertThrows(ExchangeTimeoutException.class, () -> read(1));
    }

    @Test
    void timeThatNobodyWaitsForBytesDoesNotCount() throws Exception {
        for (int i = 0; i < 14; i++) {
            read(1);
            clock.advance(Duration.ofMinutes(1));
        }
        assertFalse(body.closed);
    }

    @Test
    void theEndIsTakenHoweverLateItComes() throws Exception {
        bytesARead = 1;
        read(14);
        bytesARead = SIZE;
        read(1);
        assertFalse(body.isOpen());
        assertFalse(body.closed);
    }
}
