package io.github.p2pdi.impl.registration;

import static io.github.p2pdi.impl.registration.Registries.HOME;
import static io.github.p2pdi.impl.registration.Requests.request;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.impl.runtime.Superseded;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Askers for changes that are long, but worth more than the whole list. */
class ManyChangesTest {
    private static final int BUDGET = 2 << 20;

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final PeerRegistry registry = Registries.open(clock, new Random(4)::nextLong, 20_000);
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final PeerQuery query =
            new PeerQuery(registry, new ListMeans(clock, new Random(5), tasks::add, new Superseded(BUDGET)));
    private Request since = request("pquery", "h");

    @BeforeEach
    void join() {
        join(1, 18_000);
        since = request(
                "pquery",
                "h",
                "Accept",
                "application/json",
                "Since",
                '"' + new ListTag(registry.version(), 0).text() + '"');
        join(18_000, 20_000);
    }

    private void join(int from, int to) {
        for (int i = from; i < to; i++) {
            Registries.granted(
                    registry.register(Registries.withLease(PeerAddress.of("h" + i, 1), HOME, Duration.ofSeconds(300))));
        }
    }

    private void ask(Exchange exchange) {
        ListWish wish = assertDoesNotThrow(() -> ListWish.read(since));
        query.answer(wish, new ListAnswer(exchange, PeerAddress.of("h1", 1), Headers.NONE));
    }

    private Body.Slice answer() {
        Response answer = RecordedExchange.ask(
                exchange -> {
                    ask(exchange);
                    tasks.remove().run();
                },
                since,
                HOME);
        return (Body.Slice) answer.body();
    }

    private static boolean isHeld(Body.Slice body) {
        try {
            return body.content().read(ByteBuffer.allocate(1), 0) == 1;
        } catch (IOException revoked) {
            return false;
        }
    }

    @Test
    void keepNoMoreMemoryThanThereIsForThoseWhoReadSlowly() {
        List<Body.Slice> unread = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            unread.add(answer());
        }
        long room = BUDGET / unread.get(0).size();
        assertEquals(room, unread.stream().filter(ManyChangesTest::isHeld).count());
        assertTrue(isHeld(unread.get(19)), "the latest");
        assertTrue(RecordedExchange.text(Response.of(Status.OK, Headers.NONE, answer()))
                .contains("\"full\": false"));
    }

    @Test
    void arePutTogetherForOneAfterTheOther() {
        for (int i = 0; i < 3; i++) {
            RecordedExchange.answers(this::ask, since, HOME);
        }
        assertEquals(1, tasks.size());
    }
}
