package io.github.p2pdi.benchmarks.load;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** The peers of a server: registers many of them, through the wire, many requests at a time over one connection. */
public final class Population {
    private static final int BATCH = 128;
    private static final String COOKIE = "\"cookie\": ";
    private static final int BUFFER = 64 << 10;

    private Population() {}

    /**
     * Registers peers.
     *
     * @param numbers gives the numbers in the host names
     * @return their cookies
     * @throws IOException if the server does not answer, or refuses one of them
     */
    public static long[] register(InetSocketAddress server, int count, LongSupplier numbers) throws IOException {
        long[] cookies = new long[count];
        NumberedRequest requests = new NumberedRequest(Wire.register(), numbers);
        try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
            socket.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER));
            for (int done = 0; done < count; done += BATCH) {
                int batch = Math.min(BATCH, count - done);
                send(socket.getOutputStream(), requests, batch);
                for (int i = 0; i < batch; i++) {
                    cookies[done + i] = cookie(frame(in));
                }
            }
        }
        return cookies;
    }

    /**
     * Asks one request.
     *
     * @return the answer, head and body
     * @throws IOException if there is none
     */
    public static String ask(InetSocketAddress server, byte[] request) throws IOException {
        try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
            socket.getOutputStream().write(request);
            return frame(new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER)));
        }
    }

    /**
     * Asks one request, and hangs up in the middle of the answer.
     *
     * @return the lines of the answer's head
     * @throws IOException if there is none
     */
    public static List<String> askForHead(InetSocketAddress server, byte[] request) throws IOException {
        try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
            socket.getOutputStream().write(request);
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            List<String> head = new ArrayList<>();
            for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
                head.add(line);
            }
            return head;
        }
    }

    private static void send(OutputStream out, NumberedRequest requests, int count) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(count * requests.next().remaining());
        for (int i = 0; i < count; i++) {
            all.put(requests.next());
        }
        out.write(all.array());
    }

    private static String frame(DataInputStream in) throws IOException {
        byte[] field = new byte[10];
        in.readFully(field);
        byte[] message = new byte[Integer.parseInt(new String(field, StandardCharsets.US_ASCII).trim())];
        in.readFully(message);
        return new String(message, StandardCharsets.UTF_8);
    }

    private static long cookie(String answer) throws IOException {
        int start = answer.indexOf(COOKIE);
        if (start < 0) {
            throw new IOException(
                    "register was answered: " + answer.lines().findFirst().orElse(""));
        }
        int end = answer.indexOf(',', start);
        return Long.parseLong(answer.substring(start + COOKIE.length(), end));
    }
}
