package io.github.p2pdi.benchmarks.micro;

import io.github.p2pdi.benchmarks.load.Wire;
import io.github.p2pdi.impl.conversation.Conversation;
import io.github.p2pdi.impl.json.PeerJson;
import io.github.p2pdi.impl.registration.AddressCheck;
import io.github.p2pdi.impl.registration.MemoryRegistryProvider;
import io.github.p2pdi.impl.registration.RegistrationService;
import io.github.p2pdi.impl.registration.ServerEvents;
import io.github.p2pdi.impl.runtime.SystemTime;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Registration;
import io.github.p2pdi.node.GuessLimit;
import io.github.p2pdi.node.RegistrationServerListener;
import io.github.p2pdi.registry.Claim;
import io.github.p2pdi.registry.LeaseTerms;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.PeerRegistryProvider;
import io.github.p2pdi.registry.RegistryListener;
import io.github.p2pdi.registry.TakeOver;
import io.github.p2pdi.registry.Verdict;
import io.github.p2pdi.transport.Remote;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A keepalive at a registration server, from the bytes of the request to the bytes of the answer, without the socket; and the JSON of its answer alone. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class KeepaliveBenchmark {
    private static final String SOURCE = "127.0.0.1";

    private final SplittableRandom random = new SplittableRandom(1);
    private final SystemTime time = new SystemTime();
    private final PeerRegistry registry = new MemoryRegistryProvider()
            .open(
                    URI.create("memory:/"),
                    new PeerRegistryProvider.Context(
                            time,
                            () -> random.nextLong() >>> 1,
                            LeaseTerms.DEFAULT,
                            10,
                            10,
                            TakeOver.COOKIE_OR_ADDRESS,
                            RegistryListener.NONE));
    private final Registration registration = ((Verdict.Granted) registry.register(
                    new Claim(PeerAddress.of("h.example", 4001), SOURCE, Optional.empty(), Optional.empty())))
            .registration();
    private final ByteBuffer frame = ByteBuffer.wrap(Wire.frame("keepalive h.example HTTP/1.1\r\nPeer-Cookie: "
            + registration.cookie().value() + "\r\n"));
    private final RegistrationService service = new RegistrationService(
            registry,
            AddressCheck.BELIEVING,
            new ServerEvents(RegistrationServerListener.NONE, Runnable::run),
            new RegistrationService.Terms(time, random, GuessLimit.DEFAULT, Runnable::run, Runnable::run));
    private final Remote remote = new Remote(PeerAddress.of(SOURCE, 50_000), SOURCE);
    private final Conversation conversation = new Conversation(new FixedContext(time), service, () -> remote, step -> {
        step.run();
        return true;
    });
    private final ByteBuffer in = ByteBuffer.allocate(64 << 10);
    private final ByteBuffer out = ByteBuffer.allocateDirect(64 << 10);

    /** Closes the registry. */
    @TearDown
    public void close() {
        registry.close();
        time.close();
    }

    /** Answers one. */
    @Benchmark
    public int answer() throws IOException {
        conversation.received(in.clear().put(frame.rewind()).flip());
        conversation.output(out.clear());
        conversation.sent(out.position());
        return out.position();
    }

    /** Writes the JSON. */
    @Benchmark
    public ByteBuffer json() {
        return PeerJson.registration(registration);
    }
}
