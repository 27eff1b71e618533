package io.github.p2pdi.impl.memory;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.transport.ByteStream;
import io.github.p2pdi.transport.Remote;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.util.List;

/** The client's end of a connection: what is written goes into one pipe, or into several alike, and what comes is read from another. */
final class MemoryStream implements ByteStream {
    private final MemoryPipe in;
    private final List<MemoryPipe> out;
    private final PeerAddress local;
    private final PeerAddress remote;
    private volatile boolean closed;

    MemoryStream(MemoryPipe in, List<MemoryPipe> out, PeerAddress local, PeerAddress remote) {
        this.in = in;
        this.out = out;
        this.local = local;
        this.remote = remote;
    }

    @Override
    public Remote remote() {
        return new Remote(remote, Remote.LOOPBACK);
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
            for (MemoryPipe copy : out.subList(1, out.size())) {
                copy.write(bytes.duplicate());
            }
            return out.get(0).write(bytes);
        } catch (ClosedByInterruptException e) {
            close();
            throw e;
        }
    }

    @Override
    public void shutdownOutput() {
        out.forEach(MemoryPipe::end);
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
        out.forEach(MemoryPipe::end);
        in.breakOff();
    }

    private void checkOpen() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }
}
