package io.github.p2pdi.impl.registration;

import static io.github.p2pdi.impl.registration.KeeperFixture.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.error.ExchangeTimeoutException;
import io.github.p2pdi.error.NotRegisteredException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.PeerUnreachableException;
import io.github.p2pdi.error.RequestRefusedException;
import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.node.PeerListing;
import io.github.p2pdi.node.RegistrationStatistics;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of {@link io.github.p2pdi.node.RegistrationClient} for a peer with several servers, in their order; the fifth is in {@link ServerReturnTest}. */
class ServerChoiceTest extends ChoosingServers {
    @Test
    void rule1ThePreferredOneIsUsedWhereItAnswers() throws Exception {
        assertEquals(A, choice.server());
        choice.register();
        choice.activePeers();
        fixture.clock.advance(BEAT);
        assertEquals(List.of("rs-a register", "rs-a pquery", "rs-a keepalive"), asked());
        assertEquals(A, choice.server());
    }

    @Test
    void rule1ElseTheFirstThatAnswers() throws Exception {
        choice = choice(A, C, B);
        network.become(A, FakeNetwork.down());
        choice.register();
        assertEquals(List.of("rs-a register", "rs-c register", "rs-b register"), asked());
        assertEquals(B, choice.server());
        assertTrue(choice.registration().isPresent());
        assertEquals(new RegistrationStatistics(1, 0, 0, 0, 1), choice.statistics());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 405, 500, 503, 505, 507})
    void rule2StatusOfAServerThatCannotServeIsAFailure(int status) throws Exception {
        choice.register();
        network.become(A, answering(status));
        choice.activePeers();
        assertEquals(List.of("rs-a register", "rs-a pquery", "rs-b register", "rs-b pquery"), asked());
        assertEquals(B, choice.server());
    }

    @Test
    void rule2AnswerAgainstTheProtocolIsAFailure() throws Exception {
        choice.register();
        network.become(A, request -> ok("nonsense"));
        assertEquals(choice.keepalive(), choice.registration().orElseThrow());
        assertEquals(B, choice.server());
    }

    @Test
    void rule2AnInterruptIsNoFailureOfTheServer() throws Exception {
        choice.register();
        asked();
        network.become(A, request -> {
            throw new ExchangeTimeoutException(A, "interrupted", new IOException(new ClosedByInterruptException()));
        });
        for (Executable call : List.<Executable>of(choice::keepalive, choice::activePeers, choice::register)) {
            P2pdiException failure = assertThrows(ExchangeTimeoutException.class, call);
            assertFalse(failure.mayRetry());
        }
        assertEquals(List.of("rs-a keepalive", "rs-a pquery", "rs-a register"), asked());
        assertEquals(A, choice.server());
    }

    @Test
    void rule2RenewalThatFailsGoesOnAtOnce() throws Exception {
        choice.register();
        asked();
        network.become(A, FakeNetwork.down());
        fixture.clock.advance(BEAT);
        assertEquals(List.of("rs-a keepalive", "rs-b register"), asked());
        assertEquals(
                List.of("rs-a registered", "rs-a lost PeerUnreachableException", "rs-b registered"),
                fixture.eventsByServer);
        assertEquals(new RegistrationStatistics(2, 0, 0, 1, 1), choice.statistics());
        fixture.clock.advance(BEAT.minus(Duration.ofNanos(1)));
        assertEquals(List.of(), asked());
        fixture.clock.advance(Duration.ofNanos(1));
        assertEquals(List.of("rs-b keepalive"), asked());
    }

    @Test
    void rule2TheTimeOfACallIsSharedByThoseWhoMayBeAsked() throws Exception {
        network.become(A, request -> {
            fixture.clock.advance(Duration.ofSeconds(12));
            throw new PeerUnreachableException(A, "slow", null);
        });
        choice = choice(A, C, B);
        choice.register();
        assertEquals(
                List.of(Duration.ofSeconds(10), Duration.ofSeconds(9), Duration.ofSeconds(18)), network.patience());
    }

    @Test
    void rule2WhenAllHaveFailedTheyAreTriedAgainInRounds() throws Exception {
        choice.register();
        network.become(A, FakeNetwork.down());
        network.become(B, FakeNetwork.down());
        asked();
        fixture.clock.advance(BEAT);
        assertEquals(List.of("rs-a keepalive", "rs-b register"), asked());
        fixture.clock.advance(Duration.ofSeconds(1));
        assertEquals(List.of("rs-a keepalive", "rs-b register"), asked());
        network.become(B, b);
        fixture.clock.advance(Duration.ofMillis(1600));
        assertEquals(List.of("rs-a keepalive", "rs-b register"), asked());
        assertEquals(
                List.of(
                        "rs-a registered",
                        "rs-a lost PeerUnreachableException",
                        "rs-b lost PeerUnreachableException",
                        "rs-b registered"),
                fixture.eventsByServer);
    }

    @Test
    void rule2PeerThatStartsWithoutAnyJoinsTheFirstThatAppears() {
        network.become(A, FakeNetwork.down());
        network.become(B, FakeNetwork.down());
        choice.startRegistering();
        assertEquals(List.of("rs-a register", "rs-b register"), asked());
        network.become(B, b);
        fixture.clock.advance(Duration.ofSeconds(1));
        assertEquals(List.of("rs-a register", "rs-b register"), asked());
        assertEquals(B, choice.server());
        assertTrue(choice.registration().isPresent());
    }

    @Test
    void rule2WhoThrowsTellsOfTheFirstAndKeepsTheOthers() {
        network.become(A, FakeNetwork.down());
        network.become(B, answering(500));
        P2pdiException failure = assertThrows(PeerUnreachableException.class, choice::register);
        assertEquals(1, failure.getSuppressed().length);
        assertEquals(
                "rs-b:65243 answered register with 500 Internal Server Error", failure.getSuppressed()[0].getMessage());
        asked();
        assertEquals(0, fixture.requestsWithin(Duration.ofDays(1)));
    }

    @Test
    void rule3ServerThatHasForgottenThePeerIsRegisteredWithAgain() throws Exception {
        choice.register();
        network.become(A, fixture.freshServer(3));
        asked();
        fixture.clock.advance(BEAT);
        assertEquals(List.of("rs-a keepalive", "rs-a register"), asked());
        network.become(A, fixture.freshServer(4));
        choice.activePeers();
        assertEquals(List.of("rs-a pquery", "rs-a register", "rs-a pquery"), asked());
        assertEquals(0, choice.statistics().moved());
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 409, 429})
    void rule3RefusalOfThisVeryPeerIsToldAndNotPassedOver(int status) {
        network.become(A, answering(status, "Retry-After", "100"));
        RequestRefusedException refused = assertThrows(RequestRefusedException.class, choice::register);
        assertEquals(status, refused.status().code());
        choice.startRegistering();
        assertEquals(List.of("rs-a register", "rs-a register"), asked());
        assertEquals(List.of("rs-a lost RequestRefusedException"), fixture.eventsByServer);
    }

    @Test
    void rule3RefusalByTheNextIsToldInPlaceOfTheFailureBefore() throws Exception {
        choice = choice(A, B, C);
        network.become(C, b);
        choice.register();
        network.become(A, FakeNetwork.down());
        network.become(B, answering(409, "Retry-After", "100"));
        asked();
        RequestRefusedException refused = assertThrows(RequestRefusedException.class, choice::activePeers);
        assertEquals(Status.CONFLICT, refused.status());
        assertEquals(PeerUnreachableException.class, refused.getSuppressed()[0].getClass());
        assertEquals(List.of("rs-a pquery", "rs-b register"), asked());
        assertEquals(A, choice.server());
    }

    @Test
    void rule4RegisteredPeerWaitsForABusyServerAndNoLongerThanAMinute() throws Exception {
        choice.register();
        choice.activePeers();
        network.become(A, busy());
        asked();
        fixture.clock.advance(BEAT);
        assertEquals(List.of("rs-a keepalive"), asked());
        assertEquals(
                Status.UNAVAILABLE,
                assertThrows(RequestRefusedException.class, choice::activePeers).status());
        assertEquals(List.of("rs-a pquery"), asked());
        fixture.clock.advance(Duration.ofSeconds(59));
        List<String> meanwhile = asked();
        assertTrue(meanwhile.size() > 3 && meanwhile.stream().allMatch("rs-a keepalive"::equals), meanwhile.toString());
        fixture.clock.advance(Duration.ofSeconds(30));
        assertTrue(asked().contains("rs-b register"));
        assertEquals(B, choice.server());
    }

    @Test
    void rule4AThirdOfAShortLeaseIsTheMost() throws Exception {
        choice = choice(Duration.ofSeconds(30), A, B);
        choice.register();
        network.become(A, busy());
        asked();
        // After 10 s, and when it was told to and the spread of that has passed.
        fixture.clock.advance(Duration.ofSeconds(21));
        assertEquals(List.of("rs-a keepalive", "rs-a keepalive"), asked());
        fixture.clock.advance(Duration.ofSeconds(1));
        assertEquals(List.of("rs-a keepalive", "rs-b register"), asked());
    }

    @Test
    void rule4BusySpellEndsWithTheNextAnswer() throws Exception {
        choice.register();
        for (int spell = 0; spell < 3; spell++) {
            network.become(A, busy());
            fixture.clock.advance(BEAT);
            network.become(A, a);
            fixture.clock.advance(Duration.ofSeconds(6));
            network.become(A, busy());
            assertThrows(RequestRefusedException.class, choice::keepalive);
            network.become(A, a);
            choice.keepalive();
        }
        assertEquals(A, choice.server());
    }

    @Test
    void rule4RegisterDoesNotWait() throws Exception {
        network.become(A, busy());
        choice.register();
        assertEquals(B, choice.server());
    }

    @Test
    void rule4WhoWasNeverToldWhoIsActiveDoesNotWaitForThat() throws Exception {
        choice.register();
        network.become(A, busy());
        asked();
        assertEquals(List.of(), choice.activePeers());
        assertEquals(List.of("rs-a pquery", "rs-b register", "rs-b pquery"), asked());
        assertEquals(B, choice.server());
    }

    @Test
    void rule4WhoRegistersByItselfWaits() {
        network.become(A, busy());
        choice.startRegistering();
        fixture.clock.advance(Duration.ofSeconds(30));
        assertTrue(asked().stream().allMatch("rs-a register"::equals));
        network.become(A, a);
        fixture.clock.advance(Duration.ofSeconds(30));
        assertEquals(A, choice.server());
        assertTrue(choice.registration().isPresent());
    }

    @Test
    void rule6EachServerIsShownItsOwnCookie() throws Exception {
        Cookie fromA = choice.register().cookie();
        network.become(A, FakeNetwork.down());
        fixture.clock.advance(BEAT);
        assertEquals(Optional.empty(), network.last().headers().first("Peer-Cookie"));
        Cookie fromB = choice.registration().orElseThrow().cookie();
        network.become(A, a);
        fixture.clock.advance(RETURN);
        assertEquals(
                Optional.of(Long.toString(fromB.value())),
                network.last().headers().first("Peer-Cookie"));
        assertEquals(fromA, choice.registration().orElseThrow().cookie());
    }

    @Test
    void rule6LeaveLeavesWhereverALeaseMayStillRun() throws Exception {
        choice = choice(A, B, C);
        choice.register();
        network.become(A, FakeNetwork.down());
        choice.activePeers();
        network.become(A, a);
        asked();
        choice.leave();
        assertEquals(List.of("rs-b leave", "rs-a leave"), asked());
        choice.leave();
        assertEquals(List.of(), asked());
        assertEquals(0, fixture.requestsWithin(Duration.ofDays(1)));
        assertThrows(NotRegisteredException.class, choice::activePeers);
        assertEquals(List.of(), asked());
    }

    @Test
    void rule6WhereTheLeaseHasRunOutThereIsNothingToLeave() throws Exception {
        choice.register();
        network.become(A, FakeNetwork.down());
        choice.activePeers();
        fixture.clock.advance(Duration.ofSeconds(300));
        asked();
        choice.leave();
        assertEquals(List.of("rs-b leave"), asked());
    }

    @Test
    void rule6ServerThatCannotBeToldDoesNotKeepTheOthersFromBeing() throws Exception {
        choice.register();
        network.become(A, FakeNetwork.down());
        choice.activePeers();
        asked();
        choice.leave();
        assertEquals(List.of("rs-b leave", "rs-a leave"), asked());
        network.become(A, a);
        choice.leave();
        assertEquals(List.of("rs-a leave"), asked());
    }

    @Test
    void afterLeavingThePreferredOneIsTriedFirstAgain() throws Exception {
        network.become(A, FakeNetwork.down());
        choice.register();
        choice.leave();
        network.become(A, a);
        asked();
        choice.register();
        assertEquals(List.of("rs-a register"), asked());
    }

    @Test
    void lastListsStayWithTheirAgesTheNewestFirst() throws Exception {
        assertEquals(List.of(), choice.lastListings());
        a.answer(Requests.request("register", "peer-b", "Port", "4002"));
        choice.register();
        choice.activePeers();
        fixture.clock.advance(Duration.ofSeconds(7));
        network.become(A, FakeNetwork.down());
        choice.activePeers();
        network.become(B, FakeNetwork.down());
        fixture.clock.advance(Duration.ofSeconds(2));
        assertThrows(PeerUnreachableException.class, choice::activePeers);
        List<PeerListing> last = choice.lastListings();
        assertEquals(List.of(B, A), last.stream().map(PeerListing::server).toList());
        assertEquals(
                List.of(Duration.ofSeconds(2), Duration.ofSeconds(9)),
                last.stream().map(PeerListing::age).toList());
        assertEquals(PeerAddress.of("peer-b", 4002), last.get(1).peers().get(0).address());
    }

    @Test
    void afterCloseNothingIsScheduledAndNothingCanBeAsked() throws Exception {
        network.become(A, FakeNetwork.down());
        choice.register();
        choice.close();
        choice.close();
        assertEquals(0, fixture.clock.pendingTasks());
        assertThrows(IllegalStateException.class, choice::register);
        assertThrows(IllegalStateException.class, choice::activePeers);
        assertThrows(IllegalStateException.class, choice::startRegistering);
    }
}
