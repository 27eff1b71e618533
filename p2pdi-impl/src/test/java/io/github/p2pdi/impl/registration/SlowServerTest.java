package io.github.p2pdi.impl.registration;

import static io.github.p2pdi.impl.registration.KeeperFixture.CALL_TIMEOUT;
import static io.github.p2pdi.impl.registration.KeeperFixture.SELF;
import static io.github.p2pdi.impl.registration.KeeperFixture.plainRecord;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.p2pdi.error.ExchangeTimeoutException;
import io.github.p2pdi.impl.NewThread;
import io.github.p2pdi.impl.SlowAnswers;
import io.github.p2pdi.impl.SlowAnswers.Answer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A registration server that answers renewals as slowly as is borne, with as much as is taken. */
class SlowServerTest {
    private static final PeerAddress A = PeerAddress.of("rs-a", 65243);
    private static final PeerAddress B = PeerAddress.of("rs-b", 65243);

    private final KeeperFixture fixture = new KeeperFixture(FakeNetwork.down());

    private ServerChoice keeper(Executor executor, PeerAddress... servers) {
        List<WantedLease> wanted = Stream.of(servers)
                .map(server -> new WantedLease(server, () -> SELF, Duration.ofSeconds(300), CALL_TIMEOUT))
                .toList();
        SlowAnswers network = new SlowAnswers(fixture.clock, 300, Duration.ofSeconds(1), SlowServerTest::answer);
        return fixture.keeper(wanted, KeeperFixture.constant(0.5), executor, network);
    }

    private static List<Answer> answer(Request request) {
        String padding = request.method().equals("register") ? "" : " ".repeat(60_000);
        return List.of(new Answer(Headers.NONE, padding + plainRecord(7, 300)));
    }

    @Test
    void aCallTakesNoLongerThanItMay() throws Exception {
        ServerChoice keeper = keeper(Runnable::run, A);
        keeper.register();
        long before = fixture.clock.nanos();
        assertThrows(ExchangeTimeoutException.class, keeper::keepalive);
        assertEquals(CALL_TIMEOUT, Duration.ofNanos(fixture.clock.nanos() - before));
    }

    @Test
    void aRenewalThatComesSoSlowlyHasFailedAndAnotherServerIsUsed() throws Exception {
        ServerChoice keeper = keeper(new NewThread(), A, B);
        keeper.register();
        assertEquals("registered peer-a:4001", fixture.nextEvent());
        fixture.clock.advance(Duration.ofSeconds(101));
        assertEquals("lost ExchangeTimeoutException", fixture.nextEvent());
        assertEquals("registered peer-a:4001", fixture.nextEvent());
        assertEquals("rs-b registered", fixture.eventsByServer.get(2));
        keeper.close();
    }
}
