package io.github.p2pdi.impl.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.impl.codec.PseudoHttpCodec;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.testkit.Frames;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.Exchange.Outcome;
import io.github.p2pdi.transport.ExchangeHandler;
import io.github.p2pdi.transport.Remote;
import io.github.p2pdi.transport.TransportLimits;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Head;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.MessageCodec;
import io.github.p2pdi.wire.Response;
import io.github.p2pdi.wire.WireLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server's side of a connection, driven by hand: bytes in, bytes out, and the clock. */
class ConversationTest {
    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final List<Exchange> exchanges = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();

    private Conversation begin(ExchangeHandler handler) {
        return begin(handler, new PseudoHttpCodec());
    }

    private Conversation begin(ExchangeHandler handler, MessageCodec codec) {
        Remote remote = new Remote(PeerAddress.of("127.0.0.1", 40000), Remote.LOOPBACK);
        FixedContext context = new FixedContext(clock, TransportLimits.DEFAULT, codec);
        return new Conversation(context, handler, () -> remote, step -> {
            step.run();
            return true;
        });
    }

    private Conversation begin() {
        return begin(exchange -> {
            exchanges.add(exchange);
            exchange.onEnd(outcomes::add);
        });
    }

    private static void echo(Exchange exchange) {
        exchange.answer(ok(exchange.request().method()));
    }

    private static Response ok(String text) {
        return Response.of(Status.OK, Headers.NONE, Body.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
    }

    private static void feed(Conversation conversation, String... messages) {
        StringBuilder all = new StringBuilder();
        for (String message : messages) {
            all.append(new String(Frames.frame(message), StandardCharsets.ISO_8859_1));
        }
        raw(conversation, all.toString());
    }

    private static void raw(Conversation conversation, String bytes) {
        conversation.received(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Everything it sends until it waits for something. */
    private static String sent(Conversation conversation) {
        StringBuilder all = new StringBuilder();
        ByteBuffer out = ByteBuffer.allocate(1 << 16);
        do {
            while (conversation.hasOutput()) {
                all.append(piece(conversation, out));
            }
        } while (conversation.advance());
        return all.toString();
    }

    private static String piece(Conversation conversation, ByteBuffer out) {
        try {
            conversation.output(out.clear());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        byte[] piece = new byte[out.flip().remaining()];
        out.get(piece);
        conversation.sent(piece.length);
        return new String(piece, StandardCharsets.ISO_8859_1);
    }

    private static String frame(String message) {
        return new String(Frames.frame(message), StandardCharsets.ISO_8859_1);
    }

    private static String answer(String body) {
        return frame("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    @Test
    void answersInTheOrderOfTheRequestsThatWereSentTogether() {
        Conversation conversation = begin(ConversationTest::echo);
        feed(conversation, "one x HTTP/1.1\r\n", "two x HTTP/1.1\r\n", "three x HTTP/1.1\r\n");
        assertEquals(answer("one") + answer("two") + answer("three"), sent(conversation));
        assertTrue(conversation.wantsInput());
    }

    @Test
    void readsNothingWhileAnAnswerIsUnsent() {
        Conversation conversation = begin();
        feed(conversation, "one x HTTP/1.1\r\n", "two x HTTP/1.1\r\n");
        assertEquals(1, exchanges.size());
        assertFalse(conversation.wantsInput());
        exchanges.get(0).answer(ok("1"));
        assertFalse(conversation.wantsInput());
        assertEquals(answer("1"), sent(conversation));
        assertEquals(2, exchanges.size());
        assertEquals(List.of(Outcome.SENT), outcomes);
    }

    @Test
    void aMalformedRequestBehindAGoodOneLosesNeitherAnswerNorConnection() {
        Conversation conversation = begin(ConversationTest::echo);
        feed(conversation, "one x HTTP/1.1\r\n", "bad\r\n\r\n", "two x HTTP/1.1\r\n");
        assertEquals(answer("one") + frame("HTTP/1.1 400 Bad Request\r\n\r\n") + answer("two"), sent(conversation));
        assertFalse(conversation.isLingering());
    }

    @Test
    void aRefusalHasABodyWhereTheMalformedRequestAskedForJson() {
        Conversation conversation = begin(ConversationTest::echo);
        feed(
                conversation,
                "one x HTTP/1.1\r\nAccept: application/json\r\nPort: 1\r\nPort: 2\r\n\r\n",
                "two x HTTP/1.1\r\n");
        String sent = sent(conversation);
        assertTrue(sent.contains("400 Bad Request") && sent.contains("\"status\": 400"), sent);
        assertTrue(sent.endsWith(answer("two")), sent);
    }

    @Test
    void aRequestHiddenInTheBodyOfAMalformedOneIsNotActedUpon() {
        Conversation conversation = begin(ConversationTest::echo);
        String hidden = frame("hidden x HTTP/1.1\r\n\r\n");
        feed(conversation, "one x HTTP/1.1\r\nContent-Length: 0\r\n\r\n" + hidden, "two x HTTP/1.1\r\n");
        assertEquals(frame("HTTP/1.1 400 Bad Request\r\n\r\n") + answer("two"), sent(conversation));
    }

    @Test
    void aLengthThatIsNoneIsAnsweredAndEndsTheConnection() {
        Conversation conversation = begin(ConversationTest::echo);
        raw(conversation, "+12       register");
        assertEquals(frame("HTTP/1.1 400 Bad Request\r\n\r\n"), sent(conversation));
        assertTrue(conversation.isLingering());
        raw(conversation, "whatever still comes");
        assertFalse(conversation.isClosed());
        conversation.inputEnded();
        assertTrue(conversation.isClosed());
    }

    @Test
    void aThrowingHandlerIsA500AndTheConnectionGoesOn() {
        Conversation conversation = begin(exchange -> {
            if (exchange.request().method().equals("boom")) {
                throw new IllegalStateException("a handler's fault");
            }
            echo(exchange);
        });
        feed(conversation, "boom x HTTP/1.1\r\n", "two x HTTP/1.1\r\n");
        assertEquals(frame("HTTP/1.1 500 Internal Server Error\r\n\r\n") + answer("two"), sent(conversation));
    }

    @Test
    void anAnswerThatCannotBeWrittenIsA500() {
        Conversation conversation =
                begin(exchange -> exchange.answer(Response.of(Status.OK, Headers.of("X", "two\r\nlines"), Body.NONE)));
        feed(conversation, "one x HTTP/1.1\r\n");
        assertEquals(frame("HTTP/1.1 500 Internal Server Error\r\n\r\n"), sent(conversation));
    }

    /** At once, or from another thread, where nobody else would catch it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAnswerThatACodecOfTheUsersFailsToWriteEndsTheConnection(boolean atOnce) {
        CountingContent document = new CountingContent(10);
        Response response = Response.of(Status.OK, Headers.NONE, new Body.Slice(document, 0, 10));
        Conversation conversation = begin(
                exchange -> {
                    exchange.onEnd(outcomes::add);
                    exchanges.add(exchange);
                    if (atOnce) {
                        exchange.answer(response);
                    }
                },
                new FailingCodec());
        feed(conversation, "one x HTTP/1.1\r\n");
        if (!atOnce) {
            exchanges.get(0).answer(response);
        }
        assertTrue(conversation.isLingering());
        assertEquals(List.of(Outcome.CLOSED), outcomes);
        assertEquals(1, document.closed());
    }

    @Test
    void aSecondAnswerIsRefused() {
        Conversation conversation = begin();
        feed(conversation, "one x HTTP/1.1\r\n");
        exchanges.get(0).answer(ok("1"));
        assertThrows(IllegalStateException.class, () -> exchanges.get(0).answer(ok("2")));
        assertEquals(answer("1"), sent(conversation));
    }

    @Test
    void silenceFromTheStartIsClosedAfterTheFirstByteDeadline() {
        Conversation conversation = begin();
        assertEquals(Duration.ofSeconds(10).toNanos(), conversation.deadline() - clock.nanos());
        conversation.deadlinePassed();
        assertTrue(conversation.isClosed());
    }

    @Test
    void aDrippingRequestIsA408HoweverOftenAByteComes() {
        Conversation conversation = begin();
        raw(conversation, "1");
        long deadline = conversation.deadline();
        clock.advance(Duration.ofSeconds(9));
        raw(conversation, "0");
        assertEquals(deadline, conversation.deadline());
        conversation.deadlinePassed();
        assertEquals(frame("HTTP/1.1 408 Request Timeout\r\n\r\n"), sent(conversation));
        assertTrue(conversation.isLingering());
    }

    @Test
    void aKeptConnectionMayBeIdleForFiveMinutes() {
        Conversation conversation = begin(ConversationTest::echo);
        feed(conversation, "one x HTTP/1.1\r\n");
        sent(conversation);
        assertEquals(Duration.ofSeconds(300).toNanos(), conversation.deadline() - clock.nanos());
    }

    @Test
    void aReaderThatStallsEndsTheExchangeAtItsDeadline() {
        Conversation conversation = begin();
        feed(conversation, "one x HTTP/1.1\r\n");
        exchanges.get(0).answer(ok("1"));
        assertEquals(Duration.ofSeconds(30).toNanos(), conversation.deadline() - clock.nanos());
        conversation.deadlinePassed();
        assertTrue(conversation.isClosed());
        assertEquals(List.of(Outcome.DEADLINE), outcomes);
    }

    @Test
    void progressMovesTheWriteDeadline() throws IOException {
        Conversation conversation = begin();
        feed(conversation, "one x HTTP/1.1\r\n");
        exchanges.get(0).answer(ok("12345"));
        clock.advance(Duration.ofSeconds(14));
        conversation.output(ByteBuffer.allocate(100));
        conversation.sent(3);
        assertEquals(Duration.ofSeconds(30).toNanos(), conversation.deadline() - clock.nanos());
    }

    @Test
    void whoTakesNextToNothingIsGivenUp() throws IOException {
        Conversation conversation = begin();
        feed(conversation, "one x HTTP/1.1\r\n");
        exchanges.get(0).answer(ok("12345"));
        clock.advance(Duration.ofSeconds(15));
        conversation.output(ByteBuffer.allocate(100));
        conversation.sent(3);
        assertEquals(clock.nanos(), conversation.deadline());
    }

    @Test
    void theEndOfTheStreamInsideAFrameIsAnsweredAndNothingIsActedUpon() {
        Conversation conversation = begin();
        raw(conversation, "100       register x HTTP/1.1\r\n");
        conversation.inputEnded();
        assertEquals(frame("HTTP/1.1 400 Bad Request\r\n\r\n"), sent(conversation));
        assertTrue(conversation.isClosed());
        assertEquals(List.of(), exchanges);
    }

    @Test
    void theEndOfTheStreamBetweenFramesIsAnOrderlyClose() {
        Conversation conversation = begin(ConversationTest::echo);
        feed(conversation, "one x HTTP/1.1\r\n");
        sent(conversation);
        conversation.inputEnded();
        assertTrue(conversation.isClosed());
    }

    @Test
    void hangingUpSendsNothingAndLingers() {
        Conversation conversation = begin();
        feed(conversation, "leave x HTTP/1.1\r\n");
        exchanges.get(0).hangUp();
        assertFalse(conversation.hasOutput());
        assertTrue(conversation.isLingering());
        assertEquals(List.of(Outcome.CLOSED), outcomes);
    }

    @Test
    void lingeringEndsAfterASecondOrAQuarterOfAMebibyte() {
        Conversation conversation = begin();
        feed(conversation, "leave x HTTP/1.1\r\n");
        exchanges.get(0).hangUp();
        assertEquals(Duration.ofSeconds(1).toNanos(), conversation.deadline() - clock.nanos());
        conversation.received(ByteBuffer.allocate(256 << 10));
        assertFalse(conversation.isClosed());
        conversation.received(ByteBuffer.allocate(1));
        assertTrue(conversation.isClosed());
    }

    @Test
    void whoeverHasHadAnAnswerAndAsksNothingIsIdle() {
        Conversation conversation = begin();
        clock.advance(Duration.ofSeconds(5));
        assertFalse(conversation.isIdleFor(0));
        feed(conversation, "one x HTTP/1.1\r\n");
        assertFalse(conversation.isIdleFor(0));
        exchanges.get(0).answer(Response.of(Status.OK));
        assertFalse(conversation.isIdleFor(0));
        sent(conversation);
        clock.advance(Duration.ofSeconds(5));
        assertTrue(conversation.isIdleFor(Duration.ofSeconds(5).toNanos()));
        assertFalse(conversation.isIdleFor(Duration.ofSeconds(5).toNanos() + 1));
        conversation.received(ByteBuffer.wrap(new byte[] {'1'}));
        assertFalse(conversation.isIdleFor(0));
    }

    @Test
    void oneConnectionTooManyIsToldSoAndReadsTheAnswer() {
        Conversation conversation = begin();
        conversation.refuse();
        assertEquals(frame("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\n\r\n"), sent(conversation));
        assertTrue(conversation.isLingering());
    }

    @Test
    void whoeverAsksAfterTheEndIsToldAtOnceHowItEnded() {
        Conversation conversation = begin();
        feed(conversation, "one x HTTP/1.1\r\n");
        conversation.close(Outcome.PEER_GONE);
        exchanges.get(0).onEnd(outcomes::add);
        assertEquals(List.of(Outcome.PEER_GONE, Outcome.PEER_GONE), outcomes);
    }

    @Test
    void anAnswerToAConnectionThatIsGoneClosesItsBody() {
        Conversation conversation = begin();
        feed(conversation, "one x HTTP/1.1\r\n");
        conversation.close(Outcome.PEER_GONE);
        CountingContent content = new CountingContent(10);
        exchanges.get(0).answer(Response.of(Status.OK, Headers.NONE, new Body.Slice(content, 0, 10)));
        assertEquals(1, content.closed());
        assertFalse(conversation.hasOutput());
    }

    @Test
    void shuttingDownLetsTheAnswerThatIsDueGoOut() {
        Conversation conversation = begin();
        feed(conversation, "one x HTTP/1.1\r\n");
        conversation.shutDown();
        assertFalse(conversation.isClosed());
        exchanges.get(0).answer(ok("1"));
        assertEquals(answer("1"), sent(conversation));
        assertTrue(conversation.isLingering());
    }

    /** Reads, and fails to write. */
    private static final class FailingCodec implements MessageCodec {
        @Override
        public Decoder decoder(Role role, WireLimits limits) {
            return new PseudoHttpCodec().decoder(role, limits);
        }

        @Override
        public ByteBuffer head(Head head, long bodySize) {
            throw new IllegalStateException("a codec of the user's own");
        }
    }
}
