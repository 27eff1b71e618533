package io.github.p2pdi.impl;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.p2pdi.model.PeerAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Connections that send a request a byte a second, and others that read an answer half a kilobyte a second. One that is closed is replaced, so that there are always as
 * many.
 */
final class SlowCrowd implements AutoCloseable {
    private static final int TURNS_A_SECOND = 20;
    private static final int BYTES_READ = 512;

    private final PeerAddress node;
    private final List<Slow> all = new ArrayList<>();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private final AtomicReference<IOException> failure = new AtomicReference<>();
    private final AtomicInteger replaced = new AtomicInteger();
    private int turn;

    /** All are there when it is made. */
    SlowCrowd(PeerAddress node, int senders, int readers, String request) throws IOException {
        this.node = node;
        for (int i = 0; i < senders + readers; i++) {
            Slow slow = i < senders ? new Sender() : new Reader(request);
            slow.begin();
            all.add(slow);
        }
        executor.scheduleAtFixedRate(this::takeTurn, 0, 1000 / TURNS_A_SECOND, TimeUnit.MILLISECONDS);
    }

    /** How many were closed by the other side so far. */
    int replaced() {
        return replaced.get();
    }

    /** Each has one a second. */
    private void takeTurn() {
        try {
            for (int i = turn++ % TURNS_A_SECOND; i < all.size(); i += TURNS_A_SECOND) {
                all.get(i).go();
            }
        } catch (IOException e) {
            failure.compareAndSet(null, e);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        executor.shutdownNow();
        if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
            throw new AssertionError("a crowd does not end");
        }
        for (Slow each : all) {
            each.end();
        }
        if (failure.get() != null) {
            throw new AssertionError("there were not as many as there should be", failure.get());
        }
    }

    private abstract class Slow {
        private SocketChannel channel = SocketChannel.open();

        Slow() throws IOException {}

        final void begin() throws IOException {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.connect(new InetSocketAddress(node.host(), node.port()));
            channel.write(ByteBuffer.wrap(first().getBytes(ISO_8859_1)));
            channel.configureBlocking(false);
        }

        final void go() throws IOException {
            try {
                goOn(channel);
            } catch (IOException closed) {
                end();
                replaced.incrementAndGet();
                channel = SocketChannel.open();
                begin();
            }
        }

        final void end() throws IOException {
            channel.close();
        }

        /** What it sends at once. */
        abstract String first();

        abstract void goOn(SocketChannel open) throws IOException;
    }

    private final class Sender extends Slow {
        Sender() throws IOException {}

        @Override
        String first() {
            return "9999      keepalive h HTTP/1.1\r\nX: ";
        }

        @Override
        void goOn(SocketChannel open) throws IOException {
            open.write(ByteBuffer.wrap(new byte[] {'x'}));
        }
    }

    private final class Reader extends Slow {
        private final String request;

        Reader(String request) throws IOException {
            this.request = request;
        }

        @Override
        String first() {
            return request;
        }

        @Override
        void goOn(SocketChannel open) throws IOException {
            if (open.read(ByteBuffer.allocate(BYTES_READ)) < 0) {
                throw new IOException("closed by the other side");
            }
        }
    }
}
