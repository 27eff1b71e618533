package io.github.p2pdi.impl.streams;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.Transports;
import io.github.p2pdi.impl.runtime.SystemTime;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.transport.Answers;
import io.github.p2pdi.transport.ByteStream;
import io.github.p2pdi.transport.ByteStreams;
import io.github.p2pdi.transport.ClientConnection;
import io.github.p2pdi.transport.Incoming;
import io.github.p2pdi.transport.Remote;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a connection holds while nobody uses it. There are many of those: a peer keeps one to each of some dozens of others. */
class KeptConnectionTest {
    private static final PeerAddress THERE = new PeerAddress("told", "127.0.0.1", 1);
    private static final String ANSWER = "43        HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHello";

    /** What has been read into, unless it is gone. */
    private final List<WeakReference<byte[]>> buffers = new ArrayList<>();

    @Test
    void theBufferIsLetGoOfOnceTheAnswerIsRead() throws Exception {
        PeerConfig config = PeerConfig.builder()
                .transport(Transports.over("told", new Told()))
                .build();
        try (SystemTime time = new SystemTime();
                Transport transport = P2PDI.openTransport(config);
                ClientConnection connection = transport.connect(THERE, Deadline.in(time, Duration.ofSeconds(10)))) {
            Deadline deadline = Deadline.in(time, Duration.ofSeconds(10));
            assertEquals(5, read(connection.send(new Request("keepalive", "a", Headers.NONE), Answers.ONE, deadline)));
            assertTrue(connection.reusable());
            assertFalse(buffers.isEmpty());
            while (buffers.stream().anyMatch(buffer -> buffer.get() != null)) {
                assertFalse(deadline.hasPassed(), "what the answer came through is still held");
                System.gc();
            }
        }
    }

    private static int read(Incoming answer) throws IOException {
        ByteBuffer body = ByteBuffer.allocate(2);
        int size = 0;
        for (int read = 0; read >= 0; read = answer.read(body.clear())) {
            size += read;
        }
        return size;
    }

    private final class Told implements ByteStreams {
        @Override
        public ByteStream connect(PeerAddress to, Deadline deadline) {
            return new Stream();
        }

        @Override
        public Acceptor bind(PeerAddress at) {
            throw new AssertionError("nobody listens here");
        }
    }

    /** The answer is there before anything is asked. */
    private final class Stream implements ByteStream {
        private final ByteBuffer left = ByteBuffer.wrap(ANSWER.getBytes(US_ASCII));
        private boolean open = true;

        @Override
        public Remote remote() {
            return new Remote(THERE, "127.0.0.1");
        }

        @Override
        public PeerAddress local() {
            return THERE;
        }

        @Override
        public int read(ByteBuffer into) {
            assertEquals(0, into.arrayOffset());
            buffers.add(new WeakReference<>(into.array()));
            int count = Math.min(left.remaining(), into.remaining());
            into.put(left.slice().limit(count));
            left.position(left.position() + count);
            return count == 0 ? -1 : count;
        }

        @Override
        public int write(ByteBuffer bytes) {
            int count = bytes.remaining();
            bytes.position(bytes.limit());
            return count;
        }

        @Override
        public void shutdownOutput() {}

        @Override
        public boolean isSpent() {
            return false;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            open = false;
        }
    }
}
