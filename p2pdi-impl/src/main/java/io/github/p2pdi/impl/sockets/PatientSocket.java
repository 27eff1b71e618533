package io.github.p2pdi.impl.sockets;

import io.github.p2pdi.impl.runtime.Closer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A socket whose reader may be slow. A write that blocks goes on only once a third of the send buffer has gone, which may take longer than anybody would wait; here it
 * is tried now and then as well. So what is written in small pieces shows how much is taken. Where one thread reads while another writes, the write blocks
 * as usual, as a socket blocks for both or for none.
 */
final class PatientSocket {
    private static final long TRY_EVERY_MILLIS = 500;

    private final SocketChannel channel;
    /** Whoever holds it may have the socket block or not. */
    private final ReentrantLock mode = new ReentrantLock();
    /** There from the first write that has had to wait until the next read. */
    private volatile @Nullable Selector room;

    private boolean blocks = true;

    PatientSocket(SocketChannel channel) {
        this.channel = channel;
    }

    /** Blocks until something has come. */
    int read(ByteBuffer into) throws IOException {
        mode.lock();
        try {
            block();
            return channel.read(into);
        } finally {
            mode.unlock();
        }
    }

    private void block() throws IOException {
        if (blocks) {
            return;
        }
        Selector selector = room;
        if (selector != null) {
            // Only a socket without a key may block.
            selector.close();
            room = null;
        }
        channel.configureBlocking(true);
        blocks = true;
    }

    /** Blocks until all has gone. */
    void write(ByteBuffer bytes) throws IOException {
        if (mode.tryLock()) {
            try {
                writePatiently(bytes);
            } finally {
                mode.unlock();
            }
        } else {
            writeBeside(bytes);
        }
    }

    /** Beside somebody who waits for what comes. */
    private void writeBeside(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) == 0) {
                throw new IOException("somebody else is writing");
            }
        }
    }

    private void writePatiently(ByteBuffer bytes) throws IOException {
        if (blocks) {
            channel.configureBlocking(false);
            blocks = false;
        }
        channel.write(bytes);
        while (bytes.hasRemaining()) {
            awaitRoom();
            channel.write(bytes);
        }
    }

    /** Until there is room, or might be, or the socket is closed. */
    private void awaitRoom() throws IOException {
        Selector selector = room;
        if (selector == null) {
            selector = openSelector();
        }
        try {
            selector.select(key -> {}, TRY_EVERY_MILLIS);
        } catch (ClosedSelectorException e) {
            throw new AsynchronousCloseException();
        }
    }

    private Selector openSelector() throws IOException {
        Selector selector = Selector.open();
        room = selector;
        try {
            channel.register(selector, SelectionKey.OP_WRITE);
        } catch (IOException e) {
            Closer.close(selector);
            throw e;
        }
        return selector;
    }

    /** Waits for nobody who reads or writes. */
    void close() throws IOException {
        channel.close();
        Selector selector = room;
        if (selector != null) {
            selector.close();
        }
    }
}
