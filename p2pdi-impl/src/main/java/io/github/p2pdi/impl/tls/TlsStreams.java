package io.github.p2pdi.impl.tls;

import io.github.p2pdi.impl.runtime.Closer;
import io.github.p2pdi.impl.runtime.Watchdog;
import io.github.p2pdi.impl.sockets.Dialer;
import io.github.p2pdi.impl.sockets.Reasons;
import io.github.p2pdi.impl.sockets.SocketAcceptor;
import io.github.p2pdi.impl.sockets.SocketStream;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.transport.ByteStream;
import io.github.p2pdi.transport.ByteStreams;
import io.github.p2pdi.transport.TlsConfig;
import io.github.p2pdi.transport.TransportContext;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** Connects and accepts by TLS. Hands are shaken in {@link #connect} by a client, and by a server on the thread of the connection, so that nobody waits in {@code accept}. */
final class TlsStreams implements ByteStreams {
    private static final String[] PROTOCOLS = {"TLSv1.3"};
    private static final int SEND_BUFFER = 512 << 10;

    private final TlsConfig config;
    private final TlsContexts contexts;
    private final TransportContext context;
    private final HandshakeLog log;

    TlsStreams(TlsConfig config, TlsContexts contexts, TransportContext context) {
        this.config = config;
        this.contexts = contexts;
        this.context = context;
        this.log = new HandshakeLog(context.time());
        checkContext();
    }

    /** Now, and not with the first who connects. */
    private void checkContext() {
        try {
            SSLEngine unused = engine();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new IllegalStateException("TLS 1.3 cannot be spoken with this SSLContext: " + e.getMessage(), e);
        }
    }

    @Override
    public ByteStream connect(PeerAddress to, Deadline deadline) throws IOException {
        SocketStream raw;
        try {
            raw = Dialer.dial(context, to, deadline);
        } catch (IOException e) {
            throw new IOException(Reasons.of(e), e);
        }
        boolean whole = false;
        try (Watchdog watchdog = new Watchdog(context.time(), () -> Closer.close(raw))) {
            watchdog.arm(context.time().nanos() + deadline.nanosLeft());
            TlsStream stream = TlsStream.ofClient(raw, engine(to));
            stream.shakeHands();
            whole = true;
            return stream;
        } catch (IOException e) {
            throw deadline.hasPassed() ? new IOException("no TLS handshake in time", e) : e;
        } finally {
            // A trust manager may throw anything, and the JDK's own does where it trusts nobody.
            if (!whole) {
                Closer.close(raw);
            }
        }
    }

    @Override
    public Acceptor bind(PeerAddress at) throws IOException {
        if (!config.canListen()) {
            throw new IOException("to listen by TLS takes a certificate: give TlsConfig.certificate, or --tls-cert and"
                    + " --tls-key");
        }
        try {
            return SocketAcceptor.bind(at, context.time(), channel -> accepted(at.scheme(), channel));
        } catch (IOException e) {
            throw new IOException(Reasons.of(e), e);
        }
    }

    private ByteStream accepted(String scheme, SocketChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
        return TlsStream.ofServer(SocketStream.accepted(scheme, channel), engine(), log);
    }

    private SSLEngine engine(PeerAddress to) {
        SSLEngine engine = contexts.current().createSSLEngine(to.host(), to.port());
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        if (config.pins().isEmpty()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    private SSLEngine engine() {
        SSLEngine engine = contexts.current().createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        switch (config.clientCertificates()) {
            case NONE -> parameters.setNeedClientAuth(false);
            case OPTIONAL -> parameters.setWantClientAuth(true);
            case REQUIRED -> parameters.setNeedClientAuth(true);
        }
        engine.setSSLParameters(parameters);
        return engine;
    }
}
