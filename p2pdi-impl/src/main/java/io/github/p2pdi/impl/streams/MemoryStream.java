package io.github.p2pdi.impl.streams;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.transport.ByteStream;
import io.github.p2pdi.transport.Remote;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;

/** One end of a pair of pipes. */
final class MemoryStream implements ByteStream {
    private final MemoryPipe in;
    private final MemoryPipe out;
    private final PeerAddress local;
    private final Remote remote;
    private volatile boolean closed;

    MemoryStream(MemoryPipe in, MemoryPipe out, PeerAddress local, Remote remote) {
        this.in = in;
        this.out = out;
        this.local = local;
        this.remote = remote;
    }

    @Override
    public Remote remote() {
        return remote;
    }

    @Override
    public PeerAddress local() {
        return local;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        checkOpen();
        try {
            return in.read(into);
        } catch (ClosedByInterruptException e) {
            close();
            throw e;
        }
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        checkOpen();
        try {
            return out.write(bytes);
        } catch (ClosedByInterruptException e) {
            close();
            throw e;
        }
    }

    @Override
    public void shutdownOutput() {
        out.end();
    }

    @Override
    public boolean isSpent() {
        return closed || in.isReadable();
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() {
        closed = true;
        out.end();
        in.breakOff();
    }

    private void checkOpen() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }
}
