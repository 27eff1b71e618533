package io.github.p2pdi.impl.sockets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.testkit.DeafServer;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.transport.TransportContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DialerTest {
    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));

    /** As the one who would resolve it is never let run. */
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

    private TransportContext onClock() {
        TransportContext context = mock(TransportContext.class);
        when(context.time()).thenReturn(clock);
        return context;
    }

    private static InetAddress ip(String literal) throws IOException {
        return InetAddress.getByName(literal);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void anInterruptIsToldThoughAnAddressDidNotAnswerBefore() throws Exception {
        try (DeafServer first = DeafServer.full(new InetSocketAddress(ip("127.0.0.2"), 0));
                DeafServer unused = DeafServer.full(new InetSocketAddress(
                        ip("127.0.0.3"), first.address("tcp").port()))) {
            List<InetAddress> both = List.of(ip("127.0.0.2"), ip("127.0.0.3"));
            PeerAddress host =
                    new PeerAddress("tcp", "both.example", first.address("tcp").port());
            Deadline deadline = Deadline.in(clock, Duration.ofSeconds(10));
            FutureTask<SocketStream> dialing = new FutureTask<>(() -> Dialer.dial(onClock(), both, host, deadline));
            Thread caller = new Thread(dialing);
            caller.start();
            for (int address = 0; address < 2; address++) {
                while (clock.pendingTasks() == 0 && !dialing.isDone()) {
                    Thread.onSpinWait();
                }
                if (address == 0) {
                    clock.advance(Duration.ofSeconds(5));
                }
            }
            caller.interrupt();
            ExecutionException e = assertThrows(ExecutionException.class, () -> dialing.get(10, TimeUnit.SECONDS));
            assertInstanceOf(ClosedByInterruptException.class, e.getCause());
        }
    }

    /** Two addresses on one port are to be had without asking on Linux alone. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void anAddressThatDoesNotAnswerLeavesTheNextItsShareOfTheTime() throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(DeafServer.anyPort())) {
            int port = server.socket().getLocalPort();
            List<InetAddress> both = List.of(ip("127.0.0.2"), ip("127.0.0.1"));
            PeerAddress host = new PeerAddress("tcp", "both.example", port);
            Deadline deadline = Deadline.in(clock, Duration.ofSeconds(10));
            try (DeafServer unused = DeafServer.full(new InetSocketAddress(both.get(0), port))) {
                FutureTask<SocketStream> dialing = new FutureTask<>(() -> Dialer.dial(onClock(), both, host, deadline));
                new Thread(dialing).start();
                while (clock.pendingTasks() == 0 && !dialing.isDone()) {
                    Thread.onSpinWait();
                }
                clock.advance(Duration.ofSeconds(5));
                try (SocketStream stream = dialing.get(10, TimeUnit.SECONDS)) {
                    assertEquals("127.0.0.1", stream.remote().address().host());
                }
            }
        }
    }
}
