package io.github.p2pdi.impl.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.testkit.Script;
import io.github.p2pdi.testkit.ScriptedPeer;
import io.github.p2pdi.transport.Answers;
import io.github.p2pdi.transport.ClientConnection;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How long a connection is kept that nobody uses: the other side may be gone without a word. */
class KeptAgeTest {
    private static final PeerAddress HERE = PeerAddress.of("127.0.0.1", 1);
    private static final PeerAddress THERE = PeerAddress.of("127.0.0.1", 2);
    private static final Duration LONG = Duration.ofMinutes(5);

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final IdleConnections idle = new IdleConnections(clock);

    private static ClientConnection connection(PeerAddress to) {
        ClientConnection connection = mock(ClientConnection.class);
        when(connection.remote()).thenReturn(to);
        when(connection.reusable()).thenReturn(true);
        return connection;
    }

    @Test
    void whatWasKeptAMomentAgoIsUsedAgain() {
        ClientConnection kept = connection(HERE);
        idle.keep(kept);
        clock.advance(Duration.ofMinutes(1));
        assertSame(kept, idle.take(HERE));
        idle.keep(kept);
        clock.advance(Duration.ofMinutes(1));
        assertSame(kept, idle.take(HERE));
        verify(kept, never()).close();
    }

    @Test
    void whatWasKeptLongAgoIsClosedWhenItIsAskedFor() {
        ClientConnection old = connection(HERE);
        idle.keep(old);
        clock.advance(LONG);
        assertNull(idle.take(HERE));
        verify(old).close();
    }

    @Test
    void whatWasKeptLongAgoIsClosedWhenAnyOtherIsUsed() {
        ClientConnection old = connection(HERE);
        ClientConnection alsoOld = connection(HERE);
        ClientConnection other = connection(THERE);
        idle.keep(old);
        idle.keep(alsoOld);
        clock.advance(LONG);
        idle.keep(other);
        verify(old).close();
        verify(alsoOld).close();
        clock.advance(LONG);
        assertNull(idle.take(HERE));
        verify(other).close();
    }

    @Test
    void whatIsUsedOftenLeavesNothingOldBehindIt() {
        ClientConnection old = connection(HERE);
        idle.keep(old);
        clock.advance(LONG);
        ClientConnection young = connection(HERE);
        idle.keep(young);
        verify(old).close();
        assertSame(young, idle.take(HERE));
    }

    @Test
    void whoIsAskedAgainMuchLaterIsConnectedToAgain() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.start(Script.begin()
                        .expect()
                        .answer("HTTP/1.1 200 OK\r\n\r\n")
                        .repeated());
                Transport transport =
                        P2PDI.openTransport(PeerConfig.builder().time(clock).build());
                Connections connections =
                        new Connections(transport, clock, Duration.ofSeconds(5), Duration.ofSeconds(20))) {
            for (int asked = 1; asked <= 2; asked++) {
                connections.ask(
                        peer.address(),
                        new Request("keepalive", "a", Headers.NONE),
                        Answers.ONE,
                        first -> first.head().status());
                assertEquals(asked, peer.connections());
                clock.advance(LONG);
            }
        }
    }
}
