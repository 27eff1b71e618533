package io.github.p2pdi.testkit;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Registration;
import io.github.p2pdi.registry.Claim;
import io.github.p2pdi.registry.LeaseTerms;
import io.github.p2pdi.registry.Listing;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.PeerRegistryProvider.Context;
import io.github.p2pdi.registry.RegistryListener;
import io.github.p2pdi.registry.TakeOver;
import io.github.p2pdi.registry.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/** What a test of a registry plays on: a clock that stands still, claims, and a record of what the registry told. */
final class RegistryStage {
    static final PeerAddress ALICE = PeerAddress.of("alice.example", 4001);
    static final PeerAddress BOB = PeerAddress.of("bob.example", 4002);
    static final String HOME = "192.0.2.1";
    static final String ELSEWHERE = "198.51.100.9";
    static final Duration STANDARD = Duration.ofSeconds(7200);
    static final Duration ASKED = Duration.ofSeconds(300);

    final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T00:00:00Z"));
    final List<String> told = new ArrayList<>();
    final Random random = new Random(20260301);

    private final RegistryListener listener = new RegistryListener() {
        @Override
        public void joined(Peer peer) {
            told.add("joined " + peer.address());
        }

        @Override
        public void left(PeerAddress address) {
            told.add("left " + address);
        }

        @Override
        public void expired(PeerAddress address) {
            told.add("expired " + address);
        }
    };

    /** What a registry is opened with, if a test does not say otherwise. */
    Context context() {
        return context(TakeOver.COOKIE_OR_ADDRESS, 1000, 1000);
    }

    Context context(TakeOver takeOver, int capacity, int perSource) {
        return context(() -> random.nextLong() >>> 1, takeOver, capacity, perSource);
    }

    Context context(LongSupplier cookies, TakeOver takeOver, int capacity, int perSource) {
        return new Context(clock, cookies, LeaseTerms.DEFAULT, capacity, perSource, takeOver, listener);
    }

    /** A claim as the base dialect makes it. */
    static Claim plain(PeerAddress address, String source) {
        return new Claim(address, source, Optional.empty(), Optional.empty());
    }

    static Claim asking(PeerAddress address, String source) {
        return new Claim(address, source, Optional.empty(), Optional.of(ASKED));
    }

    static Claim with(Cookie cookie, Claim claim) {
        return new Claim(claim.address(), claim.source(), Optional.of(cookie), claim.lease(), claim.listed(), false);
    }

    static Claim certified(Digest certificate, Claim claim) {
        return new Claim(
                claim.address(),
                claim.source(),
                claim.cookie(),
                claim.lease(),
                claim.listed(),
                claim.unproven(),
                Optional.of(certificate));
    }

    static Claim hidden(Claim claim) {
        return new Claim(claim.address(), claim.source(), claim.cookie(), claim.lease(), false, false);
    }

    /** Registers, which must be granted. */
    static Registration register(PeerRegistry registry, Claim claim) {
        Verdict verdict = registry.register(claim);
        if (verdict instanceof Verdict.Granted granted) {
            return granted.registration();
        }
        throw new AssertionError("not granted but " + verdict);
    }

    /** Who is listed, each once. */
    static Set<PeerAddress> addresses(Listing listing) {
        Set<PeerAddress> addresses = new TreeSet<>();
        for (Peer peer : listing.peers()) {
            if (!addresses.add(peer.address())) {
                throw new AssertionError(peer.address() + " is listed twice");
            }
        }
        return addresses;
    }

    static Set<PeerAddress> set(PeerAddress... addresses) {
        return new TreeSet<>(List.of(addresses));
    }

    /** Nothing happens and time goes on. */
    void pass(Duration time) {
        clock.advance(time);
    }
}
