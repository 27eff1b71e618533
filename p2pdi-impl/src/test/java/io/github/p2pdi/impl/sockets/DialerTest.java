package io.github.p2pdi.impl.sockets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.transport.TransportContext;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that nobody resolves in time, as the one who would is never let run. */
class DialerTest {
    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));

    @ParameterizedTest
    @ValueSource(strings = {"worker", "worker-2", "10.0.0.999", "peer.1"})
    void aNameIsResolvedByAnotherThreadUntilTheDeadline(String host) {
        List<Runnable> lookups = new ArrayList<>();
        TransportContext context = mock(TransportContext.class);
        when(context.executor()).thenReturn(lookups::add);
        when(context.time()).thenReturn(clock);
        Deadline deadline = Deadline.in(clock, Duration.ofSeconds(1));
        clock.advance(Duration.ofSeconds(1));

        IOException late =
                assertThrows(IOException.class, () -> Dialer.dial(context, new PeerAddress("tcp", host, 1), deadline));
        assertEquals("its name was not resolved in time", late.getMessage());
        assertEquals(1, lookups.size());
    }
}
