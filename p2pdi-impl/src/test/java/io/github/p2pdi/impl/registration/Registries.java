package io.github.p2pdi.impl.registration;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Registration;
import io.github.p2pdi.node.GuessLimit;
import io.github.p2pdi.node.RegistrationServerListener;
import io.github.p2pdi.registry.Claim;
import io.github.p2pdi.registry.LeaseTerms;
import io.github.p2pdi.registry.Listing;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.PeerRegistryProvider.Context;
import io.github.p2pdi.registry.RegistryListener;
import io.github.p2pdi.registry.TakeOver;
import io.github.p2pdi.registry.Verdict;
import io.github.p2pdi.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** What tests of registries have in common. */
final class Registries {
    static final PeerAddress ALICE = PeerAddress.of("alice.example", 4001);
    static final PeerAddress BOB = PeerAddress.of("bob.example", 4002);
    static final PeerAddress CAROL = PeerAddress.of("carol.example", 4003);
    static final String HOME = "192.0.2.1";
    static final String ELSEWHERE = "198.51.100.9";

    private Registries() {}

    /** A registry with the default leases and room for many; its cookies count from 1001. */
    static PeerRegistry open(TimeSource time) {
        return open(time, counting(), 1000);
    }

    static PeerRegistry open(TimeSource time, LongSupplier cookies, int capacity) {
        return open(new Context(
                time,
                cookies,
                LeaseTerms.DEFAULT,
                capacity,
                1_000_000,
                TakeOver.COOKIE_OR_ADDRESS,
                RegistryListener.NONE));
    }

    static PeerRegistry open(Context context) {
        return new MemoryRegistryProvider().open(URI.create("memory:/"), context);
    }

    /** The registry itself draws three before the first cookie. */
    static LongSupplier counting() {
        return new AtomicLong(997)::incrementAndGet;
    }

    /** A service that believes everybody. */
    static RegistrationService service(PeerRegistry registry, TimeSource time) {
        return new RegistrationService(
                registry,
                AddressCheck.BELIEVING,
                new ServerEvents(RegistrationServerListener.NONE, Runnable::run),
                new RegistrationService.Terms(time, new Random(5), GuessLimit.DEFAULT, Runnable::run, Runnable::run));
    }

    /** A claim as the base dialect makes it. */
    static Claim plain(PeerAddress address, String source) {
        return new Claim(address, source, Optional.empty(), Optional.empty());
    }

    static Claim withLease(PeerAddress address, String source, Duration lease) {
        return new Claim(address, source, Optional.empty(), Optional.of(lease));
    }

    static Claim bringing(Cookie cookie, Claim claim) {
        return new Claim(claim.address(), claim.source(), Optional.of(cookie), claim.lease());
    }

    static Registration granted(Verdict verdict) {
        if (verdict instanceof Verdict.Granted granted) {
            return granted.registration();
        }
        throw new AssertionError("not granted but " + verdict);
    }

    static Set<PeerAddress> activeAddresses(PeerRegistry registry) {
        return addresses(registry.listed());
    }

    static Set<PeerAddress> addresses(Listing listing) {
        List<Peer> active = listing.peers();
        Set<PeerAddress> addresses = active.stream().map(Peer::address).collect(Collectors.toSet());
        if (addresses.size() != active.size()) {
            throw new AssertionError("listed twice: " + active);
        }
        return addresses;
    }
}
