package io.github.p2pdi.impl.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.testkit.Frames;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.transport.ByteStream;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.Remote;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written at a time to who reads slowly, on a clock that each write moves. */
class SlowStreamTest {
    private static final int ANSWER = 1 << 20;
    private static final int LARGE = 128 << 10;
    private static final int SMALL = 8 << 10;
    private static final int ONE_WRITE = 100 << 10;
    private static final int SLOW = 2;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final BlockingQueue<Integer> writes = new LinkedBlockingQueue<>();
    private final BlockingQueue<byte[]> requests = new LinkedBlockingQueue<>();

    @Test
    void whoTurnsOutToBeSlowIsWrittenToInSmallPiecesUntilTheAnswerEnds() throws Exception {
        QueuedStreams streams = new QueuedStreams();
        try (Transport transport = P2PDI.openTransport(
                PeerConfig.builder().transport(streams.provider()).time(clock).build())) {
            transport.listen(QueuedStreams.ADDRESS, SlowStreamTest::answer);
            streams.arrive(new Stream());

            for (int answers = 0; answers < 2; answers++) {
                requests.add(Frames.frame("large x HTTP/1.1\r\nAccept: application/json\r\n\r\n"));
                assertEquals(List.of(LARGE, LARGE), List.of(nextWrite(), nextWrite()));
                // With the head it is a little more than the body.
                for (int sent = 2 * LARGE; sent <= ANSWER; ) {
                    int piece = nextWrite();
                    assertTrue(piece <= SMALL, piece + " bytes at " + sent);
                    sent += piece;
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Accept: application/json\r\n"})
    void aSmallFrameBehindASlowAnswerIsOneWriteAllTheSame(String accept) throws Exception {
        QueuedStreams streams = new QueuedStreams();
        try (Transport transport = P2PDI.openTransport(
                PeerConfig.builder().transport(streams.provider()).time(clock).build())) {
            transport.listen(QueuedStreams.ADDRESS, SlowStreamTest::answer);
            streams.arrive(new Stream());

            ByteArrayOutputStream both = new ByteArrayOutputStream();
            both.write(Frames.frame("large x HTTP/1.1\r\n" + accept + "\r\n"));
            both.write(Frames.frame("small x HTTP/1.1\r\n\r\n"));
            requests.add(both.toByteArray());
            for (int sent = 0; sent <= ANSWER; ) {
                sent += nextWrite();
            }
            int next = nextWrite();
            assertTrue(next > ONE_WRITE, next + " bytes");
        }
    }

    private static void answer(Exchange exchange) {
        int size = exchange.request().method().equals("large") ? ANSWER : ONE_WRITE;
        exchange.answer(Response.of(Status.OK, Headers.NONE, Body.of(ByteBuffer.allocate(size))));
    }

    private int nextWrite() throws InterruptedException {
        Integer size = writes.poll(10, TimeUnit.SECONDS);
        assertTrue(size != null, "waited 10 s for a write");
        return size;
    }

    /** Takes its time for the second write of each answer, and for nothing else. */
    private final class Stream implements ByteStream {
        private final CountDownLatch closed = new CountDownLatch(1);
        private int writesOfAnswer;

        @Override
        public int read(ByteBuffer into) throws IOException {
            try {
                byte[] request = null;
                while (request == null && isOpen()) {
                    request = requests.poll(10, TimeUnit.MILLISECONDS);
                }
                if (request == null) {
                    throw new ClosedChannelException();
                }
                writesOfAnswer = 0;
                into.put(request);
                return request.length;
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        @Override
        public int write(ByteBuffer bytes) {
            writesOfAnswer++;
            if (writesOfAnswer == SLOW) {
                clock.advance(Duration.ofSeconds(2));
            }
            int size = bytes.remaining();
            bytes.position(bytes.limit());
            writes.add(size);
            return size;
        }

        @Override
        public void close() {
            closed.countDown();
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
        public void shutdownOutput() {}

        @Override
        public boolean isSpent() {
            return true;
        }
    }
}
