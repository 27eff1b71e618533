package io.github.p2pdi.impl.tcp;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;

import io.github.p2pdi.impl.conversation.FixedContext;
import io.github.p2pdi.impl.runtime.SystemTime;
import io.github.p2pdi.impl.runtime.Threads;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.testkit.RawClient;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.TransportLimits;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A handler on the loop that accepts closes its listener, and in the same turn somebody is to be accepted. */
class ClosingListenerTest {
    /** Ends nobody for his silence. */
    private static final TransportLimits PATIENT =
            TransportLimits.DEFAULT.toBuilder().firstByte(Duration.ofMinutes(5)).build();

    private final CompletableFuture<TcpListener> opened = new CompletableFuture<>();
    private final CompletableFuture<RawClient> late = new CompletableFuture<>();

    @Test
    void whoeverIsAcceptedBehindACloseIsClosed() throws Exception {
        try (SystemTime time = new SystemTime();
                EventLoops loops = new EventLoops(2, Threads.platform("loop"))) {
            TcpListener listener = TcpListener.open(
                    new FixedContext(time, PATIENT),
                    loops,
                    PeerAddress.of("127.0.0.1", 0),
                    this::handle,
                    () -> 0,
                    any -> {});
            // The next connection is on the loop that accepts, and the one behind it on the other.
            loops.next();
            try (RawClient client = RawClient.connect(listener.address())) {
                opened.complete(listener);
                client.send("hello x HTTP/1.1\r\n\r\n");
                try (RawClient behind = late.get(10, TimeUnit.SECONDS)) {
                    assertTrue(behind.atEnd());
                }
            }
        }
    }

    private void handle(Exchange exchange) {
        try {
            TcpListener listener = opened.join();
            RawClient behind = RawClient.connect(listener.address());
            listener.close();
            listener.ready(mock(SelectionKey.class));
            late.complete(behind);
        } catch (IOException e) {
            late.completeExceptionally(e);
        }
        exchange.hangUp();
    }
}
