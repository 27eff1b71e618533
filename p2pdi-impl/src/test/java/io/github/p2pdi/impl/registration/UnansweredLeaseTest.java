package io.github.p2pdi.impl.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.error.ExchangeTimeoutException;
import io.github.p2pdi.impl.state.StateFolder;
import io.github.p2pdi.model.Cookie;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule 6 of {@link io.github.p2pdi.node.RegistrationClient} where a server has done what it was asked, and its answer is lost. */
class UnansweredLeaseTest extends ChoosingServers {
    @TempDir
    Path place;

    private void becomeSilent() {
        network.become(A, request -> {
            a.answer(request);
            throw new ExchangeTimeoutException(A, "no answer", null);
        });
    }

    /** A is away for that long, and is left, or is not as no lease can run there. */
    private void assertLeftAfter(long seconds, boolean mayRun) throws Exception {
        assertEquals(B, choice.server());
        network.become(A, FakeNetwork.down());
        fixture.clock.advance(Duration.ofSeconds(seconds));
        network.become(A, a);
        asked();
        choice.leave();
        assertEquals(mayRun ? List.of("rs-b leave", "rs-a leave") : List.of("rs-b leave"), asked());
    }

    @Test
    void rule6WhereALeaseMayRunThatNoAnswerToldOfIsLeftForAsLong() throws Exception {
        String cookie = Long.toString(choice.register().cookie().value());
        choice.leave();
        for (Duration since : List.of(Duration.ofSeconds(299), Duration.ofSeconds(300))) {
            fixture.clock.advance(Duration.ofSeconds(300));
            becomeSilent();
            choice.register();
            fixture.clock.advance(since);
            asked();
            choice.leave();
            boolean mayRun = since.toSeconds() < 300;
            assertEquals(mayRun ? List.of("rs-b leave", "rs-a leave") : List.of("rs-b leave"), asked());
            assertEquals(mayRun, network.last().headers().first("Peer-Cookie").equals(Optional.of(cookie)));
        }
    }

    @ParameterizedTest
    @CsvSource({"true, 299", "true, 300", "false, 299", "false, 300"})
    void rule6LeaseThatWasRenewedWithoutAnAnswerIsLeftForAsLong(boolean byListing, long seconds) throws Exception {
        choice.register();
        fixture.clock.advance(Duration.ofSeconds(99));
        becomeSilent();
        if (byListing) {
            choice.activePeers();
        } else {
            choice.keepalive();
        }
        assertLeftAfter(seconds, seconds < 300);
    }

    /** A server of the base dialect heeds no wish for a shorter lease. */
    @ParameterizedTest
    @ValueSource(longs = {301, 7199, 7200})
    void rule6LeaseThatNoAnswerToldOfMayBeAsLongAsTheLastThatOneToldOf(long seconds) throws Exception {
        network.become(A, request -> KeeperFixture.ok(KeeperFixture.plainRecord(1234, 7200)));
        choice.register();
        choice.leave();
        fixture.clock.advance(Duration.ofSeconds(7200));
        becomeSilent();
        choice.register();
        assertLeftAfter(seconds, seconds < 7200);
    }

    @ParameterizedTest
    @ValueSource(longs = {301, 7199, 7200})
    void rule6WhereNoAnswerToldOfAnyTheLeaseMayBeThatOfTheBaseDialect(long seconds) throws Exception {
        try (StateFolder state = StateFolder.open(place.resolve("state"))) {
            fixture.memory = new CookieMemory(Optional.of(state));
            fixture.memory.keep(A, KeeperFixture.SELF, new Cookie(1234));
            choice = choice(A, B);
            becomeSilent();
            choice.register();
            assertLeftAfter(seconds, seconds < 7200);
        }
    }

    @ParameterizedTest
    @CsvSource({"false, 301", "false, 7199", "false, 7200", "true, 301", "true, 7199", "true, 7200"})
    void rule6WhereAnAnswerLeavesTheLengthUnsaidItMayBeThatOfTheBaseDialect(boolean renewed, long seconds)
            throws Exception {
        network.become(A, request -> KeeperFixture.ok(KeeperFixture.plainRecord(1234, 0)));
        choice.register();
        if (renewed) {
            fixture.clock.advance(Duration.ofSeconds(99));
            choice.keepalive();
        }
        network.become(A, FakeNetwork.down());
        choice.activePeers();
        assertLeftAfter(seconds, seconds < 7200);
    }

    @Test
    void rule6LeaseThatAnAnswerTellsOfTakesThePlaceOfWhatMayHaveBeen() throws Exception {
        network.become(A, request -> KeeperFixture.ok(KeeperFixture.plainRecord(1234, 7200)));
        choice.register();
        choice.leave();
        network.become(A, request -> {
            throw new ExchangeTimeoutException(A, "no answer", null);
        });
        choice.register();
        network.become(A, a);
        fixture.clock.advance(RETURN);
        assertEquals(A, choice.server());
        network.become(A, FakeNetwork.down());
        choice.activePeers();
        assertLeftAfter(301, false);
    }
}
