package io.github.p2pdi.benchmarks.micro;

import io.github.p2pdi.impl.registration.MemoryRegistryProvider;
import io.github.p2pdi.impl.runtime.SystemTime;
import io.github.p2pdi.model.Cookie;
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
import java.net.URI;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The registry in memory alone: a renewal, a registration of a known peer, and a sample, each among few and among many. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RegistryBenchmark {
    private static final int SAMPLE = 50;
    private static final String SOURCE = "127.0.0.1";

    /** How many peers are registered. */
    @Param({"100", "100000"})
    public int peers;

    private final SplittableRandom random = new SplittableRandom(1);
    private final SystemTime time = new SystemTime();
    private PeerRegistry registry = open(1);
    private Cookie[] cookies = {};

    /** Registers them. */
    @Setup
    public void fill() {
        registry = open(peers);
        cookies = new Cookie[peers];
        for (int i = 0; i < peers; i++) {
            cookies[i] = ((Verdict.Granted) registry.register(claim(i)))
                    .registration()
                    .cookie();
        }
    }

    private PeerRegistry open(int capacity) {
        return new MemoryRegistryProvider()
                .open(
                        URI.create("memory:/"),
                        new Context(
                                time,
                                () -> random.nextLong() >>> 1,
                                LeaseTerms.DEFAULT,
                                capacity,
                                capacity,
                                TakeOver.COOKIE_OR_ADDRESS,
                                RegistryListener.NONE));
    }

    private static Claim claim(int number) {
        return new Claim(
                PeerAddress.of("peer" + number + ".example", 4001), SOURCE, Optional.empty(), Optional.empty());
    }

    /** Closes the registry. */
    @TearDown
    public void close() {
        registry.close();
        time.close();
    }

    /** Renews the lease of any of them. */
    @Benchmark
    public Optional<Registration> renew() {
        return registry.renew(cookies[random.nextInt(peers)]);
    }

    /** Registers any of them again. */
    @Benchmark
    public Verdict registerAgain() {
        return registry.register(claim(random.nextInt(peers)));
    }

    /** Draws fifty of them. */
    @Benchmark
    public Listing sample() {
        return registry.sample(SAMPLE);
    }
}
