package io.github.p2pdi.benchmarks.figure;

import io.github.p2pdi.benchmarks.load.Measured;
import io.github.p2pdi.benchmarks.load.Population;
import io.github.p2pdi.benchmarks.load.WireScenario;
import io.github.p2pdi.benchmarks.server.ServerProcess;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** One asker has the list of a thousand peers again and again, while nothing changes. */
final class ListOfThousand implements Figure {
    private static final int PEERS = 1001;
    private static final double MOST_MICROS = 500;

    @Override
    public String name() {
        return "pquery-1000";
    }

    @Override
    public void measure(Setting setting) throws IOException, InterruptedException {
        try (ServerProcess server = setting.ours().registrationServer()) {
            long[] cookies = Population.register(server.address(), PEERS, new AtomicLong()::getAndIncrement);
            measure(setting, name() + "-plain", server, WireScenario.pquery(cookies[0], ""));
            measure(setting, name() + "-json", server, WireScenario.pquery(cookies[0], "Accept: application/json\r\n"));
        }
    }

    private static void measure(Setting setting, String name, ServerProcess server, WireScenario scenario)
            throws IOException, InterruptedException {
        Side side = new Side("ours", server, scenario, Side.plan(server, 1, setting.length()));
        Side.inTurn(setting, side);
        double micros = side.median(Measured::p50Nanos) / 1000;
        Misses.explain(setting, setting.report().figure(name, micros, Target.atMost(MOST_MICROS, "us")), side);
    }
}
