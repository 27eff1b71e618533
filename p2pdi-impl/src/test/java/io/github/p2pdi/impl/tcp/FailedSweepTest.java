package io.github.p2pdi.impl.tcp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.impl.conversation.FixedContext;
import io.github.p2pdi.impl.runtime.Threads;
import io.github.p2pdi.impl.runtime.Watchdog;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.testkit.RawClient;
import io.github.p2pdi.transport.TransportLimits;
import io.github.p2pdi.wire.Response;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A clock that throws when it is asked for the next deadline: those that stand are heeded still. */
class FailedSweepTest {
    private static final Duration LATER = Duration.ofSeconds(1);

    private final TransportLimits limits = TransportLimits.DEFAULT;
    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final FailingTime time = new FailingTime(clock);

    @ParameterizedTest
    @ValueSource(classes = {ConnectionGroup.class, Watchdog.class})
    void theNextHasHisDeadlineStill(Class<?> asker) throws Exception {
        try (EventLoops loops = new EventLoops(1, Threads.platform("loop"));
                TcpListener listener = open(loops);
                RawClient first = RawClient.connect(listener.address())) {
            loopHasItsTurn(listener);
            clock.advance(LATER);
            try (RawClient next = RawClient.connect(listener.address())) {
                loopHasItsTurn(listener);
                // Once for those who are late.
                time.fail(1, 1, asker);
                clock.advance(limits.firstByte().minus(LATER));
                // Closed in the turn behind the one in which it was found to be late.
                assertTrue(first.atEnd());
                assertTrue(time.hasFailed());
                clock.advance(LATER);
                assertTrue(next.atEnd());
            }
        }
    }

    private TcpListener open(EventLoops loops) throws IOException {
        return TcpListener.open(
                new FixedContext(time, limits),
                loops,
                PeerAddress.of("127.0.0.1", 0),
                exchange -> exchange.answer(Response.of(Status.OK)),
                () -> 0,
                any -> {});
    }

    private static void loopHasItsTurn(TcpListener listener) throws IOException {
        try (RawClient client = RawClient.connect(listener.address())) {
            client.send("hello x HTTP/1.1\r\n\r\n");
            assertTrue(client.receiveFrame().startsWith("HTTP/1.1 200 OK"));
        }
    }
}
