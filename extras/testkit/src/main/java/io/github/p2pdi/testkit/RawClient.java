package io.github.p2pdi.testkit;

import io.github.p2pdi.model.PeerAddress;
import java.io.EOFException;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/**
 * A client made of a plain TCP socket, for the tests of servers: it sends what it is told to, byte for byte, and checks nothing but frames.
 *
 * <pre>{@code
 * try (RawClient client = RawClient.connect(server.address())) {
 *     client.send("keepalive a HTTP/1.1\r\nPeer-Cookie: 99\r\n");
 *     assertEquals("HTTP/1.1 403 Forbidden", client.receiveFrame().lines().findFirst().orElseThrow());
 *     client.raw("-1        ");
 *     assertTrue(client.receiveFrame().startsWith("HTTP/1.1 400 "));
 *     assertTrue(client.atEnd());
 * }
 * }</pre>
 *
 * <p>What waits for the other side gives up after ten seconds, or what {@link #patience} says, with a
 * {@link java.net.SocketTimeoutException}. A connection that the other side reset shows as a {@link java.net.SocketException}.
 *
 * <p>One thread at a time for sending, one for receiving; any may close it.
 */
public final class RawClient implements AutoCloseable {
    private final Socket socket;
    private final PushbackInputStream in;

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new PushbackInputStream(socket.getInputStream());
    }

    /**
     * {@return a client connected to a server}
     *
     * @param to a TCP address
     * @throws IOException if nobody listens there
     */
    public static RawClient connect(PeerAddress to) throws IOException {
        return connect(new Socket(), to);
    }

    /**
     * {@return a client that takes little from the network unless it is read from: a slow reader}
     *
     * @param to a TCP address
     * @param receiveBufferBytes how much the network may hold for it, about
     * @throws IOException if nobody listens there
     */
    public static RawClient connect(PeerAddress to, int receiveBufferBytes) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(receiveBufferBytes);
        return connect(socket, to);
    }

    /**
     * {@return this} Sets how long to wait for bytes.
     *
     * @param longest more than zero
     * @throws IOException if the socket is broken
     */
    public RawClient patience(Duration longest) throws IOException {
        socket.setSoTimeout(Math.toIntExact(longest.toMillis()));
        return this;
    }

    /** {@return this end of the connection} */
    public PeerAddress local() {
        return PeerAddress.of(socket.getLocalAddress().getHostAddress(), socket.getLocalPort());
    }

    /**
     * Sends a message in a frame, in one write.
     *
     * @param message head, blank line and body, one byte (ISO-8859-1) a character
     * @throws IOException if the connection is broken
     */
    public void send(String message) throws IOException {
        raw(Frames.frame(message));
    }

    /**
     * Sends text as it is, in one write.
     *
     * @param text one byte (ISO-8859-1) a character
     * @throws IOException if the connection is broken
     */
    public void raw(String text) throws IOException {
        raw(Frames.bytes(text));
    }

    /**
     * Sends bytes as they are, in one write.
     *
     * @param bytes what to send
     * @throws IOException if the connection is broken
     */
    public void raw(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /**
     * {@return the message of the next frame, without its length field, one character (ISO-8859-1) a byte} Blocks until the frame is whole.
     *
     * @throws IOException if the connection ends before that, or what comes is no frame
     */
    public String receiveFrame() throws IOException {
        return Frames.text(receiveBytes());
    }

    /**
     * {@return the message of the next frame, without its length field} Blocks until the frame is whole.
     *
     * @throws IOException if the connection ends before that, or what comes is no frame
     */
    public byte[] receiveBytes() throws IOException {
        return Frames.read(in).orElseThrow(() -> new EOFException("the connection ended where a frame was awaited"));
    }

    /**
     * {@return the next bytes, whatever they mean} Blocks until there are as many.
     *
     * @param count how many
     * @throws IOException if the connection ends before that
     */
    public byte[] receive(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("the connection ended after " + bytes.length + " of " + count + " bytes");
        }
        return bytes;
    }

    /**
     * {@return whether the other side has ended the connection in good order, and all that it sent was received; no if it sends something more}
     * Blocks until one of them happens, and takes nothing.
     *
     * @throws IOException if neither happens, or the connection breaks
     */
    public boolean atEnd() throws IOException {
        int next = in.read();
        if (next >= 0) {
            in.unread(next);
        }
        return next < 0;
    }

    /**
     * Says that nothing more is sent; answers can still be received.
     *
     * @throws IOException if the connection is broken
     */
    public void halfClose() throws IOException {
        socket.shutdownOutput();
    }

    /**
     * Breaks the connection with a reset instead of closing it in good order.
     *
     * @throws IOException if the connection is broken already
     */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static RawClient connect(Socket socket, PeerAddress to) throws IOException {
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(Math.toIntExact(Patience.LIMIT.toMillis()));
            socket.connect(new InetSocketAddress(to.host(), to.port()), Math.toIntExact(Patience.LIMIT.toMillis()));
            return new RawClient(socket);
        } catch (IOException failure) {
            socket.close();
            throw failure;
        }
    }
}
