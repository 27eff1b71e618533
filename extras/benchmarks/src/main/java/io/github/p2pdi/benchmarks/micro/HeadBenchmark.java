package io.github.p2pdi.benchmarks.micro;

import io.github.p2pdi.benchmarks.load.Wire;
import io.github.p2pdi.impl.codec.PseudoHttpCodec;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.wire.Event;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.MessageCodec;
import io.github.p2pdi.wire.ResponseHead;
import io.github.p2pdi.wire.WireLimits;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reading the frame of a keepalive from the loop's buffer, and writing the head of its answer. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class HeadBenchmark {
    private static final int BODY = 150;

    private final MessageCodec codec = new PseudoHttpCodec();
    private final MessageCodec.Decoder decoder = codec.decoder(MessageCodec.Role.SERVER, WireLimits.DEFAULT);
    private final ByteBuffer in = ByteBuffer.allocate(64 << 10);
    private final ByteBuffer frame =
            ByteBuffer.wrap(Wire.frame("keepalive h.example HTTP/1.1\r\nPeer-Cookie: 4711\r\n"));
    private final ResponseHead head = new ResponseHead(
            Status.OK,
            Headers.of(HeaderNames.HOST, "127.0.0.1")
                    .with(HeaderNames.OS, "Linux 6.1.0")
                    .with(HeaderNames.DATE, "Sun, 22 Nov 2026 20:06:55 GMT"));

    /** Reads one frame. */
    @Benchmark
    public Event decode() {
        in.clear().put(frame.rewind()).flip();
        Event started = decoder.next(in);
        decoder.next(in);
        return started;
    }

    /** Writes one head. */
    @Benchmark
    public ByteBuffer encode() {
        return codec.head(head, BODY);
    }
}
