package io.github.p2pdi.impl.registration;

import static io.github.p2pdi.impl.registration.KeeperFixture.constant;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rule 5 of {@link io.github.p2pdi.node.RegistrationClient}: when a peer comes back to a server that it prefers. */
class ServerReturnTest extends ChoosingServers {
    @Test
    void rule5ItComesBackAndIsRegisteredAllTheTime() throws Exception {
        network.become(A, FakeNetwork.down());
        choice.register();
        asked();
        fixture.clock.advance(RETURN);
        assertEquals(List.of("rs-b keepalive", "rs-a register"), asked());
        assertEquals(B, choice.server());
        network.become(A, a);
        fixture.clock.advance(RETURN.minus(Duration.ofNanos(1)));
        assertEquals(List.of("rs-b keepalive", "rs-b keepalive"), asked());
        fixture.clock.advance(Duration.ofNanos(1));
        assertEquals(List.of("rs-a register", "rs-b leave"), asked());
        assertEquals(A, choice.server());
        assertEquals(List.of("rs-b registered", "rs-a registered", "rs-b left"), fixture.eventsByServer);
        fixture.clock.advance(BEAT);
        assertEquals(List.of("rs-a keepalive"), asked());
        assertEquals(2, choice.statistics().moved());
    }

    @ParameterizedTest
    @CsvSource({"0, 144", "0.9999999999, 216"})
    void rule5ReturnIsSpreadByAFifth(double random, long seconds) throws Exception {
        network.become(A, FakeNetwork.down());
        choice = fixture.keeper(wanted(Duration.ofDays(1), A, B), constant(random), Runnable::run);
        choice.register();
        network.become(A, a);
        fixture.clock.advance(Duration.ofSeconds(seconds - 1));
        assertEquals(B, choice.server());
        fixture.clock.advance(Duration.ofSeconds(1));
        assertEquals(A, choice.server());
    }

    @Test
    void rule5ServerThatFailsSoonAfterIsGivenTwiceAsLong() throws Exception {
        network.become(A, FakeNetwork.down());
        choice.register();
        for (long minutes : new long[] {3, 6, 12, 24, 48, 60, 60}) {
            network.become(A, a);
            fixture.clock.advance(Duration.ofMinutes(minutes).minus(Duration.ofNanos(1)));
            assertEquals(B, choice.server());
            fixture.clock.advance(Duration.ofNanos(1));
            assertEquals(A, choice.server(), minutes + " min");
            network.become(A, FakeNetwork.down());
            choice.activePeers();
        }
        network.become(A, a);
        fixture.clock.advance(Duration.ofMinutes(122));
        assertEquals(A, choice.server());
        network.become(A, FakeNetwork.down());
        choice.activePeers();
        network.become(A, a);
        fixture.clock.advance(RETURN);
        assertEquals(A, choice.server());
    }

    @Test
    void rule5AmongThreeItComesBackStepByStep() throws Exception {
        choice = choice(A, B, C);
        network.become(A, FakeNetwork.down());
        network.become(B, FakeNetwork.down());
        network.become(C, fixture.freshServer(3));
        choice.register();
        assertEquals(C, choice.server());
        network.become(B, b);
        fixture.clock.advance(RETURN);
        assertEquals(B, choice.server());
        network.become(A, a);
        fixture.clock.advance(RETURN);
        assertEquals(A, choice.server());
        fixture.clock.advance(Duration.ofHours(3));
        assertEquals(A, choice.server());
    }

    @Test
    void rule5PreferredServerThatRefusesThePeerIsNotComeBackTo() throws Exception {
        network.become(A, FakeNetwork.down());
        choice.register();
        network.become(A, answering(409, "Retry-After", "100"));
        fixture.clock.advance(RETURN);
        assertEquals(B, choice.server());
        assertTrue(choice.registration().isPresent());
        assertEquals(List.of("rs-b registered"), fixture.eventsByServer);
        network.become(A, a);
        fixture.clock.advance(RETURN);
        assertEquals(A, choice.server());
    }

    @Test
    void rule5WhoIsAtTheFirstServerWhenHeIsToComeBackStaysThere() throws Exception {
        Queue<Runnable> tasks = new ArrayDeque<>();
        network.become(A, FakeNetwork.down());
        choice = fixture.keeper(wanted(Duration.ofDays(1), A, B), constant(0.5), tasks::add);
        choice.register();
        fixture.clock.advance(RETURN);
        network.become(A, a);
        network.become(B, FakeNetwork.down());
        choice.activePeers();
        assertEquals(A, choice.server());
        asked();
        assertEquals(1, tasks.size());
        tasks.remove().run();
        assertEquals(A, choice.server());
        assertEquals(List.of(), asked());
    }
}
