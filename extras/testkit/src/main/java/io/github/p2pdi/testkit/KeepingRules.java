package io.github.p2pdi.testkit;

import static io.github.p2pdi.testkit.RegistryStage.ALICE;
import static io.github.p2pdi.testkit.RegistryStage.ASKED;
import static io.github.p2pdi.testkit.RegistryStage.BOB;
import static io.github.p2pdi.testkit.RegistryStage.ELSEWHERE;
import static io.github.p2pdi.testkit.RegistryStage.HOME;
import static io.github.p2pdi.testkit.RegistryStage.addresses;
import static io.github.p2pdi.testkit.RegistryStage.asking;
import static io.github.p2pdi.testkit.RegistryStage.plain;
import static io.github.p2pdi.testkit.RegistryStage.register;
import static io.github.p2pdi.testkit.RegistryStage.set;
import static io.github.p2pdi.testkit.RegistryStage.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.Registration;
import io.github.p2pdi.registry.Changes;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Rule 16: the two forms of registering and leaving, and what is known again after a restart. */
final class KeepingRules {
    private static final Duration A_WHILE = Duration.ofSeconds(100);

    private final RegistryStage stage;

    KeepingRules(RegistryStage stage) {
        this.stage = stage;
    }

    void whoDoesNotWaitIsToldTheSame(PeerRegistry registry) {
        Cookie cookie = register(registry, asking(ALICE, HOME)).cookie();
        stage.pass(A_WHILE);
        assertEquals(new Verdict.Held(ASKED.minus(A_WHILE)), registry.register(asking(ALICE, ELSEWHERE)));
        assertEquals(set(ALICE), addresses(registry.listed()));
        assertTrue(registry.leave(cookie));
        assertEquals(false, registry.leave(new Cookie(cookie.value() ^ 1)));
        assertEquals(set(), addresses(registry.listed()));
    }

    /** {@code opening} opens the registry again. */
    void whatWasToldIsKnownAfterARestart(PeerRegistry before, Callable<PeerRegistry> opening) throws Exception {
        Cookie alice = register(before, asking(ALICE, HOME)).cookie();
        Cookie bob = register(before, plain(BOB, HOME)).cookie();
        assertTrue(before.leave(bob));
        String version = before.version();
        stage.pass(A_WHILE);
        before.close();

        PeerRegistry after = opening.call();
        assertEquals(set(ALICE), addresses(after.listed()));
        assertEquals(Optional.of(HOME), after.owner(alice));
        if (after.version().equals(version)) {
            Optional<Changes> nothing = Optional.of(new Changes(version, List.of(), List.of()));
            assertEquals(nothing, after.changes(version, 1), "it has kept its version, and not what leads from there");
        }
        stage.pass(ASKED.minus(A_WHILE).minusNanos(1));
        assertEquals(set(ALICE), addresses(after.listed()), "the lease runs at least as long as it would have");
        assertEquals(ASKED, after.renew(alice).orElseThrow().peer().ttl());
        Registration again = register(after, with(alice, asking(ALICE, ELSEWHERE)));
        assertEquals(alice, again.cookie());
        assertEquals(2, again.peer().registrationCount());
        assertTrue(after.renew(bob).isPresent(), "who has left may come back");
        assertEquals(set(ALICE, BOB), addresses(after.listed()));
    }
}
