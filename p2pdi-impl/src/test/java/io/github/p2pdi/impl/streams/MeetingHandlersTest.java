package io.github.p2pdi.impl.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.ExchangeHandler;
import io.github.p2pdi.transport.Listener;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.wire.Response;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Exchanger;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Handlers of two connections that run at the same time and reach for each other's. */
class MeetingHandlersTest {
    private static final String REQUEST = "20        leave x HTTP/1.1\r\n\r\n";

    private final BlockingQueue<Exchange.Outcome> ends = new LinkedBlockingQueue<>();
    private final Exchanger<Exchange> meeting = new Exchanger<>();

    private Exchange others(Exchange own) {
        try {
            own.onEnd(ends::add);
            return meeting.exchange(own);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void whileTwoAsk(ExchangeHandler handler, CompletableFuture<Listener> itself, Asked test) throws Exception {
        QueuedStreams streams = new QueuedStreams();
        try (Transport transport = P2PDI.openTransport(
                PeerConfig.builder().transport(streams.provider()).build())) {
            itself.complete(transport.listen(QueuedStreams.ADDRESS, handler));
            List<FedStream> two = List.of(new FedStream(), new FedStream());
            for (FedStream each : two) {
                each.feed(REQUEST);
                streams.arrive(each);
            }
            test.of(two);
        }
    }

    private interface Asked {
        void of(List<FedStream> two) throws Exception;
    }

    @Test
    void eachMayAnswerTheOther() throws Exception {
        whileTwoAsk(exchange -> others(exchange).answer(Response.of(Status.OK)), new CompletableFuture<>(), two -> {
            for (FedStream each : two) {
                String answer = each.nextWritten();
                assertTrue(answer.contains("HTTP/1.1 200 OK"), answer);
            }
            assertEquals(Exchange.Outcome.SENT, ends.poll(10, TimeUnit.SECONDS));
            assertEquals(Exchange.Outcome.SENT, ends.poll(10, TimeUnit.SECONDS));
        });
    }

    @Test
    void bothMayCloseTheirListener() throws Exception {
        CompletableFuture<Listener> itself = new CompletableFuture<>();
        whileTwoAsk(
                exchange -> {
                    others(exchange);
                    itself.join().close();
                },
                itself,
                two -> {
                    for (FedStream each : two) {
                        assertTrue(each.awaitClosed(), "waited 10 s");
                    }
                    assertEquals(Exchange.Outcome.CLOSED, ends.poll(10, TimeUnit.SECONDS));
                    assertEquals(Exchange.Outcome.CLOSED, ends.poll(10, TimeUnit.SECONDS));
                });
    }
}
