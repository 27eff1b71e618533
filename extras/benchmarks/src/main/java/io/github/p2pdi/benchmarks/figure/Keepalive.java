package io.github.p2pdi.benchmarks.figure;

import io.github.p2pdi.benchmarks.load.Measured;
import io.github.p2pdi.benchmarks.load.Population;
import io.github.p2pdi.benchmarks.load.WireScenario;
import io.github.p2pdi.benchmarks.server.RedisScenario;
import io.github.p2pdi.benchmarks.server.Rivals;
import io.github.p2pdi.benchmarks.server.ServerProcess;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Keepalives of a thousand peers, beside Redis that is told as many records with an end. */
final class Keepalive implements Figure {
    private static final int PEERS = 1000;
    private static final double MOST_CPU_MICROS = 10;

    private final int connections;

    Keepalive(int connections) {
        this.connections = connections;
    }

    @Override
    public String name() {
        return "keepalive-" + connections;
    }

    @Override
    public void measure(Setting setting) throws IOException, InterruptedException {
        Optional<ServerProcess> redis = Rivals.redis();
        if (redis.isEmpty()) {
            setting.report().skipped(name(), "there is no redis-server");
            return;
        }
        try (ServerProcess rival = redis.get();
                ServerProcess server = setting.ours().registrationServer()) {
            long[] cookies = Population.register(server.address(), PEERS, new AtomicLong()::getAndIncrement);
            compare(
                    setting,
                    new Side(
                            "ours",
                            server,
                            WireScenario.keepalive(cookies),
                            Side.plan(server, connections, setting.length())),
                    new Side("redis", rival, new RedisScenario(), Side.plan(rival, connections, setting.length())));
        }
    }

    private void compare(Setting setting, Side ours, Side redis) throws IOException, InterruptedException {
        Side.inTurn(setting, ours, redis);
        Report report = setting.report();
        boolean met = report.figure(name() + "-rate", ours.against(redis, Measured::rate), Target.atLeast(1));
        met &= report.figure(name() + "-p99", ours.against(redis, Measured::p99Nanos), Target.atMost(1.5));
        met &= report.figure(
                name() + "-cpu", ours.median(Measured::serverMicros), Target.atMost(MOST_CPU_MICROS, "us"));
        report.say("redis: " + redis.median(Measured::serverMicros) + " us of cpu a request");
        Misses.explain(setting, met, ours);
    }
}
