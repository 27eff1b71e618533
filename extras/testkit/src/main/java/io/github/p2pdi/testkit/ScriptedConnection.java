package io.github.p2pdi.testkit;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection of a {@link ScriptedPeer}, and what steps can do with it. One thread at a time. */
final class ScriptedConnection {
    private final Socket socket;
    private final InputStream in;
    private final Consumer<String> received;
    private String lastExpected = "";
    private int mostInAPiece = Integer.MAX_VALUE;
    private @Nullable Semaphore permits;

    ScriptedConnection(Socket socket, Consumer<String> received) throws IOException {
        socket.setTcpNoDelay(true);
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.received = received;
    }

    void expect() throws IOException {
        lastExpected = Frames.text(Frames.read(in).orElseThrow(() -> new EOFException("no more requests")));
        received.accept(lastExpected);
    }

    String lastExpected() {
        return lastExpected;
    }

    void send(byte[] bytes) throws IOException, InterruptedException {
        for (int at = 0; at < bytes.length; ) {
            if (permits != null) {
                permits.acquire();
            }
            int piece = Math.min(mostInAPiece, bytes.length - at);
            socket.getOutputStream().write(bytes, at, piece);
            at += piece;
        }
    }

    void pieces(int most) {
        mostInAPiece = most;
    }

    void paced(Semaphore each) {
        permits = each;
    }

    void halfClose() throws IOException {
        socket.shutdownOutput();
    }

    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    boolean isOpen() {
        return !socket.isClosed();
    }

    void close() throws IOException {
        socket.close();
    }
}
