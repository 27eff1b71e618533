package io.github.p2pdi.impl.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.impl.sockets.SocketStream;
import io.github.p2pdi.testkit.DeafServer;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How large a buffer is that what comes waits in. */
class CiphertextTest {
    private static final int SMALL = 2 << 10;
    private static final int LARGE = 64 << 10;
    private static final int MUCH = 2 * LARGE;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whereItIsNotToStayLargeItIsSmallAgainBehindWhatWasMuch(boolean staysLarge) throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(DeafServer.anyPort());
                SocketChannel other = SocketChannel.open(server.getLocalAddress());
                SocketStream stream = SocketStream.accepted("tls", server.accept())) {
            Ciphertext in = new Ciphertext(stream, SMALL, LARGE, staysLarge);
            other.write(ByteBuffer.allocate(MUCH));
            for (int taken = 0; taken < MUCH; taken += take(in)) {
                in.fill();
            }
            assertTrue(in.bytes().capacity() > SMALL, "it has not grown");

            for (int i = 0; i < 2; i++) {
                other.write(ByteBuffer.allocate(1));
                in.fill();
                assertEquals(1, take(in));
            }
            assertEquals(!staysLarge, in.bytes().capacity() == SMALL);
        }
    }

    /** As of one who falls silent within a record. */
    @Test
    void itIsSmallAgainThoughTheFirstBytesOfARecordAreThere() throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(DeafServer.anyPort());
                SocketChannel other = SocketChannel.open(server.getLocalAddress());
                SocketStream stream = SocketStream.accepted("tls", server.accept())) {
            Ciphertext in = new Ciphertext(stream, SMALL, LARGE, false);
            other.write(ByteBuffer.allocate(MUCH));
            for (int left = MUCH - 1; left > 0; ) {
                in.fill();
                int count = Math.min(left, in.bytes().remaining());
                in.bytes().position(in.bytes().position() + count);
                left -= count;
            }
            assertTrue(in.bytes().capacity() > SMALL, "it has not grown");

            byte[] expected = {0, 1, 2};
            for (int i = 1; i < expected.length; i++) {
                other.write(ByteBuffer.wrap(expected, i, 1));
                in.fill();
            }
            while (in.bytes().remaining() < expected.length) {
                in.fill();
            }
            assertEquals(SMALL, in.bytes().capacity());
            assertEquals(ByteBuffer.wrap(expected), in.bytes());
        }
    }

    private static int take(Ciphertext in) {
        int count = in.bytes().remaining();
        in.bytes().position(in.bytes().limit());
        return count;
    }
}
