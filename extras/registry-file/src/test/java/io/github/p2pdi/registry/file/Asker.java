package io.github.p2pdi.registry.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** One connection to a registration server, by the letter of the protocol and without the library. */
final class Asker implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int LENGTH_FIELD = 10;

    private final Socket socket;

    Asker(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
    }

    /** Asks, and gives the answer as it is: head and body. */
    String ask(String method, String host, String headers) throws IOException {
        byte[] message = (method + ' ' + host + " HTTP/1.1\r\n" + headers + "\r\n").getBytes(UTF_8);
        byte[] frame = new byte[LENGTH_FIELD + message.length];
        System.arraycopy(String.format("%-10d", message.length).getBytes(UTF_8), 0, frame, 0, LENGTH_FIELD);
        System.arraycopy(message, 0, frame, LENGTH_FIELD, message.length);
        socket.getOutputStream().write(frame);
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] length = new byte[LENGTH_FIELD];
        in.readFully(length);
        byte[] answer = new byte[Integer.parseInt(new String(length, UTF_8).trim())];
        in.readFully(answer);
        return new String(answer, UTF_8);
    }

    static boolean isOk(String answer) {
        return answer.startsWith("HTTP/1.1 200 ");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
