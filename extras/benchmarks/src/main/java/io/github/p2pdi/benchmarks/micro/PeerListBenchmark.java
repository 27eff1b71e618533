package io.github.p2pdi.benchmarks.micro;

import io.github.p2pdi.impl.json.EncodedPeers;
import io.github.p2pdi.impl.json.PeerEntry;
import io.github.p2pdi.impl.json.PeerJson;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Writing and reading the list of a thousand peers that answers a pquery with {@code Accept}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class PeerListBenchmark {
    private static final int PEERS = 1000;

    private final List<Peer> peers = IntStream.range(0, PEERS)
            .mapToObj(i -> new Peer(
                    PeerAddress.of("peer" + i + ".example", 4001),
                    Instant.ofEpochSecond(1_795_378_576L, i * 1_000_000L % 1_000_000_000L),
                    1,
                    true,
                    Duration.ofSeconds(300),
                    Optional.of(Duration.ofSeconds(i % 100))))
            .toList();
    private final byte[] encoded = bytes(PeerJson.list(peers));

    private static byte[] bytes(ByteBuffer json) {
        byte[] copy = new byte[json.remaining()];
        json.get(copy);
        return copy;
    }

    /** Writes the list. */
    @Benchmark
    public ByteBuffer encode() {
        return PeerJson.list(peers);
    }

    /** Writes it for those without {@code Accept}: each peer is a string. */
    @Benchmark
    public EncodedPeers encodePlain() {
        return PeerJson.encodePlain(peers);
    }

    /** Reads the list. */
    @Benchmark
    public List<PeerEntry> decode() throws IOException {
        return PeerJson.readList(new ByteArrayInputStream(encoded), PEERS);
    }
}
