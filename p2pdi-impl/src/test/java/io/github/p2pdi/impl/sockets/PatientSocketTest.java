package io.github.p2pdi.impl.sockets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The side of a blocking socket that serves a slow reader. */
class PatientSocketTest {
    private static final int SEND_BUFFER = 512 << 10;
    private static final int PIECE = 8 << 10;
    private static final int TAKEN = 40_000;
    private static final int STEPS = 30;
    private static final int PIECES = 512;

    private final ExecutorService writer = Executors.newSingleThreadExecutor();
    private final Semaphore written = new Semaphore(0);
    private SocketChannel reader;
    private SocketStream served;

    @BeforeEach
    void connect() throws IOException {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(anyPort)) {
            reader = SocketChannel.open();
            reader.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
            reader.connect(server.getLocalAddress());
            SocketChannel channel = server.accept();
            channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
            served = SocketStream.accepted("tcp", channel);
        }
    }

    @AfterEach
    void close() throws IOException {
        served.close();
        reader.close();
        writer.shutdownNow();
    }

    private Future<?> write() {
        return writer.submit(() -> {
            for (int i = 0; i < PIECES; i++) {
                served.write(ByteBuffer.allocate(PIECE));
                written.release();
            }
            return null;
        });
    }

    private void take(int count) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(count);
        while (into.hasRemaining()) {
            assertTrue(reader.read(into) > 0);
        }
    }

    /** Whoever waits for room in the system's buffer would wait until a third of it has gone. */
    @Test
    void writingGoesOnWhereLittleHasGone() throws Exception {
        Future<?> writing = write();
        for (int step = 0; step < STEPS; step++) {
            int before = written.availablePermits();
            take(TAKEN);
            assertTrue(written.tryAcquire(before + 1, 30, TimeUnit.SECONDS), "waited 30 s at step " + step);
            written.release(before + 1);
        }
        take(PIECES * PIECE - STEPS * TAKEN);
        writing.get(30, TimeUnit.SECONDS);
    }

    @Test
    void readsAndWritesTakeTurns() throws Exception {
        Future<?> writing = write();
        take(PIECES * PIECE);
        writing.get(30, TimeUnit.SECONDS);
        byte[] sent = "more".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer came = ByteBuffer.allocate(sent.length);
        Future<Integer> reading = writer.submit(() -> served.read(came));
        reader.write(ByteBuffer.wrap(sent));
        assertEquals(sent.length, reading.get(30, TimeUnit.SECONDS));
        assertArrayEquals(sent, came.array());
    }

    @Test
    void whoWaitsForRoomIsReleasedByAClose() throws Exception {
        Future<?> writing = write();
        while (written.tryAcquire(200, TimeUnit.MILLISECONDS)) {
            // Until the buffers are full.
        }
        served.close();
        ExecutionException end = assertThrows(ExecutionException.class, () -> writing.get(30, TimeUnit.SECONDS));
        assertTrue(end.getCause() instanceof IOException, () -> "ended with " + end.getCause());
    }
}
