package io.github.p2pdi.registry.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.registry.Leave;
import io.github.p2pdi.registry.PeerRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
    @TempDir
    private Path folder;

    private final Stage stage = new Stage();

    @Test
    void whoIsRegisteredStaysSoWithItsCookieAndAWholeLease() throws Exception {
        Cookie cookie;
        try (PeerRegistry registry = stage.open(folder)) {
            cookie = Stage.registered(registry, 1);
            stage.clock.advance(Stage.LEASE.minusSeconds(1));
        }
        stage.clock.advance(Duration.ofDays(3));
        try (PeerRegistry registry = stage.open(folder)) {
            List<Peer> listed = registry.listed().peers();
            assertEquals(
                    List.of(Stage.peer(1)), listed.stream().map(Peer::address).toList());
            assertEquals(Stage.LEASE, listed.get(0).ttl());
            assertEquals(1, listed.get(0).registrationCount());
            assertTrue(registry.renew(cookie).isPresent());
        }
    }

    @Test
    void whoHasLeftOrRunOutIsInactiveAndCanComeBack() throws Exception {
        Cookie left;
        Cookie expired;
        try (PeerRegistry registry = stage.open(folder)) {
            left = Stage.registered(registry, 1);
            expired = Stage.registered(registry, 2);
            assertEquals(Leave.LEFT, Stage.leave(registry, left));
            stage.clock.advance(Stage.LEASE);
            assertEquals(0, registry.size());
        }
        try (PeerRegistry registry = stage.open(folder)) {
            assertEquals(0, registry.size());
            assertTrue(registry.renew(left).isPresent());
            assertTrue(registry.renew(expired).isPresent());
            assertEquals(2, registry.size());
        }
    }

    @Test
    void exchangedCookieIsDeadAfterARestartToo() throws Exception {
        Cookie old;
        Cookie fresh;
        try (PeerRegistry registry = stage.open(folder)) {
            old = Stage.registered(registry, 1);
            fresh = Stage.registered(registry, 1);
        }
        try (PeerRegistry registry = stage.open(folder)) {
            assertFalse(registry.renew(old).isPresent());
            assertEquals(2, registry.renew(fresh).orElseThrow().peer().registrationCount());
        }
    }
}
