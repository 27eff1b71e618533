package io.github.p2pdi.impl.registration;

import static io.github.p2pdi.impl.registration.KeeperFixture.SELF;
import static io.github.p2pdi.impl.registration.KeeperFixture.constant;
import static io.github.p2pdi.impl.registration.KeeperFixture.ok;
import static io.github.p2pdi.impl.registration.KeeperFixture.plainRecord;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.error.PeerUnreachableException;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.wire.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a {@link LeaseKeeper} does by itself, and when. */
class LeaseRenewalTest {
    private static final Duration NANO = Duration.ofNanos(1);

    private final KeeperFixture fixture = new KeeperFixture(FakeNetwork.down());
    private final FakeNetwork network = fixture.network;

    @ParameterizedTest
    @CsvSource({"0.5, 100000", "0, 90000", "0.9999999999, 109999"})
    void leaseIsRenewedAtAThirdGiveOrTakeATenth(double random, long millis) throws Exception {
        network.become(fixture.freshServer(1));
        ServerChoice keeper = fixture.keeper(SELF, Duration.ofSeconds(300), constant(random), Runnable::run);
        keeper.register();
        for (int beat = 1; beat <= 5; beat++) {
            assertEquals(0, fixture.requestsWithin(Duration.ofMillis(millis).minus(NANO)));
            assertEquals(1, fixture.requestsWithin(Duration.ofMillis(1)));
            assertEquals("keepalive", network.last().method());
            // The clock is a little past the beat: from here on the time is known again.
            keeper.keepalive();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "7200, '',    2400",
        "300,  100,    100",
        "300,   40,     40",
        "300,  200,    150",
        "300,    0,    100",
        "300,  1.5,    100",
        "300,  999999999999999999999, 150",
        "1000000000, '', 86400",
        "30,   '',      10",
    })
    void thirdOrTheServersWishCountsAndNeverMoreThanHalf(long ttl, String renewAfter, long seconds) throws Exception {
        String[] headers = renewAfter.isEmpty() ? new String[0] : new String[] {"Renew-After", renewAfter};
        network.become(request -> ok(plainRecord(0, ttl), headers));
        fixture.keeper().register();
        for (int beat = 1; beat <= 3; beat++) {
            assertEquals(0, fixture.requestsWithin(Duration.ofSeconds(seconds).minus(NANO)));
            assertEquals(1, fixture.requestsWithin(NANO));
        }
    }

    @Test
    void serverMayChangeItsWishWithEachAnswer() throws Exception {
        network.become(request -> ok(plainRecord(0, 300), "Renew-After", "100"));
        fixture.keeper().register();
        network.become(request -> ok(plainRecord(0, 300), "Renew-After", "20"));
        assertEquals(1, fixture.requestsWithin(Duration.ofSeconds(100)));
        assertEquals(1, fixture.requestsWithin(Duration.ofSeconds(20)));
    }

    @Test
    void leaseThatIsLeftUnsaidIsTakenToBeTheOneAskedFor() throws Exception {
        network.become(request -> ok(plainRecord(0, 0)));
        fixture.keeper().register();
        assertEquals(0, fixture.requestsWithin(Duration.ofSeconds(100).minus(NANO)));
        assertEquals(1, fixture.requestsWithin(NANO));
    }

    @Test
    void pqueryIsARenewalToo() throws Exception {
        network.become(fixture.freshServer(1));
        ServerChoice keeper = fixture.keeper();
        keeper.register();
        fixture.clock.advance(Duration.ofSeconds(90));
        keeper.activePeers();
        assertEquals(0, fixture.requestsWithin(Duration.ofSeconds(100).minus(NANO)));
        assertEquals(1, fixture.requestsWithin(NANO));
    }

    @Test
    void peerThatIsForgottenRegistersAgainAtOnce() throws Exception {
        network.become(fixture.freshServer(1));
        ServerChoice keeper = fixture.keeper();
        String old = Long.toString(keeper.register().cookie().value());
        network.become(fixture.freshServer(2));
        assertEquals(2, fixture.requestsWithin(Duration.ofSeconds(100)));
        assertEquals(
                Requests.request("register", "peer-a", "Port", "4001", "Lease", "300", "Peer-Cookie", old),
                network.last());
        assertEquals(1, fixture.requestsWithin(Duration.ofSeconds(100)));
        assertEquals(
                List.of("registered peer-a:4001", "lost NotRegisteredException", "registered peer-a:4001"),
                fixture.events);
    }

    @Test
    void registeringIsTriedEverLessOftenAndForEver() {
        ServerChoice keeper = fixture.keeper();
        keeper.startRegistering();
        assertEquals(
                List.of(
                        1000L, 1600L, 2560L, 4096L, 6553L, 10485L, 16777L, 26843L, 42949L, 68719L, 109951L, 120000L,
                        120000L),
                gaps(13));
        assertEquals(List.of("lost PeerUnreachableException"), fixture.events);
        network.become(fixture.freshServer(1));
        assertEquals(1, fixture.requestsWithin(Duration.ofSeconds(120)));
        assertEquals(List.of("lost PeerUnreachableException", "registered peer-a:4001"), fixture.events);
        assertTrue(keeper.registration().isPresent());
    }

    @Test
    void waitBetweenTriesIsSpreadByAFifth() {
        fixture.keeper(SELF, Duration.ofSeconds(300), constant(0), Runnable::run)
                .startRegistering();
        assertEquals(List.of(800L, 1280L, 2048L), gaps(3));
    }

    @Test
    void forgottenPeerWhoseServerIsGoneKeepsTrying() throws Exception {
        network.become(fixture.freshServer(1));
        fixture.keeper().register();
        network.become(request -> {
            network.become(FakeNetwork.down());
            return Response.of(Status.FORBIDDEN);
        });
        fixture.clock.advance(Duration.ofSeconds(100));
        assertEquals(List.of("register", "keepalive", "register"), network.methods());
        assertEquals(List.of(1000L, 1600L, 2560L), gaps(3));
        assertEquals("register", network.last().method());
    }

    @Test
    void renewalThatFailsIsRepeatedSoonAndAtTheLatestWhenTheNextIsDue() throws Exception {
        FakeNetwork.Server server = fixture.freshServer(1);
        network.become(server);
        ServerChoice keeper = fixture.keeper(SELF, Duration.ofSeconds(30), constant(0.5), Runnable::run);
        keeper.register();
        network.become(FakeNetwork.down());
        fixture.clock.advance(Duration.ofSeconds(10));
        assertEquals(List.of(1000L, 1600L, 2560L, 4096L, 6553L, 10000L, 10000L), gaps(7));
        assertEquals("keepalive", network.last().method());
        assertEquals(List.of("registered peer-a:4001", "lost PeerUnreachableException"), fixture.events);
        assertTrue(keeper.registration().isEmpty(), "the lease has run out");
        network.become(server);
        assertEquals(1, fixture.requestsWithin(Duration.ofSeconds(10)));
        assertTrue(keeper.registration().isPresent());
        assertEquals(
                List.of("registered peer-a:4001", "lost PeerUnreachableException", "registered peer-a:4001"),
                fixture.events);
        assertEquals(List.of(10000L), gaps(1));
    }

    @Test
    void renewalIsGivenUpWhenTheNextIsDue() throws Exception {
        network.become(fixture.freshServer(1));
        fixture.keeper(SELF, Duration.ofSeconds(30), constant(0.5), Runnable::run)
                .register();
        fixture.clock.advance(Duration.ofSeconds(10));
        fixture.keeper(SELF, Duration.ofSeconds(7200), constant(0.5), Runnable::run)
                .register();
        fixture.clock.advance(Duration.ofSeconds(2400));
        assertEquals(Duration.ofSeconds(10), network.patience().get(1));
        assertEquals(KeeperFixture.CALL_TIMEOUT, network.patience().get(network.count() - 1));
    }

    @Test
    void backOffBeginsAnewAfterEachSuccess() throws Exception {
        FakeNetwork.Server server = fixture.freshServer(1);
        network.become(server);
        fixture.keeper().register();
        for (int outage = 0; outage < 2; outage++) {
            network.become(FakeNetwork.down());
            fixture.clock.advance(Duration.ofSeconds(100));
            assertEquals(List.of(1000L, 1600L), gaps(2));
            network.become(server);
            assertEquals(List.of(2560L), gaps(1));
        }
    }

    @Test
    void malformedAnswerIsAFailureLikeAnother() throws Exception {
        FakeNetwork.Server server = fixture.freshServer(1);
        network.become(server);
        fixture.keeper().register();
        network.become(request -> ok("{"));
        fixture.clock.advance(Duration.ofSeconds(100));
        network.become(server);
        assertEquals(List.of(1000L), gaps(1));
        assertEquals(
                List.of("registered peer-a:4001", "lost ProtocolViolationException", "registered peer-a:4001"),
                fixture.events);
    }

    @Test
    void faultOfOursDoesNotEndTheRenewals() throws Exception {
        FakeNetwork.Server server = fixture.freshServer(1);
        network.become(server);
        fixture.keeper().register();
        network.become(request -> {
            throw new IllegalStateException("a fault");
        });
        fixture.clock.advance(Duration.ofSeconds(100));
        network.become(server);
        assertEquals(List.of(1000L), gaps(1));
        assertEquals(List.of(100_000L), gaps(1));
    }

    @Test
    void renewalForWhichThereIsNoThreadIsNotTheLast() throws Exception {
        network.become(fixture.freshServer(1));
        boolean[] full = {false};
        ServerChoice keeper = fixture.keeper(SELF, Duration.ofSeconds(300), constant(0.5), task -> {
            if (full[0]) {
                throw new RejectedExecutionException("full");
            }
            task.run();
        });
        keeper.register();
        full[0] = true;
        assertThrows(AssertionError.class, () -> fixture.clock.advance(Duration.ofSeconds(100)));
        full[0] = false;
        assertEquals(List.of(101_000L), gaps(1));
        assertEquals("keepalive", network.last().method());
    }

    @Test
    void callOfTheUsersThatFailsChangesNothingAboutTheRenewals() throws Exception {
        FakeNetwork.Server server = fixture.freshServer(1);
        network.become(server);
        ServerChoice keeper = fixture.keeper();
        keeper.register();
        fixture.clock.advance(Duration.ofSeconds(60));
        network.become(FakeNetwork.down());
        assertThrows(PeerUnreachableException.class, keeper::keepalive);
        assertThrows(PeerUnreachableException.class, keeper::activePeers);
        assertThrows(PeerUnreachableException.class, keeper::register);
        network.become(server);
        assertEquals(List.of(40_000L), gaps(1));
        assertEquals("keepalive", network.last().method());
        assertEquals(List.of("registered peer-a:4001"), fixture.events);
    }

    @Test
    void activePeersThatFindThePeerForgottenAndTheServerGoneLeaveTheRestToTheRenewals() throws Exception {
        FakeNetwork.Server server = fixture.freshServer(1);
        network.become(server);
        ServerChoice keeper = fixture.keeper();
        keeper.register();
        network.become(request -> {
            network.become(FakeNetwork.down());
            return Response.of(Status.FORBIDDEN);
        });
        assertThrows(PeerUnreachableException.class, keeper::activePeers);
        assertEquals(Optional.empty(), keeper.registration());
        network.become(server);
        assertEquals(List.of(1000L), gaps(1));
        assertEquals("register", network.last().method());
    }

    /** Advances the clock until that many more requests were sent, and gives the milliseconds from each to the next. */
    private List<Long> gaps(int count) {
        int before = network.count();
        while (network.count() < before + count) {
            assertTrue(fixture.clock.nanos() < Duration.ofDays(1).toNanos(), "no more requests");
            // Shorter than any gap, so that the last request is no more than that ago.
            fixture.clock.advance(Duration.ofMillis(100));
        }
        List<Long> times = network.times();
        return IntStream.range(before, times.size())
                .mapToObj(i -> times.get(i) - times.get(i - 1))
                .toList();
    }
}
