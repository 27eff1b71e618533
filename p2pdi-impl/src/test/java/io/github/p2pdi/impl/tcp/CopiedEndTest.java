package io.github.p2pdi.impl.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.impl.runtime.DirectContent;
import io.github.p2pdi.impl.runtime.SystemTime;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.testkit.RawClient;
import io.github.p2pdi.transport.Listener;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What is on its way straight from a document has arrived before the document is looked at last: as much as the system may hold is copied behind it. */
@EnabledOnOs(OS.LINUX)
class CopiedEndTest {
    private static final int STRAIGHT = 4 << 20;
    private static final int PIECE = 1 << 20;
    /** As much as a test may send. */
    private static final int MOST_BEHIND = 256 << 20;

    @Test
    void asMuchAsTheSystemMayHoldIsCopiedBehindWhatWentStraight() throws Exception {
        long behind;
        try (SystemTime time = new SystemTime()) {
            behind = new SystemBuffers(time).most();
        }
        assumeTrue(behind <= MOST_BEHIND, () -> "the system may hold " + behind + " bytes");
        Zeros document = new Zeros(behind + STRAIGHT);
        try (Transport transport = P2PDI.openTransport(PeerConfig.builder().build());
                Listener listener = transport.listen(
                        PeerAddress.of("127.0.0.1", 0),
                        exchange -> exchange.answer(
                                Response.of(Status.OK, Headers.NONE, new Body.Slice(document, 0, document.size()))));
                RawClient client = RawClient.connect(listener.address())) {
            client.send("getrfc x HTTP/1.1\r\nAccept: application/json\r\n\r\n");
            long received = 0;
            while (received < document.size()) {
                int count = (int) Math.min(PIECE, document.size() - received);
                assertEquals(count, client.receive(count).length);
                received += count;
            }
        }
        assertTrue(document.straightUpTo.get() > 0, "nothing went straight");
        assertTrue(
                document.straightUpTo.get() <= document.size() - behind,
                () -> document.straightUpTo + " of " + document.size() + " bytes went straight, " + behind
                        + " are to be copied");
        assertTrue(document.readFrom.get() <= document.size() - behind, () -> "read from " + document.readFrom);
    }

    /** A document without a file. */
    private static final class Zeros implements DirectContent {
        private final long size;
        private final AtomicLong straightUpTo = new AtomicLong();
        private final AtomicLong readFrom = new AtomicLong(Long.MAX_VALUE);

        Zeros(long size) {
            this.size = size;
        }

        @Override
        public boolean isDirect() {
            return true;
        }

        @Override
        public void check(long position) {}

        @Override
        public long transferTo(long position, long count, WritableByteChannel to) throws IOException {
            int taken = to.write(ByteBuffer.allocate((int) count));
            straightUpTo.accumulateAndGet(taken > 0 ? position + taken : 0, Math::max);
            return taken;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public int read(ByteBuffer into, long position) {
            int count = (int) Math.min(into.remaining(), size - position);
            into.put(new byte[count]);
            readFrom.accumulateAndGet(position, Math::min);
            return count;
        }

        @Override
        public void close() {}
    }
}
