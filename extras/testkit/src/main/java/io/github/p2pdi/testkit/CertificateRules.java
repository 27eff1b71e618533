package io.github.p2pdi.testkit;

import static io.github.p2pdi.testkit.RegistryStage.ALICE;
import static io.github.p2pdi.testkit.RegistryStage.ELSEWHERE;
import static io.github.p2pdi.testkit.RegistryStage.HOME;
import static io.github.p2pdi.testkit.RegistryStage.STANDARD;
import static io.github.p2pdi.testkit.RegistryStage.addresses;
import static io.github.p2pdi.testkit.RegistryStage.asking;
import static io.github.p2pdi.testkit.RegistryStage.certified;
import static io.github.p2pdi.testkit.RegistryStage.plain;
import static io.github.p2pdi.testkit.RegistryStage.register;
import static io.github.p2pdi.testkit.RegistryStage.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.registry.Claim;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.Verdict;
import java.util.Optional;

/** Rule 4, where a record is a certificate's. */
final class CertificateRules {
    private static final Digest MINE = Digest.of(new byte[32]);
    private static final Digest OTHER = new Digest("ab".repeat(32));

    private final RegistryStage stage;
    private final PeerRegistry registry;

    CertificateRules(RegistryStage stage, PeerRegistry registry) {
        this.stage = stage;
        this.registry = registry;
    }

    void recordOfACertificateIsItsOwnFromAnywhere() {
        Claim first = certified(MINE, plain(ALICE, HOME));
        Cookie cookie = register(registry, first).cookie();
        assertEquals(Optional.of(first.owner()), registry.owner(cookie));
        assertInstanceOf(Verdict.Held.class, registry.register(plain(ALICE, HOME)), "where it came from is nobody");
        assertInstanceOf(Verdict.Held.class, registry.register(certified(OTHER, plain(ALICE, HOME))));
        assertEquals(
                cookie,
                register(registry, certified(MINE, plain(ALICE, ELSEWHERE))).cookie());
        Cookie another =
                register(registry, certified(MINE, asking(ALICE, ELSEWHERE))).cookie();
        assertNotEquals(cookie, another, "as rule 5 has it");
        stage.pass(STANDARD);
        assertEquals(
                another, register(registry, certified(MINE, plain(ALICE, HOME))).cookie(), "also of an inactive one");
        assertEquals(Optional.of(first.owner()), registry.owner(another));
        assertEquals(set(ALICE), addresses(registry.listed()));
    }
}
