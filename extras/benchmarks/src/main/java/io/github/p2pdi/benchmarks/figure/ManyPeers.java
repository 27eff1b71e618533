package io.github.p2pdi.benchmarks.figure;

import io.github.p2pdi.benchmarks.load.Measured;
import io.github.p2pdi.benchmarks.load.Plan;
import io.github.p2pdi.benchmarks.load.Population;
import io.github.p2pdi.benchmarks.load.WireScenario;
import io.github.p2pdi.benchmarks.server.ServerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Registrations and keepalives at a server that has so many peers, beside one that has none to speak of. */
final class ManyPeers implements Figure {
    private static final int CONNECTIONS = 16;
    private static final int FEW = 1000;
    private static final int REGISTRATIONS = 20_000;
    private static final double SLOWER_AT_MOST = 1.2;

    private final int peers;

    ManyPeers(int peers) {
        this.peers = peers;
    }

    @Override
    public String name() {
        return "at-" + peers + "-peers";
    }

    @Override
    public void measure(Setting setting) throws IOException, InterruptedException {
        try (ServerProcess full = setting.ours().registrationServer();
                ServerProcess empty = setting.ours().registrationServer()) {
            AtomicLong inFull = new AtomicLong();
            AtomicLong inEmpty = new AtomicLong();
            long[] many = Population.register(full.address(), peers, inFull::getAndIncrement);
            long[] few = Population.register(empty.address(), FEW, inEmpty::getAndIncrement);
            compare(
                    setting,
                    "keepalive-" + name(),
                    new Side(
                            "full", full, WireScenario.keepalive(many), Side.plan(full, CONNECTIONS, setting.length())),
                    new Side(
                            "empty",
                            empty,
                            WireScenario.keepalive(few),
                            Side.plan(empty, CONNECTIONS, setting.length())));
            compare(
                    setting,
                    "register-" + name(),
                    new Side("full", full, WireScenario.register(inFull), registering(full)),
                    new Side("empty", empty, WireScenario.register(inEmpty), registering(empty)));
        }
    }

    /** So few that the empty one stays nearly so. */
    private static Plan registering(ServerProcess server) {
        return Side.plan(server, CONNECTIONS, Duration.ZERO).times(REGISTRATIONS, Duration.ofSeconds(30));
    }

    private static void compare(Setting setting, String name, Side full, Side empty)
            throws IOException, InterruptedException {
        Side.inTurn(setting, full, empty);
        boolean met = setting.report().figure(name, empty.against(full, Measured::rate), Target.atMost(SLOWER_AT_MOST));
        Misses.explain(setting, met, full);
    }
}
