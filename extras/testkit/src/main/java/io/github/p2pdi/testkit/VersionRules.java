package io.github.p2pdi.testkit;

import static io.github.p2pdi.testkit.RegistryStage.ALICE;
import static io.github.p2pdi.testkit.RegistryStage.ASKED;
import static io.github.p2pdi.testkit.RegistryStage.BOB;
import static io.github.p2pdi.testkit.RegistryStage.HOME;
import static io.github.p2pdi.testkit.RegistryStage.addresses;
import static io.github.p2pdi.testkit.RegistryStage.asking;
import static io.github.p2pdi.testkit.RegistryStage.plain;
import static io.github.p2pdi.testkit.RegistryStage.register;
import static io.github.p2pdi.testkit.RegistryStage.set;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.registry.Changes;
import io.github.p2pdi.registry.Listing;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Rules 13 and 14: versions, and what leads from one to another. */
final class VersionRules {
    private static final int STEPS = 3000;
    private static final int MANY = 10_000;

    private final RegistryStage stage;
    private final PeerRegistry registry;
    private final Set<String> versions = new HashSet<>();

    VersionRules(RegistryStage stage, PeerRegistry registry) {
        this.stage = stage;
        this.registry = registry;
    }

    private void expectAnother(String after) {
        String version = registry.version();
        assertTrue(versions.add(version), () -> "the version is an old one after " + after);
        assertTrue(version.matches("[0-9A-Za-z-]{1,64}"), version);
        assertEquals(version, registry.listed().version());
        assertEquals(version, registry.sample(1).version());
    }

    private void expectTheSame(String after) {
        assertTrue(versions.contains(registry.version()), () -> "another version after " + after);
    }

    void versionIsAnotherWheneverTheListIs() {
        expectAnother("opening");
        Cookie cookie = register(registry, asking(ALICE, HOME)).cookie();
        expectAnother("a peer that joined");
        registry.renew(cookie);
        Cookie again = register(registry, asking(ALICE, HOME)).cookie();
        registry.register(plain(ALICE, "somebody else"));
        stage.pass(Duration.ofSeconds(100));
        expectTheSame("a renewal, a registration anew and a refusal");
        register(registry, asking(new PeerAddress("tls", ALICE.host(), ALICE.port()), HOME));
        expectAnother("a move to another transport");
        stage.pass(ASKED);
        expectAnother("the end of a lease that nobody looked at");
        register(registry, asking(ALICE, HOME));
        expectAnother("a return");
        registry.leave(again);
        registry.leave(registerAnew());
        expectAnother("leaving");
    }

    private Cookie registerAnew() {
        return register(registry, plain(ALICE, HOME)).cookie();
    }

    void changesHaveEachPeerOnce() {
        Cookie alice = register(registry, asking(ALICE, HOME)).cookie();
        PeerAddress carol = PeerAddress.of("carol.example", 4003);
        Cookie leaving = register(registry, plain(carol, HOME)).cookie();
        String before = registry.version();
        register(registry, plain(BOB, HOME));
        registry.leave(leaving);
        register(registry, plain(PeerAddress.of("guest.example", 1), HOME));
        registry.leave(register(registry, plain(PeerAddress.of("guest.example", 1), HOME))
                .cookie());
        registry.renew(alice);
        stage.pass(ASKED);
        Changes changes = registry.changes(before, MANY).orElseThrow();
        assertEquals(List.of(BOB), changes.added().stream().map(Peer::address).toList());
        assertEquals(set(ALICE, carol), new TreeSet<>(changes.removed()));
        assertEquals(2, changes.removed().size());
        assertEquals(registry.version(), changes.version());
        assertEquals(Optional.empty(), registry.changes(before, 2), "three have changed");
        Optional<Changes> none = registry.changes(changes.version(), 1);
        assertEquals(Optional.of(new Changes(changes.version(), List.of(), List.of())), none);
    }

    void nothingLeadsFromUnknownVersions() {
        register(registry, plain(ALICE, HOME));
        String version = registry.version();
        for (String unknown :
                List.of("", "x", version + "0", "-", version.substring(1), "0" + version, "é", version + "-1")) {
            assertEquals(Optional.empty(), registry.changes(unknown, MANY), () -> "'" + unknown + "'");
        }
    }

    /** A history by lot, and followers who look at it now and then. */
    void whoFollowsChangesKnowsWhatIsListed() {
        Random random = stage.random;
        List<Cookie> cookies = new ArrayList<>();
        Map<Integer, Follower> followers = new HashMap<>();
        for (int step = 0; step < STEPS; step++) {
            happen(random, cookies);
            Follower follower = followers.computeIfAbsent(random.nextInt(4), any -> new Follower());
            Optional<Changes> changes = registry.changes(follower.version, MANY);
            if (changes.isPresent()) {
                follower.follow(changes.get());
            } else {
                follower.start(registry.listed());
            }
            assertEquals(addresses(registry.listed()), new TreeSet<>(follower.known.values()), "at step " + step);
        }
    }

    private void happen(Random random, List<Cookie> cookies) {
        switch (random.nextInt(4)) {
            case 0, 1 -> {
                PeerAddress address =
                        new PeerAddress(random.nextInt(8) == 0 ? "tls" : "tcp", "h" + random.nextInt(12), 1);
                if (registry.register(asking(address, "s" + random.nextInt(2))) instanceof Verdict.Granted granted) {
                    cookies.add(granted.registration().cookie());
                }
            }
            case 2 -> {
                if (!cookies.isEmpty()) {
                    Cookie cookie = cookies.get(random.nextInt(cookies.size()));
                    boolean known = random.nextBoolean()
                            ? registry.leave(cookie)
                            : registry.renew(cookie).isPresent();
                    assertEquals(known, registry.owner(cookie).isPresent());
                }
            }
            default -> stage.pass(Duration.ofSeconds(random.nextInt(100)));
        }
    }

    private static final class Follower {
        private final Map<String, PeerAddress> known = new HashMap<>();
        private String version = "";

        void start(Listing listing) {
            known.clear();
            follow(new Changes(listing.version(), listing.peers(), List.of()));
        }

        void follow(Changes changes) {
            changes.removed().forEach(gone -> known.remove(key(gone)));
            changes.added().forEach(peer -> known.put(key(peer.address()), peer.address()));
            version = changes.version();
        }

        private static String key(PeerAddress address) {
            return address.host() + ' ' + address.port();
        }
    }
}
