package io.github.p2pdi.impl.tls;

import io.github.p2pdi.impl.sockets.SocketStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLException;

/**
 * What has come from a socket and is not decrypted yet. The buffer is small, and grows as long as each read fills it. Whoever waits for requests has it small again
 * when those that came have been taken but for less than that; whoever waits for answers leaves it as it is, as a large answer comes in many reads. One thread at a time.
 */
final class Ciphertext {
    private final SocketStream raw;
    private final int smallest;
    private final int largest;
    private final boolean staysLarge;
    private ByteBuffer bytes;

    Ciphertext(SocketStream raw, int smallest, int largest, boolean staysLarge) {
        this.raw = raw;
        this.smallest = smallest;
        this.largest = largest;
        this.staysLarge = staysLarge;
        this.bytes = ByteBuffer.allocate(smallest).limit(0);
    }

    /** To be taken from. */
    ByteBuffer bytes() {
        return bytes;
    }

    /**
     * Waits for more.
     *
     * @throws SSLException if there is none: an end that TLS has not announced may be anybody's
     */
    void fill() throws IOException {
        if (read() < 0) {
            throw new SSLException("it was cut off: it ended without a close_notify");
        }
    }

    /** Waits for more; -1 if there is none. */
    int read() throws IOException {
        boolean full = bytes.limit() == bytes.capacity();
        if (full && bytes.capacity() < largest) {
            bytes = ByteBuffer.allocate(bytes.capacity() * 2).put(bytes);
        } else if (!full && !staysLarge && bytes.remaining() < smallest && bytes.capacity() > smallest) {
            bytes = ByteBuffer.allocate(smallest).put(bytes);
        } else {
            bytes.compact();
        }
        try {
            return raw.read(bytes);
        } finally {
            bytes.flip();
        }
    }
}
