package io.github.p2pdi.impl.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.transport.ByteStream;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.Remote;
import io.github.p2pdi.transport.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long hands may be shaken, on a clock that a test moves. */
class HandshakeDeadlineTest {
    private static final Duration A_MOMENT = Duration.ofMillis(1);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final QueuedStreams streams = new QueuedStreams();
    private Transport transport;

    @BeforeEach
    void listen() throws Exception {
        transport = P2PDI.openTransport(
                PeerConfig.builder().transport(streams.provider()).time(clock).build());
        transport.listen(QueuedStreams.ADDRESS, Exchange::hangUp);
    }

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void handshakesEndAtTheirDeadlineAndHoldNobodyUp() throws Exception {
        Stream first = arrive();
        await(first.shaking);
        clock.advance(Duration.ofSeconds(4));
        Stream second = arrive();
        await(second.shaking);

        clock.advance(Duration.ofSeconds(6).minus(A_MOMENT));
        assertEquals(2, clock.pendingTasks(), "deadlines to come");
        clock.advance(A_MOMENT);
        await(first.closed);
        assertEquals(1, clock.pendingTasks(), "each has its own");
        clock.advance(Duration.ofSeconds(4));
        await(second.closed);
    }

    @Test
    void theFirstByteHasItsTimeBehindTheHandshake() throws Exception {
        Stream stream = arrive();
        await(stream.shaking);
        clock.advance(Duration.ofSeconds(9));
        stream.shaken.countDown();
        await(stream.reading);

        clock.advance(Duration.ofSeconds(10).minus(A_MOMENT));
        assertEquals(1, clock.pendingTasks(), "deadlines to come");
        clock.advance(A_MOMENT);
        await(stream.closed);
    }

    private Stream arrive() {
        Stream stream = new Stream();
        streams.arrive(stream);
        return stream;
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertTrue(latch.await(10, TimeUnit.SECONDS), "waited 10 s");
    }

    /** Shakes hands until the test, or whoever closes it, ends that; then says nothing. */
    private static final class Stream implements ByteStream {
        private final CountDownLatch shaking = new CountDownLatch(1);
        private final CountDownLatch shaken = new CountDownLatch(1);
        private final CountDownLatch reading = new CountDownLatch(1);
        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public void shakeHands() throws IOException {
            shaking.countDown();
            waitUntil(shaken);
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            reading.countDown();
            waitUntil(closed);
            return -1;
        }

        private void waitUntil(CountDownLatch latch) throws IOException {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            if (!isOpen()) {
                throw new ClosedChannelException();
            }
        }

        @Override
        public void close() {
            closed.countDown();
            shaken.countDown();
        }

        @Override
        public boolean isOpen() {
            return closed.getCount() > 0;
        }

        @Override
        public Remote remote() {
            return new Remote(QueuedStreams.ADDRESS, Remote.LOOPBACK);
        }

        @Override
        public PeerAddress local() {
            return QueuedStreams.ADDRESS;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            throw new ClosedChannelException();
        }

        @Override
        public void shutdownOutput() {}

        @Override
        public boolean isSpent() {
            return true;
        }
    }
}
