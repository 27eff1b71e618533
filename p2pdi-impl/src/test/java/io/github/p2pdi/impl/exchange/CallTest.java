package io.github.p2pdi.impl.exchange;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.error.PeerUnreachableException;
import io.github.p2pdi.impl.NewThread;
import io.github.p2pdi.impl.runtime.SystemTime;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.transport.Answers;
import io.github.p2pdi.transport.ClientConnection;
import io.github.p2pdi.transport.ExchangeHandler;
import io.github.p2pdi.transport.Listener;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ending a call from another thread. */
class CallTest {
    private static final PeerAddress NOWHERE = PeerAddress.of("127.0.0.1", 1);
    private static final Request REQUEST = new Request("getrfc", "a", Headers.NONE);

    private final SystemTime time = new SystemTime();
    private final CountDownLatch connecting = new CountDownLatch(1);
    private final Connections connections =
            new Connections(new Endless(), time, Duration.ofSeconds(5), Duration.ofSeconds(20));

    @AfterEach
    void close() {
        connections.close();
        time.close();
    }

    /** Connects for ever. */
    private final class Endless implements Transport {
        @Override
        public Listener listen(PeerAddress at, ExchangeHandler handler) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ClientConnection connect(PeerAddress to, Deadline deadline) throws PeerUnreachableException {
            connecting.countDown();
            try {
                new CountDownLatch(1).await();
                throw new AssertionError("that has no end");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new PeerUnreachableException(to, "interrupted", e);
            }
        }

        @Override
        public void close() {}
    }

    private Throwable ask(Call call) {
        try {
            connections.ask(
                    NOWHERE, REQUEST, Answers.ONE, connections.callTime(Duration.ofSeconds(20)), first -> 0, call);
            return new AssertionError("nobody answers");
        } catch (Exception e) {
            return Thread.currentThread().isInterrupted() ? new AssertionError("an interrupt is left", e) : e;
        }
    }

    @Test
    void aCallThatConnectsIsEndedAndLeavesNoInterrupt() throws Exception {
        Call call = new Call();
        CompletableFuture<Throwable> outcome = CompletableFuture.supplyAsync(() -> ask(call), new NewThread());
        assertTrue(connecting.await(10, TimeUnit.SECONDS));
        assertFalse(call.isCancelled());
        call.cancel();
        assertInstanceOf(PeerUnreachableException.class, outcome.get(10, TimeUnit.SECONDS));
        assertTrue(call.isCancelled());
    }

    @Test
    void aCallThatWasEndedDoesNotBegin() {
        Call call = new Call();
        call.cancel();
        assertThrows(
                CancellationException.class,
                () -> connections.ask(
                        NOWHERE, REQUEST, Answers.ONE, connections.callTime(Duration.ofSeconds(20)), first -> 0, call));
    }
}
