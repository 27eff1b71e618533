package io.github.p2pdi.benchmarks.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** One of those who ask: a connection at a time, one request at a time. */
final class Line {

    private final Plan plan;
    private final Selector selector;
    private final Requests requests;
    private final Replies replies;
    private @Nullable SocketChannel channel;
    private @Nullable SelectionKey key;
    private ByteBuffer out = ByteBuffer.allocate(0);
    private long askedAt;

    Line(Plan plan, Selector selector, Requests requests, Replies replies) {
        this.plan = plan;
        this.selector = selector;
        this.requests = requests;
        this.replies = replies;
    }

    boolean refused() {
        return replies.refused();
    }

    long askedAt() {
        return askedAt;
    }

    /** Asks, over a new connection if there is none or none is kept. */
    void ask(long now) throws IOException {
        askedAt = now;
        if (channel == null || !plan.kept()) {
            close();
            connect();
        }
        out = requests.next();
        write();
    }

    private void connect() throws IOException {
        replies.reset();
        SocketChannel fresh = SocketChannel.open();
        channel = fresh;
        fresh.setOption(StandardSocketOptions.TCP_NODELAY, true);
        if (!plan.kept()) {
            // Closing with a reset: else the ports that wait for their time to pass would soon be all there are.
            fresh.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        fresh.connect(plan.server());
        fresh.configureBlocking(false);
        key = fresh.register(selector, SelectionKey.OP_READ, this);
    }

    /** The socket is ready. Gives how many bytes have come; negative where with them the reply is whole. */
    int ready(ByteBuffer in) throws IOException {
        SocketChannel from = channel;
        if (from == null || key == null) {
            return 0;
        }
        if (out.hasRemaining()) {
            write();
        }
        int read = from.read(in.clear());
        if (read < 0) {
            throw new EOFException("the server has closed the connection");
        }
        return replies.take(in.flip()) ? -read : read;
    }

    private void write() throws IOException {
        if (channel == null || key == null) {
            return;
        }
        channel.write(out);
        int interest = out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != interest) {
            key.interestOps(interest);
        }
    }

    void close() throws IOException {
        SocketChannel old = channel;
        channel = null;
        if (old != null) {
            old.close();
        }
    }
}
