package io.github.p2pdi.benchmarks.load;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** Drives one run: every line asks, and asks again when its reply has come, until the time or the number is up. */
public final class Generator {
    private static final int BUFFER = 256 << 10;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Plan plan;
    private final OptionalLong serverPid;
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER);
    private final Latencies latencies = new Latencies();
    private final List<Line> lines = new ArrayList<>();
    private final Selector selector;
    private long issued;
    private long errors;
    private long bytes;
    private int waiting;
    private long startedAt;
    private long endsAt;
    private long serverCpu;
    private long ownCpu;

    private Generator(Plan plan, OptionalLong serverPid, Selector selector) {
        this.plan = plan;
        this.serverPid = serverPid;
        this.selector = selector;
    }

    /**
     * Runs a plan on the calling thread.
     *
     * @param serverPid the process whose processor time is told
     * @throws IOException if the server cannot be connected to
     */
    public static Measured run(Plan plan, Scenario scenario, OptionalLong serverPid) throws IOException {
        try (Selector selector = Selector.open()) {
            Generator generator = new Generator(plan, serverPid, selector);
            try {
                return generator.run(scenario);
            } finally {
                for (Line line : generator.lines) {
                    line.close();
                }
            }
        }
    }

    private Measured run(Scenario scenario) throws IOException {
        for (int i = 0; i < plan.connections(); i++) {
            lines.add(new Line(plan, selector, scenario.requests(i), scenario.replies()));
        }
        long warmUntil = System.nanoTime() + plan.warmUp().toNanos();
        start(warmUntil);
        for (Line line : lines) {
            next(line, System.nanoTime());
        }
        boolean warm = plan.warmUp().isZero();
        while (waiting > 0) {
            selector.select(this::ready, 100);
            long now = System.nanoTime();
            if (!warm && now >= warmUntil) {
                warm = true;
                start(now);
            }
            if (now - endsAt > PATIENCE_NANOS) {
                errors += waiting;
                break;
            }
        }
        return measured(System.nanoTime());
    }

    /** From here on it counts. */
    private void start(long now) {
        startedAt = now;
        endsAt = now + plan.length().toNanos();
        errors = 0;
        bytes = 0;
        latencies.clear();
        serverCpu = serverCpu();
        ownCpu = THREADS.getCurrentThreadCpuTime();
    }

    private void next(Line line, long now) throws IOException {
        if (issued < plan.most() && now < endsAt) {
            issued++;
            waiting++;
            line.ask(now);
        } else {
            line.close();
        }
    }

    private void ready(SelectionKey key) {
        Line line = (Line) key.attachment();
        try {
            answered(line);
        } catch (IOException e) {
            errors++;
            waiting--;
            again(line);
        }
    }

    private void answered(Line line) throws IOException {
        int read = line.ready(in);
        bytes += Math.abs(read);
        if (read < 0) {
            long now = System.nanoTime();
            latencies.add(now - line.askedAt());
            errors += line.refused() ? 1 : 0;
            waiting--;
            next(line, now);
        }
    }

    private void again(Line line) {
        try {
            line.close();
            next(line, System.nanoTime());
        } catch (IOException e) {
            // This line has nobody to talk to any more; the others go on.
            errors++;
            waiting--;
        }
    }

    private long serverCpu() {
        return serverPid.isPresent() ? ProcessorTime.nanosOf(serverPid.getAsLong()) : 0;
    }

    private Measured measured(long now) {
        return new Measured(
                latencies.count(),
                errors,
                bytes,
                now - startedAt,
                latencies.quantile(0.5),
                latencies.quantile(0.99),
                latencies.quantile(0.999),
                serverCpu() - serverCpu,
                THREADS.getCurrentThreadCpuTime() - ownCpu);
    }
}
