package io.github.p2pdi.impl.memory;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.Transports;
import io.github.p2pdi.error.AddressUnavailableException;
import io.github.p2pdi.error.ExchangeTimeoutException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.PeerUnreachableException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.transport.Answers;
import io.github.p2pdi.transport.ClientConnection;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.Incoming;
import io.github.p2pdi.transport.LinkFault;
import io.github.p2pdi.transport.Listener;
import io.github.p2pdi.transport.MemoryNetwork;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Content;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What can be made to go wrong in a memory network goes wrong as it says, to the byte, and on the clock of the nodes alone. */
class MemoryNetworkTest {
    private static final int SIZE = 10_000;
    private static final byte[] DOCUMENT = bytes();
    private static final PeerAddress ANYWHERE = new PeerAddress("memory", "127.0.0.1", 0);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final MemoryNetwork network = Transports.memory();
    private final Transport transport;
    private final ExecutorService background = Executors.newCachedThreadPool();
    /** Who was asked for what, in the order in which it came. */
    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

    private Listener listener;

    MemoryNetworkTest() throws P2pdiException {
        transport = P2PDI.openTransport(
                PeerConfig.builder().transport(network).time(clock).build());
    }

    @BeforeEach
    void listen() throws P2pdiException {
        listener = transport.listen(ANYWHERE, this::answer);
    }

    @AfterEach
    void close() {
        transport.close();
        background.shutdownNow();
    }

    private void answer(Exchange exchange) {
        asked.add(exchange.request().method());
        exchange.answer(Response.of(
                Status.OK,
                Headers.NONE,
                new Body.Bytes(List.of(ByteBuffer.wrap(DOCUMENT).asReadOnlyBuffer()))));
    }

    private ClientConnection connect() throws P2pdiException {
        return transport.connect(listener.address(), Deadline.in(clock, Duration.ofSeconds(5)));
    }

    private Incoming ask(ClientConnection connection, String method) throws P2pdiException {
        return connection.send(
                new Request(method, "127.0.0.1", Headers.NONE),
                Answers.ONE,
                Deadline.in(clock, Duration.ofSeconds(10)));
    }

    private static byte[] bytes() {
        byte[] bytes = new byte[SIZE];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static ByteBuffer readAll(Incoming answer) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(SIZE + 1);
        int read = 0;
        while (read >= 0) {
            read = answer.read(all);
        }
        return all.flip();
    }

    private void assertServed() throws Exception {
        try (ClientConnection connection = connect()) {
            assertEquals(ByteBuffer.wrap(DOCUMENT), readAll(ask(connection, "good")));
        }
    }

    /** The turn of the connection lasts until both wait for it. */
    @Test
    void theBodyOfAnAnswerThatComesWithTheEndIsClosed() throws Exception {
        CountDownLatch handled = new CountDownLatch(1);
        CountDownLatch bodyClosed = new CountDownLatch(1);
        BlockingQueue<Exchange> exchanges = new LinkedBlockingQueue<>();
        Listener slow = transport.listen(ANYWHERE, exchange -> {
            exchanges.add(exchange);
            assertDoesNotThrow(() -> handled.await());
        });
        try (ClientConnection connection =
                transport.connect(slow.address(), Deadline.in(clock, Duration.ofSeconds(5)))) {
            Future<Incoming> asking = background.submit(() -> ask(connection, "slow"));
            Exchange exchange = exchanges.take();
            network.fault(slow.address(), LinkFault.refuse());
            exchange.answer(Response.of(Status.OK, Headers.NONE, new Body.Slice(content(bodyClosed), 0, 1)));
            handled.countDown();
            assertTrue(bodyClosed.await(10, TimeUnit.SECONDS));
            assertThrows(ExecutionException.class, asking::get);
        }
    }

    private static Content content(CountDownLatch closed) throws IOException {
        Content content = mock(Content.class);
        doAnswer(any -> {
                    closed.countDown();
                    return null;
                })
                .when(content)
                .close();
        return content;
    }

    @Test
    void aHostThatIsFullIsToldSo() throws Exception {
        for (int port = 49_153; port <= 65_535; port++) {
            transport.listen(ANYWHERE, this::answer);
        }
        AddressUnavailableException e =
                assertThrows(AddressUnavailableException.class, () -> transport.listen(ANYWHERE, this::answer));
        assertEquals("cannot listen at " + ANYWHERE + ": all ports of 127.0.0.1 are taken", e.getMessage());
        assertThrows(PeerUnreachableException.class, this::connect);
        listener.close();
        listener = transport.listen(ANYWHERE, this::answer);
    }

    @Test
    void whatIsRefusedIsRefusedUntilItIsHealed() throws Exception {
        network.fault(listener.address(), LinkFault.refuse());
        assertThrows(PeerUnreachableException.class, this::connect);
        network.heal(listener.address());
        assertServed();
    }

    @Test
    void faultIsMetOnConnectionsThatStandAlready() throws Exception {
        ClientConnection connection = connect();
        readAll(ask(connection, "before"));
        network.fault(listener.address(), LinkFault.refuse());
        assertThrows(ExchangeTimeoutException.class, () -> ask(connection, "behind"));
        assertFalse(connection.reusable());
    }

    @Test
    void answerIsCutToTheByte() throws Exception {
        assertEquals(4_000, bodyBytesOfAnswerCutAt(9_000) - bodyBytesOfAnswerCutAt(5_000));
    }

    private int bodyBytesOfAnswerCutAt(long bytes) throws P2pdiException {
        network.fault(listener.address(), LinkFault.cut(bytes));
        try (ClientConnection connection = connect()) {
            Incoming answer = ask(connection, "cut");
            ByteBuffer some = ByteBuffer.allocate(SIZE);
            assertThrows(ExchangeTimeoutException.class, () -> {
                while (true) {
                    answer.read(some);
                }
            });
            return some.position();
        }
    }

    @Test
    void requestThatIsCutIsNeverHandledNorAnswered() throws Exception {
        network.fault(listener.address(), LinkFault.cut(20).ofRequests());
        try (ClientConnection connection = connect()) {
            assertThrows(ExchangeTimeoutException.class, () -> ask(connection, "cut"));
        }
        network.heal(listener.address());
        assertServed();
        assertEquals("good", asked.poll());
    }

    @Test
    void answerThatStallsEndsAtTheDeadlineOfWhoWaits() throws Exception {
        network.fault(listener.address(), LinkFault.stall(0));
        try (ClientConnection connection = connect()) {
            Future<Incoming> waiting = background.submit(() -> ask(connection, "stalled"));
            assertEquals("stalled", asked.poll(10, TimeUnit.SECONDS));
            clock.advance(Duration.ofMillis(9_999));
            assertFalse(waiting.isDone());
            clock.advance(Duration.ofMillis(1));
            Exception failure = assertThrows(Exception.class, () -> waiting.get(10, TimeUnit.SECONDS));
            assertTrue(failure.getCause() instanceof ExchangeTimeoutException, failure.toString());
        }
    }

    @Test
    void slowAnswerIsWholeWhenItsTimeHasPassedAndNotBefore() throws Exception {
        network.fault(listener.address(), LinkFault.slow(1_000));
        try (ClientConnection connection = connect()) {
            Future<Incoming> head = background.submit(() -> ask(connection, "slow"));
            assertEquals("slow", asked.poll(10, TimeUnit.SECONDS));
            clock.advance(Duration.ofSeconds(1));
            Incoming answer = head.get(10, TimeUnit.SECONDS);
            Future<ByteBuffer> whole = background.submit(() -> readAll(answer));
            clock.advance(Duration.ofSeconds(9));
            assertFalse(whole.isDone());
            clock.advance(Duration.ofSeconds(1));
            assertEquals(ByteBuffer.wrap(DOCUMENT), whole.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void oneBitComesWrong() throws Exception {
        network.fault(listener.address(), LinkFault.corrupt(SIZE));
        try (ClientConnection connection = connect()) {
            ByteBuffer come = readAll(ask(connection, "corrupt"));
            assertEquals(SIZE, come.remaining());
            int at = come.mismatch(ByteBuffer.wrap(DOCUMENT));
            assertEquals(DOCUMENT[at] ^ 1, come.get(at));
            assertEquals(-1, come.position(at + 1).mismatch(ByteBuffer.wrap(DOCUMENT, at + 1, SIZE - at - 1)));
        }
    }

    @Test
    void whatIsAskedIsAskedTwice() throws Exception {
        network.fault(listener.address(), LinkFault.duplicate());
        assertServed();
        assertEquals("good", asked.poll(10, TimeUnit.SECONDS));
        assertEquals("good", asked.poll(10, TimeUnit.SECONDS));
    }

    @Test
    void laterConnectionOvertakesTheOneBefore() throws Exception {
        network.fault(listener.address(), LinkFault.reorder(1_000));
        try (ClientConnection first = connect();
                ClientConnection second = connect()) {
            Future<Incoming> waiting = background.submit(() -> ask(first, "first"));
            readAll(ask(second, "second"));
            readAll(waiting.get(10, TimeUnit.SECONDS));
            assertEquals("second", asked.poll());
            assertEquals("first", asked.poll());
        }
    }

    @Test
    void connectionThatNobodyOvertakesIsLetThroughInTheEnd() throws Exception {
        network.fault(listener.address(), LinkFault.reorder(1_000));
        try (ClientConnection alone = connect()) {
            Future<Incoming> waiting = background.submit(() -> ask(alone, "alone"));
            clock.advance(Duration.ofMillis(999));
            assertFalse(waiting.isDone());
            clock.advance(Duration.ofMillis(1));
            readAll(waiting.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void faultsThatCannotHappenAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> LinkFault.slow(0));
        assertThrows(IllegalArgumentException.class, () -> LinkFault.cut(-1));
        assertThrows(IllegalArgumentException.class, () -> network.fault(listener.address()));
    }

    @Test
    void nobodyWaitsForAConnectionThatIsIdle() throws Exception {
        long before = threads();
        for (int i = 0; i < 500; i++) {
            readAll(ask(connect(), "idle"));
        }
        assertTrue(threads() - before < 50, threads() + " threads, " + before + " before");
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("p2pdi-worker-"))
                .count();
    }
}
