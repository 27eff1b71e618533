package io.github.p2pdi.impl.registration;

import static io.github.p2pdi.impl.registration.KeeperFixture.SELF;
import static io.github.p2pdi.impl.registration.KeeperFixture.SERVER;
import static io.github.p2pdi.impl.registration.KeeperFixture.constant;
import static io.github.p2pdi.impl.registration.KeeperFixture.ok;
import static io.github.p2pdi.impl.registration.KeeperFixture.plainRecord;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.error.ExchangeTimeoutException;
import io.github.p2pdi.error.NotRegisteredException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.PeerUnreachableException;
import io.github.p2pdi.error.RequestRefusedException;
import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Registration;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the user asks of a {@link LeaseKeeper}, and what it then says to the server. */
class LeaseKeeperTest {
    private final KeeperFixture fixture = new KeeperFixture(FakeNetwork.down());
    private final FakeNetwork network = fixture.network;
    private final ServerChoice keeper = fixture.keeper();

    @Test
    void registerSaysHostPortAndLease() throws Exception {
        network.become(fixture.freshServer(1));
        Registration registration = keeper.register();
        assertEquals(
                List.of(Requests.request("register", "peer-a", "Port", "4001", "Lease", "300")), network.requests());
        assertEquals(SELF, registration.peer().address());
        assertEquals(Optional.of(Duration.ofSeconds(100)), registration.renewAfter());
        assertEquals(Optional.of(registration), keeper.registration());
        assertEquals(List.of("registered peer-a:4001"), fixture.events);
        assertEquals(SERVER, keeper.server());
    }

    @Test
    void registerSaysTheSchemeWhereItIsNotTcp() throws Exception {
        network.become(fixture.freshServer(1));
        PeerAddress tls = new PeerAddress("tls", "peer-a", 4001);
        fixture.keeper(tls, Duration.ofSeconds(60), constant(0.5), Runnable::run)
                .register();
        assertEquals(
                Requests.request("register", "peer-a", "Port", "4001", "Lease", "60", "Scheme", "tls"), network.last());
    }

    @Test
    void registerAgainBringsTheCookieAndKeepsIt() throws Exception {
        network.become(fixture.freshServer(1));
        Cookie first = keeper.register().cookie();
        assertEquals(first, keeper.register().cookie());
        assertEquals(
                Optional.of(Long.toString(first.value())),
                network.last().headers().first("Peer-Cookie"));
        keeper.leave();
        assertEquals(first, keeper.register().cookie());
    }

    @Test
    void registerTriesOnceAndThrows() {
        assertThrows(PeerUnreachableException.class, keeper::register);
        assertEquals(0, fixture.requestsWithin(Duration.ofHours(1)));
        assertEquals(Optional.empty(), keeper.registration());
        assertEquals(List.of(), fixture.events);
    }

    @Test
    void heldAddressIsRefusedWithTheTimeThatIsLeft() {
        network.become(request -> Response.of(Status.CONFLICT, Headers.of("Retry-After", "123"), Body.NONE));
        RequestRefusedException refused = assertThrows(RequestRefusedException.class, keeper::register);
        assertEquals(Status.CONFLICT, refused.status());
        assertEquals(Optional.of(Duration.ofSeconds(123)), refused.retryAfter());
        assertEquals(
                "rs.example:65243 answered register with 409 Conflict: peer-a:4001 is registered to somebody else for 123 s more",
                refused.getMessage());
    }

    @Test
    void forbiddenRegistrationIsNotAForgottenOne() {
        network.become(request -> Response.of(Status.FORBIDDEN));
        P2pdiException refused = assertThrows(P2pdiException.class, keeper::register);
        assertEquals(RequestRefusedException.class, refused.getClass());
    }

    @Test
    void retryAfterThatIsADateIsNotReadAsSeconds() {
        network.become(request ->
                Response.of(Status.UNAVAILABLE, Headers.of("Retry-After", "Tue, 01 Mar 2022 00:26:06 GMT"), Body.NONE));
        RequestRefusedException refused = assertThrows(RequestRefusedException.class, keeper::register);
        assertEquals(Optional.empty(), refused.retryAfter());
        assertTrue(refused.mayRetry());
    }

    @Test
    void cookieZeroOfAPlainServerIsACookie() throws Exception {
        network.become(request -> request.method().equals("pquery") ? ok("[]") : ok(plainRecord(0, 7200)));
        assertEquals(new Cookie(0), keeper.register().cookie());
        keeper.keepalive();
        assertEquals(Requests.request("keepalive", "peer-a", "Peer-Cookie", "0"), network.last());
        assertEquals(List.of(), keeper.activePeers());
        keeper.register();
        assertEquals(Optional.of("0"), network.last().headers().first("Peer-Cookie"));
        keeper.leave();
        assertEquals(Requests.request("leave", "peer-a", "Peer-Cookie", "0"), network.last());
    }

    @Test
    void keepaliveGivesTheRenewedRecord() throws Exception {
        network.become(fixture.freshServer(1));
        Registration first = keeper.register();
        fixture.clock.advance(Duration.ofSeconds(50));
        Registration renewed = keeper.keepalive();
        assertEquals(first.cookie(), renewed.cookie());
        assertEquals(Duration.ofSeconds(300), renewed.peer().ttl());
        assertEquals(Optional.of(renewed), keeper.registration());
    }

    @Test
    void nothingIsAskedWhereNothingIsRegistered() throws Exception {
        assertThrows(NotRegisteredException.class, keeper::keepalive);
        assertThrows(NotRegisteredException.class, keeper::activePeers);
        keeper.leave();
        assertEquals(List.of(), network.requests());
    }

    @Test
    void keepaliveThatIsRefusedThrowsAndThePeerIsRegisteredAgain() throws Exception {
        network.become(fixture.freshServer(1));
        keeper.register();
        network.become(fixture.freshServer(2));
        assertThrows(NotRegisteredException.class, keeper::keepalive);
        assertEquals(List.of("register", "keepalive", "register"), network.methods());
        assertTrue(keeper.registration().isPresent());
        assertEquals(
                List.of("registered peer-a:4001", "lost NotRegisteredException", "registered peer-a:4001"),
                fixture.events);
    }

    @Test
    void activePeersAreTheOthers() throws Exception {
        FakeNetwork.Server server = fixture.freshServer(1);
        network.become(server);
        keeper.register();
        server.answer(Requests.request("register", "peer-b", "Port", "4002"));
        assertEquals(
                List.of(PeerAddress.of("peer-b", 4002)),
                keeper.activePeers().stream().map(peer -> peer.address()).toList());
        assertEquals(Optional.of("application/json"), network.last().headers().first("Accept"));
    }

    @Test
    void plainListsAreReadAndThePeerItselfAndWhoIsNotActiveAreLeftOut() throws Exception {
        String other = plainRecord(1, 7200).replace("peer-a", "peer-b").replace("\"", "\\\"");
        String gone = plainRecord(2, 0).replace("peer-a", "peer-c").replace("true", "false");
        String list =
                "[\"" + other + "\", " + gone + ", " + plainRecord(0, 7200).replace("peer-a", "PEER-A.") + "]";
        network.become(request -> ok(request.method().equals("pquery") ? list : plainRecord(0, 7200)));
        keeper.register();
        assertEquals(
                List.of(PeerAddress.of("peer-b", 4001)),
                keeper.activePeers().stream().map(peer -> peer.address()).toList());
    }

    @Test
    void activePeersOfAServerThatHasForgottenThePeerAreHadAllTheSame() throws Exception {
        network.become(fixture.freshServer(1));
        keeper.register();
        network.become(fixture.freshServer(2));
        assertEquals(List.of(), keeper.activePeers());
        assertEquals(List.of("register", "pquery", "register", "pquery"), network.methods());
    }

    @Test
    void activePeersAreAskedForTwiceAtTheMost() throws Exception {
        network.become(request ->
                request.method().equals("register") ? ok(plainRecord(5, 7200)) : Response.of(Status.FORBIDDEN));
        keeper.register();
        assertThrows(NotRegisteredException.class, keeper::activePeers);
        assertEquals(List.of("register", "pquery", "register", "pquery"), network.methods());
    }

    @Test
    void activePeersWhileTryingToRegisterRegisterFirst() throws Exception {
        keeper.startRegistering();
        network.become(fixture.freshServer(1));
        assertEquals(List.of(), keeper.activePeers());
        assertEquals(List.of("register", "register", "pquery"), network.methods());
    }

    @Test
    void leaveSaysSoOnceAndRenewsNoMore() throws Exception {
        network.become(fixture.freshServer(1));
        Cookie cookie = keeper.register().cookie();
        keeper.leave();
        assertEquals(Requests.request("leave", "peer-a", "Peer-Cookie", Long.toString(cookie.value())), network.last());
        assertEquals(Optional.empty(), keeper.registration());
        keeper.leave();
        assertEquals(0, fixture.requestsWithin(Duration.ofDays(1)));
        assertEquals(List.of("register", "leave"), network.methods());
    }

    @Test
    void leaveOfAPeerThatIsForgottenIsQuiet() throws Exception {
        network.become(fixture.freshServer(1));
        keeper.register();
        network.become(fixture.freshServer(2));
        keeper.leave();
        keeper.leave();
        assertEquals(List.of("register", "leave"), network.methods());
    }

    @Test
    void leaveThatFailsRenewsNoMoreAndMayBeRepeated() throws Exception {
        FakeNetwork.Server server = fixture.freshServer(1);
        network.become(server);
        keeper.register();
        network.become(FakeNetwork.down());
        assertThrows(PeerUnreachableException.class, keeper::leave);
        assertEquals(Optional.empty(), keeper.registration());
        assertEquals(0, fixture.requestsWithin(Duration.ofHours(1)));
        network.become(server);
        keeper.leave();
        assertEquals("leave", network.last().method());
    }

    @Test
    void leaveEndsTryingToRegister() throws Exception {
        keeper.startRegistering();
        keeper.leave();
        network.become(fixture.freshServer(1));
        assertEquals(0, fixture.requestsWithin(Duration.ofHours(1)));
    }

    @Test
    void leaveAfterARegistrationByItsCookieThatWasNotAnsweredSaysSo() throws Exception {
        FakeNetwork.Server server = fixture.freshServer(1);
        network.become(server);
        Cookie cookie = keeper.register().cookie();
        keeper.leave();
        network.become(request -> {
            server.answer(request);
            throw new ExchangeTimeoutException(SERVER, "as meant by the test", null);
        });
        assertThrows(ExchangeTimeoutException.class, keeper::register);
        network.become(server);
        keeper.leave();
        assertEquals(Requests.request("leave", "peer-a", "Peer-Cookie", Long.toString(cookie.value())), network.last());
        keeper.leave();
        assertEquals(List.of("register", "leave", "register", "leave"), network.methods());
    }

    @Test
    void leaveAfterARegistrationByItsCookieThatWasNotGrantedIsQuiet() throws Exception {
        network.become(fixture.freshServer(1));
        keeper.register();
        keeper.leave();
        network.become(FakeNetwork.down());
        assertThrows(PeerUnreachableException.class, keeper::register);
        network.become(request -> Response.of(Status.CONFLICT));
        assertThrows(RequestRefusedException.class, keeper::register);
        keeper.leave();
        assertEquals(List.of("register", "leave", "register", "register"), network.methods());
    }

    @Test
    void peerThatHasLeftCanRegisterAgain() throws Exception {
        network.become(fixture.freshServer(1));
        keeper.register();
        keeper.leave();
        keeper.register();
        assertEquals(1, fixture.requestsWithin(Duration.ofSeconds(100)));
        assertEquals("keepalive", network.last().method());
    }

    @Test
    void afterCloseNothingIsScheduledAndNothingCanBeAsked() throws Exception {
        network.become(fixture.freshServer(1));
        keeper.register();
        keeper.close();
        keeper.close();
        assertEquals(0, fixture.clock.pendingTasks());
        assertEquals(Optional.empty(), keeper.registration());
        assertThrows(IllegalStateException.class, keeper::register);
        assertThrows(IllegalStateException.class, keeper::keepalive);
        assertThrows(IllegalStateException.class, keeper::activePeers);
        assertThrows(IllegalStateException.class, keeper::startRegistering);
        keeper.leave();
        assertEquals(List.of("register"), network.methods());
    }

    @Test
    void closeWhileTryingEndsThat() {
        keeper.startRegistering();
        keeper.close();
        assertEquals(0, fixture.clock.pendingTasks());
    }

    @Test
    void noTextOfOursHasTheCookie() throws Exception {
        long secret = 1234567890123456789L;
        network.become(request -> request.method().equals("register") ? ok(plainRecord(secret, 7200)) : ok("nonsense"));
        Registration registration = keeper.register();
        P2pdiException failure = assertThrows(P2pdiException.class, keeper::keepalive);
        network.become(request -> Response.of(Status.FORBIDDEN));
        P2pdiException refusal = assertThrows(P2pdiException.class, keeper::keepalive);
        List<Request> requests = network.requests();
        String all =
                keeper + " " + registration + " " + failure + " " + refusal + " " + requests + " " + fixture.events;
        assertTrue(!all.contains(Long.toString(secret)), all);
    }
}
