package io.github.p2pdi.impl.tls;

import io.github.p2pdi.impl.runtime.Closer;
import io.github.p2pdi.impl.sockets.SocketStream;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.transport.Remote;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Gets a stream from its first byte to where it is known who is there, and answers to what TLS wants later. Both directions are the caller's meanwhile. */
final class Handshake {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int MOST_OF_A_FLIGHT = 4 << 10;
    private static final int MOST_DRAINED = 256 << 10;

    /** A fatal one, unexpected_message: what there is to say to those who do not speak TLS. */
    private static final byte[] NOT_TLS = {ALERT, 3, 3, 0, 2, 2, 10};

    private final SocketStream raw;
    private final SSLEngine engine;
    private final Ciphertext in;
    private final @Nullable HandshakeLog log;
    /** What the engine has to say and is not sent yet: it goes in one write, as the other side would wake up for each. */
    private ByteBuffer unsent = NOTHING;

    private boolean begun;
    private boolean heard;
    private @Nullable SSLException failure;
    private volatile Remote remote;
    private volatile boolean done;

    /** Failures are told to the log, if there is one. */
    Handshake(SocketStream raw, SSLEngine engine, Ciphertext in, @Nullable HandshakeLog log) {
        this.raw = raw;
        this.engine = engine;
        this.in = in;
        this.log = log;
        this.remote = raw.remote();
    }

    boolean isDone() {
        return done;
    }

    /** The other end; with its certificate, once that is known. */
    Remote remote() {
        return remote;
    }

    /**
     * Blocks until it is done.
     *
     * @throws SSLException if it fails; the message says why, for people
     */
    void run() throws IOException {
        if (done) {
            return;
        }
        if (failure != null) {
            throw failure;
        }
        try {
            if (!begun) {
                begun = true;
                engine.beginHandshake();
            }
            drive();
            remote = identified();
            done = true;
        } catch (SSLException e) {
            SSLException explained = HandshakeFailure.explained(e, engine.getPeerHost());
            failure = explained;
            tell(explained);
            throw explained;
        }
    }

    /** Does what the engine wants done until it wants nothing. */
    void drive() throws IOException {
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> runTasks();
                case NEED_WRAP -> wrap();
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> receive();
                case FINISHED, NOT_HANDSHAKING -> {
                    send();
                    return;
                }
            }
        }
    }

    private void runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    private void wrap() throws IOException {
        int most = engine.getSession().getPacketBufferSize();
        if (unsent.remaining() < most) {
            send();
            unsent = ByteBuffer.allocate(most + MOST_OF_A_FLIGHT);
        }
        SSLEngineResult result = engine.wrap(NOTHING, unsent);
        if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
            send();
            throw new SSLHandshakeException("it is closed");
        }
    }

    private void send() throws IOException {
        ByteBuffer said = unsent;
        unsent = NOTHING;
        raw.write(said.flip());
    }

    private void receive() throws IOException {
        checkIsTls();
        SSLEngineResult result = engine.unwrap(in.bytes(), NOTHING.duplicate());
        switch (result.getStatus()) {
            case BUFFER_UNDERFLOW -> {
                send();
                if (in.read() < 0) {
                    throw new SSLHandshakeException(HandshakeFailure.CLOSED_EARLY);
                }
            }
            case CLOSED -> throw new SSLHandshakeException(HandshakeFailure.CLOSED_EARLY);
            case BUFFER_OVERFLOW -> {
                engine.closeOutbound();
                throw new SSLHandshakeException("it sent data in the middle of the handshake");
            }
            case OK -> {}
        }
    }

    private void checkIsTls() throws SSLException {
        ByteBuffer bytes = in.bytes();
        if (heard || !bytes.hasRemaining()) {
            return;
        }
        heard = true;
        byte first = bytes.get(bytes.position());
        if (first != HANDSHAKE && first != ALERT) {
            throw new SSLException(HandshakeFailure.NOT_TLS);
        }
    }

    private Remote identified() throws SSLException {
        Remote plain = raw.remote();
        if (engine.getUseClientMode()) {
            return plain;
        }
        try {
            byte[] certificate = engine.getSession().getPeerCertificates()[0].getEncoded();
            return plain.with(Digest.of(MessageDigest.getInstance("SHA-256").digest(certificate)));
        } catch (SSLPeerUnverifiedException e) {
            return plain;
        } catch (CertificateEncodingException | NoSuchAlgorithmException e) {
            throw new SSLException("its certificate cannot be told from others", e);
        }
    }

    /** Says to the other side, and to the log, what is wrong. Closing over unread bytes would lose what is said. */
    private void tell(SSLException why) {
        if (log != null) {
            log.failed(raw.remote().address(), why);
        }
        try {
            if (HandshakeFailure.NOT_TLS.equals(why.getMessage())) {
                raw.write(ByteBuffer.wrap(NOT_TLS));
            } else {
                send();
                ByteBuffer alert = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
                engine.wrap(NOTHING, alert);
                raw.write(alert.flip());
            }
            raw.shutdownOutput();
            drain();
        } catch (IOException e) {
            // It does not listen.
        } finally {
            Closer.close(raw);
        }
    }

    private void drain() throws IOException {
        int drained = 0;
        int read = 0;
        while (read >= 0 && drained < MOST_DRAINED) {
            in.bytes().limit(0);
            read = in.read();
            drained += read;
        }
    }
}
