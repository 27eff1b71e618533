package io.github.p2pdi.registry.file;

import io.github.p2pdi.Registries;
import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.registry.Claim;
import io.github.p2pdi.registry.LeaseTerms;
import io.github.p2pdi.registry.Leave;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.PeerRegistryProvider.Context;
import io.github.p2pdi.registry.RegistryListener;
import io.github.p2pdi.registry.TakeOver;
import io.github.p2pdi.registry.Verdict;
import io.github.p2pdi.testkit.ManualClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Registries in a folder, one after the other, and peers that wait until what they did is safe. */
final class Stage {
    static final Duration LEASE = Duration.ofSeconds(60);

    final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final SecureRandom random = new SecureRandom();

    PeerRegistry open(Path folder) throws IOException {
        return open(folder.toUri());
    }

    PeerRegistry open(URI at) throws IOException {
        return new FileRegistryProvider().open(at, context());
    }

    PeerRegistry open(Path folder, String prefix) throws IOException {
        return Registries.over(FilePeerStore.open(folder, prefix), context());
    }

    private Context context() {
        return new Context(
                clock,
                () -> random.nextLong() >>> 1,
                LeaseTerms.DEFAULT,
                1_000_000,
                1_000_000,
                TakeOver.COOKIE_OR_ADDRESS,
                RegistryListener.NONE);
    }

    static PeerAddress peer(int number) {
        return PeerAddress.of("peer" + number + ".example", 4001);
    }

    static Verdict register(PeerRegistry registry, int number) throws Exception {
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        registry.register(claim(number), verdict::complete);
        return verdict.get(30, TimeUnit.SECONDS);
    }

    static Claim claim(int number) {
        return new Claim(peer(number), "192.0.2.1", Optional.empty(), Optional.of(LEASE));
    }

    static Cookie registered(PeerRegistry registry, int number) throws Exception {
        Verdict verdict = register(registry, number);
        if (verdict instanceof Verdict.Granted granted) {
            return granted.registration().cookie();
        }
        throw new AssertionError("not granted but " + verdict);
    }

    static Leave leave(PeerRegistry registry, Cookie cookie) throws Exception {
        CompletableFuture<Leave> outcome = new CompletableFuture<>();
        registry.leave(cookie, outcome::complete);
        return outcome.get(30, TimeUnit.SECONDS);
    }
}
