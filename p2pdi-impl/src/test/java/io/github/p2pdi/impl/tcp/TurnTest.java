package io.github.p2pdi.impl.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.testkit.RawClient;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.Listener;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The order of things in one turn of the event loop. Handlers run on the loop's thread, so one that waits holds it up. */
class TurnTest {
    private static final List<String> BOTH_FIRST = List.of("handled", "handled", "sent", "sent");
    private static final int ROUNDS = 100;
    private static final int MANY = 500;
    private static final int A_HANDFUL = 50;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> events = new ConcurrentLinkedQueue<>();
    private volatile CountDownLatch held = new CountDownLatch(1);
    private volatile CountDownLatch released = new CountDownLatch(1);

    private void handle(Exchange exchange) {
        switch (exchange.request().method()) {
            case "hold" -> hold();
            case "note" -> {
                events.add("handled");
                exchange.onEnd(outcome -> events.add("sent"));
            }
            case "many", "other" -> events.add(exchange.request().method());
            default -> {}
        }
        byte[] loop = Thread.currentThread().getName().getBytes(StandardCharsets.UTF_8);
        exchange.answer(Response.of(Status.OK, Headers.NONE, Body.of(ByteBuffer.wrap(loop))));
    }

    private void hold() {
        held.countDown();
        try {
            assertTrue(released.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private RawClient connect(Listener listener) throws IOException {
        RawClient client = RawClient.connect(listener.address());
        opened.add(0, client);
        return client;
    }

    private static String loopOf(RawClient client) throws IOException {
        client.send("loop x HTTP/1.1\r\n\r\n");
        String answer = client.receiveFrame();
        return answer.substring(answer.lastIndexOf('\n') + 1);
    }

    private RawClient onSameLoop(Listener listener, String loop) throws IOException {
        while (true) {
            RawClient client = connect(listener);
            if (loopOf(client).equals(loop)) {
                return client;
            }
        }
    }

    @AfterEach
    void close() throws Exception {
        released.countDown();
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Test
    void allThatHasComeIsHandledBeforeAnyOfItIsAnswered() throws Exception {
        Transport transport = P2PDI.openTransport(PeerConfig.defaults());
        opened.add(transport);
        Listener listener = transport.listen(PeerAddress.of("127.0.0.1", 0), this::handle);
        RawClient holder = connect(listener);
        String loop = loopOf(holder);
        RawClient one = onSameLoop(listener, loop);
        RawClient other = onSameLoop(listener, loop);
        boolean seen = false;
        // What is sent while the loop is held up has nearly always come when it goes on; so in one of many rounds it
        // has.
        for (int i = 0; i < ROUNDS && !seen; i++) {
            seen = orderOfTwo(holder, one, other).equals(BOTH_FIRST);
        }
        assertTrue(seen, "one was answered before the other was handled, each time");
    }

    private List<String> orderOfTwo(RawClient holder, RawClient one, RawClient other) throws Exception {
        events.clear();
        held = new CountDownLatch(1);
        released = new CountDownLatch(1);
        holder.send("hold x HTTP/1.1\r\n\r\n");
        assertTrue(held.await(30, TimeUnit.SECONDS));
        one.send("note x HTTP/1.1\r\n\r\n");
        other.send("note x HTTP/1.1\r\n\r\n");
        released.countDown();
        for (RawClient client : List.of(holder, one, other)) {
            client.receiveFrame();
            // The answer is out before it is told so; this one comes behind that.
            loopOf(client);
        }
        return List.copyOf(events);
    }

    @Test
    void nothingOfWhatWasSentAheadIsLostWhenAnotherListenerCloses() throws Exception {
        Transport transport = P2PDI.openTransport(PeerConfig.defaults());
        opened.add(transport);
        Listener listener = transport.listen(PeerAddress.of("127.0.0.1", 0), this::handle);
        RawClient client = connect(listener);
        loopOf(client);
        List<Thread> closing = new ArrayList<>();
        // One on each loop there may be.
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            Listener other = transport.listen(PeerAddress.of("127.0.0.1", 0), this::handle);
            closing.add(new Thread(other::close));
        }

        client.raw("19        hold x HTTP/1.1\r\n\r\n19        note");
        assertTrue(held.await(30, TimeUnit.SECONDS));
        client.raw(" x HTTP/1.1\r\n\r\n");
        closing.forEach(Thread::start);
        closing.forEach(TurnTest::awaitLoopOrEnd);
        released.countDown();
        for (Thread each : closing) {
            each.join();
        }
        assertEquals("HTTP/1.1 200 OK", firstLine(client.receiveFrame()));
        assertEquals("HTTP/1.1 200 OK", firstLine(client.receiveFrame()));
    }

    @Test
    void whoSendsManyRequestsAheadKeepsNobodyWaitingForAllOfThem() throws Exception {
        Transport transport = P2PDI.openTransport(PeerConfig.defaults());
        opened.add(transport);
        Listener listener = transport.listen(PeerAddress.of("127.0.0.1", 0), this::handle);
        RawClient many = connect(listener);
        RawClient other = onSameLoop(listener, loopOf(many));
        long before = MANY;
        // As above: what is sent while the loop is held up has nearly always come.
        for (int i = 0; i < ROUNDS && before > A_HANDFUL; i++) {
            before = handledBeforeOther(many, other);
        }
        assertTrue(before <= A_HANDFUL, before + " requests of one were handled before one of another, each time");
    }

    /** How many of those are handled that one sends ahead, from when another asks until that is handled. */
    private long handledBeforeOther(RawClient many, RawClient other) throws Exception {
        events.clear();
        held = new CountDownLatch(1);
        released = new CountDownLatch(1);
        many.raw("19        hold x HTTP/1.1\r\n\r\n" + "19        many x HTTP/1.1\r\n\r\n".repeat(MANY));
        assertTrue(held.await(30, TimeUnit.SECONDS));
        other.send("other x HTTP/1.1\r\n\r\n");
        released.countDown();
        other.receiveFrame();
        for (int i = 0; i <= MANY; i++) {
            many.receiveFrame();
        }
        return events.stream().takeWhile("many"::equals).count();
    }

    private static void awaitLoopOrEnd(Thread closing) {
        while (closing.getState() != Thread.State.TIMED_WAITING && closing.isAlive()) {
            Thread.onSpinWait();
        }
    }

    private static String firstLine(String frame) {
        return frame.lines().findFirst().orElse("");
    }
}
