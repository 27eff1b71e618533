package io.github.p2pdi.benchmarks.figure;

import io.github.p2pdi.benchmarks.load.Generator;
import io.github.p2pdi.benchmarks.load.Measured;
import io.github.p2pdi.benchmarks.load.Median;
import io.github.p2pdi.benchmarks.load.Plan;
import io.github.p2pdi.benchmarks.load.Scenario;
import io.github.p2pdi.benchmarks.server.ServerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/** One of the servers that are compared, with what it is asked and what it has shown. */
final class Side {
    private static final long WARM_REQUESTS = 200_000;
    private static final long WARM_BYTES = 16L << 30;
    private static final Duration WARM_AT_MOST = Duration.ofMinutes(1);
    private static final double UNSTEADY = 1.5;

    private final String name;
    private final ServerProcess server;
    private final Scenario scenario;
    private final Plan plan;
    private final long bytesEach;
    private final List<Measured> rounds = new ArrayList<>();

    Side(String name, ServerProcess server, Scenario scenario, Plan plan) {
        this(name, server, scenario, plan, 0);
    }

    /** {@code bytesEach} is what a reply brings, where that is much. */
    Side(String name, ServerProcess server, Scenario scenario, Plan plan, long bytesEach) {
        this.name = name;
        this.server = server;
        this.scenario = scenario;
        this.plan = plan;
        this.bytesEach = bytesEach;
    }

    /** Asks all of them in turn, round after round, once they are warm, and prints what each has shown. */
    static void inTurn(Setting setting, Side... sides) throws IOException {
        for (Side side : sides) {
            setting.report().say(side.name + ": " + side.server.command());
            side.warm();
        }
        for (int i = 0; i < setting.rounds(); i++) {
            for (Side side : sides) {
                side.run();
            }
        }
        for (Side side : sides) {
            side.rounds.forEach(round -> setting.report().say(side.name + ": " + round));
            side.tellSpread(setting.report());
        }
    }

    /** By requests rather than by time: on a busy machine a JVM takes longer until it has compiled what counts. Fewer, where each brings much. */
    private void warm() throws IOException {
        long requests = Math.max(1, Math.min(WARM_REQUESTS, WARM_BYTES / Math.max(1, bytesEach)));
        Generator.run(plan.times(requests, WARM_AT_MOST), scenario, OptionalLong.empty());
    }

    void run() throws IOException {
        Measured measured = Generator.run(plan, scenario, OptionalLong.of(server.pid()));
        if (measured.errors() > measured.replies() / 1000) {
            throw new IOException(name + " has failed: " + measured);
        }
        rounds.add(measured);
    }

    /** A ratio of medians says little where the rounds of one side differ more than the sides do. */
    private void tellSpread(Report report) {
        double slowest = rounds.stream().mapToDouble(Measured::rate).min().orElse(0);
        double fastest = rounds.stream().mapToDouble(Measured::rate).max().orElse(0);
        if (fastest > slowest * UNSTEADY) {
            report.say(name + ": unsteady, the fastest round was more than " + UNSTEADY + " times the slowest");
        }
    }

    double median(ToDoubleFunction<Measured> of) {
        return Median.of(rounds.stream().map(of::applyAsDouble).toList());
    }

    /**
     * How this side compares to another: the median of the ratios of their rounds, each of which ran right behind one of the other. The speed of a
     * machine changes within minutes, by more than the sides differ; within two rounds it seldom does.
     */
    double against(Side other, ToDoubleFunction<Measured> of) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < rounds.size(); i++) {
            ratios.add(of.applyAsDouble(rounds.get(i)) / of.applyAsDouble(other.rounds.get(i)));
        }
        return Median.of(ratios);
    }

    ServerProcess server() {
        return server;
    }

    static Plan plan(ServerProcess server, int connections, Duration length) {
        return Plan.kept(server.address(), connections, length);
    }
}
