package io.github.p2pdi.impl.tls;

import io.github.p2pdi.impl.runtime.Closer;
import io.github.p2pdi.impl.sockets.SocketStream;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.transport.ByteStream;
import io.github.p2pdi.transport.Remote;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A stream under TLS. Two locks, one for each direction; the handshake, which goes both ways, takes both. Whoever closes takes neither unless they
 * are free: then the other side is told, else the socket is closed under those who wait.
 *
 * <p>A stream that waits holds little: what comes in has a small buffer that grows where much comes, of a server only for as long; what goes out has none.
 */
final class TlsStream implements ByteStream {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int SMALL = 2 << 10;
    private static final int LARGE = 64 << 10;
    private static final int RECORD = 16 << 10;
    /** With fewer the system is called more often; with more, whoever reads has nothing to do for longer, and must be woken again. Measured: TlsFigureTest. */
    private static final int RECORDS_A_WRITE = 4;

    private final SocketStream raw;
    private final SSLEngine engine;
    private final Handshake handshake;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final ReentrantLock reading = new ReentrantLock();
    private final ReentrantLock writing = new ReentrantLock();
    /** What has come and is not decrypted yet. */
    private final Ciphertext in;
    /** What is decrypted and had no room where it was read. */
    private ByteBuffer left = NOTHING;

    private @Nullable ByteBuffer out;
    private boolean ended;

    private TlsStream(SocketStream raw, SSLEngine engine, boolean isClient, @Nullable HandshakeLog log) {
        this.raw = raw;
        this.engine = engine;
        this.in = new Ciphertext(raw, SMALL, LARGE, isClient);
        this.handshake = new Handshake(raw, engine, in, log);
    }

    static TlsStream ofClient(SocketStream raw, SSLEngine engine) {
        return new TlsStream(raw, engine, true, null);
    }

    /** Who fails to shake hands is told to the log. */
    static TlsStream ofServer(SocketStream raw, SSLEngine engine, HandshakeLog log) {
        return new TlsStream(raw, engine, false, log);
    }

    /** Blocks until it is known who is there. */
    @Override
    public void shakeHands() throws IOException {
        if (handshake.isDone()) {
            return;
        }
        reading.lock();
        writing.lock();
        try {
            handshake.run();
        } finally {
            writing.unlock();
            reading.unlock();
        }
    }

    @Override
    public Remote remote() {
        return handshake.remote();
    }

    @Override
    public PeerAddress local() {
        return raw.local();
    }

    /** Gives all that has come and fits; waits only where that is nothing. */
    @Override
    public int read(ByteBuffer into) throws IOException {
        shakeHands();
        reading.lock();
        try {
            int before = into.position();
            if (left.hasRemaining()) {
                give(into);
            }
            while (into.hasRemaining() && !ended && unwrap(into, into.position() > before)) {
                // The next record.
            }
            int read = into.position() - before;
            return read == 0 && ended ? -1 : read;
        } finally {
            reading.unlock();
        }
    }

    /** One record; false if the reader shall have what there is. */
    private boolean unwrap(ByteBuffer into, boolean some) throws IOException {
        SSLEngineResult result = unwrap(into);
        switch (result.getStatus()) {
            case BUFFER_UNDERFLOW -> {
                if (some) {
                    return false;
                }
                releaseOut();
                in.fill();
            }
            case BUFFER_OVERFLOW -> {
                if (some) {
                    return false;
                }
                unwrapAside();
                give(into);
            }
            case CLOSED -> ended = true;
            case OK -> followUp(result);
        }
        return true;
    }

    /** The engine says that a record is too large for a buffer before it looks whether all of the record is there. */
    private void unwrapAside() throws IOException {
        ByteBuffer aside = ByteBuffer.allocate(Math.max(engine.getSession().getApplicationBufferSize(), packetSize()));
        SSLEngineResult result = unwrap(aside);
        while (result.getStatus() == Status.BUFFER_UNDERFLOW) {
            releaseOut();
            in.fill();
            result = unwrap(aside);
        }
        switch (result.getStatus()) {
            case OK -> {
                left = aside.flip();
                followUp(result);
            }
            case CLOSED -> ended = true;
            default ->
                throw new SSLException("a record of " + in.bytes().remaining() + " bytes does not fit: " + result);
        }
    }

    private SSLEngineResult unwrap(ByteBuffer into) throws IOException {
        try {
            return engine.unwrap(in.bytes(), into);
        } catch (SSLException e) {
            if (writing.tryLock()) {
                try {
                    lastWord();
                } finally {
                    writing.unlock();
                }
            }
            throw HandshakeFailure.explainedAlert(e);
        }
    }

    private void give(ByteBuffer into) {
        int count = Math.min(left.remaining(), into.remaining());
        into.put(into.position(), left, left.position(), count).position(into.position() + count);
        left.position(left.position() + count);
        left = left.hasRemaining() ? left : NOTHING;
    }

    /** Keys change in the middle of a stream, and the other side may want to hear of it. */
    private void followUp(SSLEngineResult result) throws IOException {
        switch (result.getHandshakeStatus()) {
            case NEED_TASK, NEED_WRAP -> {
                writing.lock();
                try {
                    handshake.drive();
                } finally {
                    writing.unlock();
                }
            }
            default -> {}
        }
    }

    /** Whoever waits for the other side has nothing to send. */
    private void releaseOut() {
        if (writing.tryLock()) {
            out = null;
            writing.unlock();
        }
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        shakeHands();
        writing.lock();
        try {
            int size = bytes.remaining();
            while (bytes.hasRemaining()) {
                ByteBuffer records = out(bytes.remaining());
                while (bytes.hasRemaining() && records.remaining() >= packetSize()) {
                    if (engine.wrap(bytes, records).getStatus() != Status.OK) {
                        throw new ClosedChannelException();
                    }
                }
                raw.write(records.flip());
            }
            return size;
        } finally {
            writing.unlock();
        }
    }

    private ByteBuffer out(int wanted) {
        int records = Math.min(RECORDS_A_WRITE, (wanted + RECORD - 1) / RECORD);
        int size = records * packetSize();
        ByteBuffer buffer = out;
        if (buffer == null || buffer.capacity() < size) {
            buffer = ByteBuffer.allocate(size);
            out = buffer;
        }
        return buffer.clear();
    }

    private int packetSize() {
        return engine.getSession().getPacketBufferSize();
    }

    @Override
    public void shutdownOutput() throws IOException {
        writing.lock();
        try {
            if (handshake.isDone()) {
                engine.closeOutbound();
                ByteBuffer goodbye = ByteBuffer.allocate(packetSize());
                engine.wrap(NOTHING, goodbye);
                raw.write(goodbye.flip());
            }
            raw.shutdownOutput();
        } finally {
            writing.unlock();
        }
    }

    @Override
    public boolean isSpent() {
        return ended || left.hasRemaining() || in.bytes().hasRemaining() || raw.isSpent();
    }

    @Override
    public boolean isOpen() {
        return raw.isOpen();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true) && handshake.isDone() && writing.tryLock()) {
            try {
                sayGoodbye();
            } finally {
                writing.unlock();
            }
        }
        Closer.close(raw);
    }

    /** Only where nobody else waits. */
    private void sayGoodbye() {
        if (!engine.isOutboundDone() && reading.tryLock()) {
            try {
                engine.closeOutbound();
                lastWord();
            } finally {
                reading.unlock();
            }
        }
    }

    /** A close_notify, or what the engine has to complain of; without waiting. Both directions are the caller's. */
    private void lastWord() {
        try {
            ByteBuffer word = ByteBuffer.allocate(packetSize());
            engine.wrap(NOTHING, word);
            raw.writeSome(word.flip());
        } catch (IOException e) {
            // The other side is gone.
        }
    }
}
