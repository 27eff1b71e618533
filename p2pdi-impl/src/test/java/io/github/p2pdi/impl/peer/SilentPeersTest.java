package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.node.Download;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.testkit.Script;
import io.github.p2pdi.testkit.ScriptedPeer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Active peers that do not answer, or not as they should. */
class SilentPeersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private <T extends AutoCloseable> T keep(T part) {
        opened.add(0, part);
        return part;
    }

    /** Five are asked at once, and others in the place of those who have said nothing for two seconds; all of them are waited for as long as ever. */
    @Test
    void manyWhoSayNothingDoNotKeepTheOthersFromBeingAsked() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        RegistrationServer tcp = keep(P2PDI.startRegistrationServer(
                RegistrationServerConfig.builder().port(0).build()));
        List<ScriptedPeer> silent = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            ScriptedPeer one =
                    keep(ScriptedPeer.start(Script.begin().expect().await(never).repeated()));
            silent.add(one);
            keep(P2PDI.startPeer(PeerConfig.builder()
                    .registrationServer(tcp.address())
                    .advertise(one.address())
                    .refreshInterval(Duration.ZERO)
                    .build()));
        }
        ManualClock clock = new ManualClock(Instant.EPOCH);
        PeerNode asker = keep(P2PDI.startPeer(PeerConfig.builder()
                .registrationServer(tcp.address())
                .refreshInterval(Duration.ZERO)
                .time(clock)
                .build()));
        Download search = asker.download(7);
        for (int asked = 5; asked <= 12; asked = asked == 12 ? 13 : Math.min(12, asked + 5)) {
            awaitAsked(silent, asked);
            clock.advance(Duration.ofSeconds(2));
        }
        assertEquals(Download.State.RUNNING, search.state());
        never.countDown();
        search.cancel();
    }

    private static void awaitAsked(List<ScriptedPeer> silent, int due) {
        long asked = asked(silent);
        for (long begun = System.nanoTime(); asked < due; asked = asked(silent)) {
            assertTrue(System.nanoTime() - begun < PATIENCE.toNanos(), asked + " were asked, not " + due);
            Thread.onSpinWait();
        }
        assertEquals(due, asked);
    }

    private static long asked(List<ScriptedPeer> silent) {
        return silent.stream().filter(each -> !each.received().isEmpty()).count();
    }

    @Test
    void whoseIndexCouldNotBeHadIsToldUntilItCanBe() throws Exception {
        try (ScriptedPeer broken = ScriptedPeer.start(Script.begin()
                        .expect()
                        .answer("HTTP/1.1 500 Internal Server Error\r\n\r\n")
                        // Asked for its own records alone, where all that it knows could not be had.
                        .expect()
                        .answer("HTTP/1.1 500 Internal Server Error\r\n\r\n")
                        .expect()
                        .answer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]"));
                RegistrationServer tcp = P2PDI.startRegistrationServer(
                        RegistrationServerConfig.builder().port(0).build());
                PeerNode named = P2PDI.startPeer(PeerConfig.builder()
                        .registrationServer(tcp.address())
                        .advertise(broken.address())
                        .build());
                PeerNode asker = P2PDI.startPeer(PeerConfig.builder()
                        .registrationServer(tcp.address())
                        .refreshInterval(Duration.ZERO)
                        .build())) {
            assertEquals(Map.of(), asker.failedPeers());
            asker.refresh();
            assertEquals(Set.of(named.address()), asker.failedPeers().keySet());
            P2pdiException why = asker.failedPeers().get(broken.address());
            assertTrue(String.valueOf(why.getMessage()).contains("500"), why.getMessage());
            asker.refresh();
            assertEquals(Map.of(), asker.failedPeers());
        }
    }
}
