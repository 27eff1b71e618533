package io.github.p2pdi.impl.sockets;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.testkit.RawClient;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SocketAcceptorTest {
    @Test
    void aConnectionThatNoStreamCanBeMadeOfIsClosed() throws IOException {
        SocketAcceptor.Accepted failing = channel -> {
            throw new OutOfMemoryError("as the test has it");
        };
        try (SocketAcceptor acceptor =
                        SocketAcceptor.bind(PeerAddress.of("127.0.0.1", 0), new ManualClock(Instant.EPOCH), failing);
                RawClient client = RawClient.connect(acceptor.address())) {
            assertThrows(OutOfMemoryError.class, acceptor::accept);
            assertTrue(client.atEnd());
        }
    }
}
