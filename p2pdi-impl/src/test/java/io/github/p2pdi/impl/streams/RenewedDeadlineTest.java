package io.github.p2pdi.impl.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.github.p2pdi.impl.ForwardingTime;
import io.github.p2pdi.impl.codec.PseudoHttpCodec;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.transport.MessageListener;
import io.github.p2pdi.transport.TransportContext;
import io.github.p2pdi.transport.TransportLimits;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A deadline rings, and whoever is to say so has no thread yet. */
class RenewedDeadlineTest {
    private static final String REQUEST = "20        hello x HTTP/1.1\r\n\r\n";

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    /** Whether the clock throws when it is asked next. */
    private final AtomicBoolean failing = new AtomicBoolean();

    private final BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
    private final FedStream stream = new FedStream();
    private StreamConnection connection;
    private Thread serving;

    @BeforeEach
    void serve() {
        TransportContext context = mock(TransportContext.class);
        when(context.codec()).thenReturn(new PseudoHttpCodec());
        when(context.limits()).thenReturn(TransportLimits.DEFAULT);
        when(context.time()).thenReturn(new ForwardingTime(clock) {
            @Override
            public long nanos() {
                if (failing.getAndSet(false)) {
                    throw new IllegalStateException("as the test has it");
                }
                return super.nanos();
            }
        });
        when(context.executor()).thenReturn(waiting::add);
        when(context.defaultHeaders()).thenReturn(Headers.NONE);
        when(context.messages()).thenReturn(MessageListener.NONE);
        connection =
                new StreamConnection(context, stream, exchange -> exchange.answer(Response.of(Status.OK)), ended -> {});
        serving = new Thread(connection);
        serving.setDaemon(true);
        serving.start();
    }

    @AfterEach
    void end() throws InterruptedException {
        connection.close();
        serving.join();
    }

    private void awaitRead() throws InterruptedException {
        assertTrue(stream.reading.tryAcquire(10, TimeUnit.SECONDS), "waited 10 s for a read");
    }

    private void assertServed() throws InterruptedException {
        stream.feed(REQUEST);
        assertEquals(
                "HTTP/1.1 200 OK",
                stream.nextWritten().substring(10).lines().findFirst().orElseThrow());
        awaitRead();
    }

    @Test
    void whoeverHasAskedMeanwhileIsServedOn() throws Exception {
        awaitRead();
        clock.advance(TransportLimits.DEFAULT.firstByte());
        assertServed();

        assertEquals(1, waiting.size());
        waiting.take().run();
        assertTrue(stream.isOpen());
        assertServed();
    }

    @Test
    void whatTheLateOneSendsOnIsReadForAMomentSoThatTheLastWordArrives() throws Exception {
        awaitRead();
        stream.feed(REQUEST.substring(0, 5));
        awaitRead();
        clock.advance(TransportLimits.DEFAULT.wholeHead());
        waiting.take().run();
        assertEquals(
                "HTTP/1.1 408 Request Timeout",
                stream.nextWritten().substring(10).lines().findFirst().orElseThrow());
        assertEquals(0, stream.goodbye.getCount());

        stream.feed(REQUEST.substring(5));
        awaitRead();
        assertTrue(stream.isOpen());
        clock.advance(Duration.ofSeconds(1));
        waiting.take().run();
        assertFalse(stream.isOpen());
    }

    @Test
    void aStreamThatThrowsIsClosedAllTheSame() throws Exception {
        awaitRead();
        stream.feed(REQUEST.substring(0, 5));
        awaitRead();
        stream.onWrite = () -> {
            throw new IllegalStateException("as the test has it");
        };
        clock.advance(TransportLimits.DEFAULT.wholeHead());
        assertThrows(IllegalStateException.class, waiting.take()::run);
        assertFalse(stream.isOpen());
    }

    /** As nobody can tell that the timer rings too early. */
    @Test
    void aBarkThatComesTooEarlyIsNotTheLast() throws Exception {
        Duration early = Duration.ofSeconds(1);
        awaitRead();
        assertServed();
        clock.advance(early);
        assertServed();

        failing.set(true);
        clock.advance(TransportLimits.DEFAULT.idle().minus(early));
        waiting.remove().run();
        assertTrue(stream.isOpen());

        clock.advance(early);
        waiting.remove().run();
        assertFalse(stream.isOpen());
    }

    @Test
    void whereNobodyCanTellWhetherSomebodyIsLateHeIsGivenUp() throws Exception {
        awaitRead();
        clock.advance(TransportLimits.DEFAULT.firstByte());
        failing.set(true);
        assertThrows(IllegalStateException.class, waiting.remove()::run);
        assertFalse(stream.isOpen());
    }

    @Test
    void thenItIsGivenUpWhenItsNewDeadlineHasPassed() throws Exception {
        awaitRead();
        clock.advance(TransportLimits.DEFAULT.firstByte());
        assertServed();
        waiting.take().run();

        clock.advance(TransportLimits.DEFAULT.idle());
        waiting.take().run();
        assertFalse(stream.isOpen());
    }
}
