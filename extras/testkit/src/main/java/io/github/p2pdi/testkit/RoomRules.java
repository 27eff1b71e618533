package io.github.p2pdi.testkit;

import static io.github.p2pdi.testkit.RegistryStage.ALICE;
import static io.github.p2pdi.testkit.RegistryStage.BOB;
import static io.github.p2pdi.testkit.RegistryStage.ELSEWHERE;
import static io.github.p2pdi.testkit.RegistryStage.HOME;
import static io.github.p2pdi.testkit.RegistryStage.plain;
import static io.github.p2pdi.testkit.RegistryStage.register;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.Verdict;
import java.time.Duration;
import java.util.Optional;

/** Rules 10 and 11: how many records there may be, in a registry that has room for two. */
final class RoomRules {
    private static final PeerAddress CAROL = PeerAddress.of("carol.example", 4003);

    private final RegistryStage stage;
    private final PeerRegistry registry;

    RoomRules(RegistryStage stage, PeerRegistry registry) {
        this.stage = stage;
        this.registry = registry;
    }

    void atTheCapacityTheLongestInactiveMakesRoom() {
        Cookie alice = register(registry, plain(ALICE, HOME)).cookie();
        Cookie bob = register(registry, plain(BOB, HOME)).cookie();
        assertInstanceOf(Verdict.Full.class, registry.register(plain(CAROL, HOME)));
        registry.leave(bob);
        stage.pass(Duration.ofSeconds(1));
        registry.leave(alice);
        register(registry, plain(CAROL, HOME));
        assertEquals(Optional.empty(), registry.renew(bob));
        assertTrue(registry.renew(alice).isPresent());
    }

    void sourceHasSoManyRecordsAndItsOwnInactiveOnesMakeRoom() {
        Cookie alice = register(registry, plain(ALICE, HOME)).cookie();
        register(registry, plain(BOB, HOME));
        assertEquals(new Verdict.Crowded(2), registry.register(plain(CAROL, HOME)));
        register(registry, plain(CAROL, ELSEWHERE));
        register(registry, plain(ALICE, HOME));
        registry.leave(alice);
        register(registry, plain(PeerAddress.of("dave.example", 4004), HOME));
        assertEquals(Optional.empty(), registry.renew(alice));
        for (int port = 5000; port < 5010; port++) {
            register(registry, plain(PeerAddress.of("local", port), "loopback"));
        }
    }
}
