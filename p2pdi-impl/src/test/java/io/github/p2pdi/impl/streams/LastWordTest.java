package io.github.p2pdi.impl.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.impl.conversation.FixedContext;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.Listener;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.transport.TransportLimits;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Content;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Response;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How a connection ends whose other side takes nothing more, and what becomes of answers that come too late. */
class LastWordTest {
    private static final String REQUEST = "20        leave x HTTP/1.1\r\n\r\n";

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));

    private void whileServed(OneStream stream, Served test) throws Exception {
        try (Transport transport = P2PDI.openTransport(PeerConfig.builder()
                        .transport(new StreamTransportProvider("one", stream))
                        .time(clock)
                        .build());
                Listener listener = transport.listen(OneStream.ADDRESS, Exchange::hangUp)) {
            assertEquals(OneStream.ADDRESS, listener.address());
            test.run();
        }
    }

    private interface Served {
        void run() throws Exception;
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertTrue(latch.await(10, TimeUnit.SECONDS), "waited 10 s");
    }

    @Test
    void whoIsLateAndTakesNothingIsNotWaitedFor() throws Exception {
        OneStream stream = new OneStream("19   ");
        stream.takesNothing = true;
        whileServed(stream, () -> {
            await(stream.silent);
            clock.advance(TransportLimits.DEFAULT.wholeHead());
            await(stream.writing);
            clock.advance(Duration.ofSeconds(1));
            await(stream.closed);
        });
    }

    @Test
    void whoDoesNotHearTheGoodbyeIsNotWaitedFor() throws Exception {
        OneStream stream = new OneStream("nonsense, no frame");
        stream.hearsNoGoodbye = true;
        whileServed(stream, () -> {
            await(stream.goingSilent);
            clock.advance(Duration.ofSeconds(1));
            await(stream.closed);
        });
    }

    /** Both come in this order while the thread of the connection is with the handler. */
    @Test
    void theBodyOfAnAnswerThatComesWithTheEndIsClosed() throws Exception {
        OneStream stream = new OneStream(REQUEST);
        BlockingQueue<Exchange> asked = new LinkedBlockingQueue<>();
        CountDownLatch handled = new CountDownLatch(1);
        StreamConnection connection = new StreamConnection(
                new FixedContext(clock, TransportLimits.DEFAULT),
                stream,
                exchange -> {
                    asked.add(exchange);
                    awaitUninterruptibly(handled);
                },
                ended -> {});
        Thread serving = begin(connection);
        Exchange exchange = asked.take();
        CountDownLatch bodyClosed = new CountDownLatch(1);
        Response answer = answer(bodyClosed);
        Thread answering = begin(() -> exchange.answer(answer));
        answering.join();
        Thread closing = begin(connection::close);
        closing.join();
        handled.countDown();
        await(bodyClosed);
        serving.join();
    }

    private static Response answer(CountDownLatch closed) throws IOException {
        Content content = mock(Content.class);
        doAnswer(any -> {
                    closed.countDown();
                    return null;
                })
                .when(content)
                .close();
        return Response.of(Status.OK, Headers.NONE, new Body.Slice(content, 0, 1));
    }

    private static Thread begin(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
