package io.github.p2pdi.benchmarks.load;

import java.nio.charset.StandardCharsets;

/** Requests in our protocol, with the headers that its peers send. */
public final class Wire {
    private static final String DEFAULTS =
            "Host: 127.0.0.1\r\nOS: Linux 6.1.0\r\nDate: Sun, 22 Nov 2026 20:06:55 GMT\r\n\r\n";

    private Wire() {}

    /** {@return a frame with the start line and headers given, each of which ends in CR LF, and those that everybody sends} */
    public static byte[] frame(String head) {
        byte[] message = (head + DEFAULTS).getBytes(StandardCharsets.UTF_8);
        byte[] length = String.format("%-10d", message.length).getBytes(StandardCharsets.US_ASCII);
        byte[] frame = new byte[length.length + message.length];
        System.arraycopy(length, 0, frame, 0, length.length);
        System.arraycopy(message, 0, frame, length.length, message.length);
        return frame;
    }

    /** {@return the frame of a {@code register} whose host has eight digits to be filled in} */
    public static byte[] register() {
        return frame("register h########.example HTTP/1.1\r\nPort: 4001\r\n");
    }

    /** {@return the frame of a {@code keepalive} with nineteen digits of a cookie to be filled in} */
    public static byte[] keepalive() {
        return frame("keepalive h.example HTTP/1.1\r\nPeer-Cookie: ###################\r\n");
    }

    /** {@return the frame of a {@code keepalive} with that cookie} */
    public static byte[] keepalive(long cookie) {
        return frame("keepalive h.example HTTP/1.1\r\nPeer-Cookie: " + cookie + "\r\n");
    }

    /** {@return the frame of a {@code pquery} with that cookie and these headers, each of which ends in CR LF} */
    public static byte[] pquery(long cookie, String headers) {
        return frame("pquery h.example HTTP/1.1\r\nPeer-Cookie: " + cookie + "\r\n" + headers);
    }
}
