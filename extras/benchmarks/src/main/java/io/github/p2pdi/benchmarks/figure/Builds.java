package io.github.p2pdi.benchmarks.figure;

import io.github.p2pdi.benchmarks.load.Measured;
import io.github.p2pdi.benchmarks.load.Plan;
import io.github.p2pdi.benchmarks.load.Population;
import io.github.p2pdi.benchmarks.load.WireScenario;
import io.github.p2pdi.benchmarks.server.Ours;
import io.github.p2pdi.benchmarks.server.ServerProcess;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Two builds of ours, one beside the other: what a change has brought. */
public final class Builds implements Figure {
    private static final String SAMPLE = "Accept: application/json\r\nLimit: 50\r\n";

    private final Ours before;
    private final int connections;
    private final int peers;
    private final Asking asking;

    /**
     * Compares.
     *
     * @param before the other build
     * @param connections how many ask at the same time
     * @param peers how many are known
     * @param asking what is asked
     */
    public Builds(Ours before, int connections, int peers, Asking asking) {
        this.before = before;
        this.connections = connections;
        this.peers = peers;
        this.asking = asking;
    }

    @Override
    public String name() {
        return "builds-" + asking.name().toLowerCase(Locale.ROOT) + "-" + connections;
    }

    @Override
    public void measure(Setting setting) throws IOException, InterruptedException {
        try (ServerProcess old = before.registrationServer();
                ServerProcess fresh = setting.ours().registrationServer()) {
            Side earlier = side("before", old, setting);
            Side later = side("after", fresh, setting);
            Side.inTurn(setting, earlier, later);
            Report report = setting.report();
            report.figure(name() + "-rate", later.against(earlier, Measured::rate), Target.atLeast(1));
            report.figure(name() + "-p50", later.against(earlier, Measured::p50Nanos), Target.atMost(1));
            boolean met =
                    report.figure(name() + "-cpu", later.against(earlier, Measured::serverMicros), Target.atMost(1));
            Misses.explain(setting, met, later);
        }
    }

    private Side side(String name, ServerProcess server, Setting setting) throws IOException {
        Plan plan = Side.plan(server, connections, setting.length());
        if (asking == Asking.REGISTER) {
            return new Side(name, server, WireScenario.register(new AtomicLong()), plan.withNewConnections());
        }
        long[] cookies = Population.register(server.address(), peers, new AtomicLong()::getAndIncrement);
        return new Side(
                name,
                server,
                asking == Asking.SAMPLE ? WireScenario.pquery(cookies[0], SAMPLE) : WireScenario.keepalive(cookies),
                plan);
    }

    /** What is asked. */
    public enum Asking {
        /** New peers register, each over a new connection. */
        REGISTER,
        /** Known peers keep alive. */
        KEEPALIVE,
        /** One peer asks for samples of 50 of the others. */
        SAMPLE
    }
}
