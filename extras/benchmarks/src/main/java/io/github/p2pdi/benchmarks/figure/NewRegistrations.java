package io.github.p2pdi.benchmarks.figure;

import io.github.p2pdi.benchmarks.load.Measured;
import io.github.p2pdi.benchmarks.load.WireScenario;
import io.github.p2pdi.benchmarks.server.OpenTrackerScenario;
import io.github.p2pdi.benchmarks.server.Rivals;
import io.github.p2pdi.benchmarks.server.ServerProcess;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Peers that nobody knows register, each over a connection of its own, beside announcements to opentracker. */
final class NewRegistrations implements Figure {
    private static final int AT_A_TIME = 16;

    @Override
    public String name() {
        return "register-new-connections";
    }

    @Override
    public void measure(Setting setting) throws IOException, InterruptedException {
        try (Scratch scratch = new Scratch()) {
            Optional<ServerProcess> tracker = Rivals.openTracker(scratch.readableByAll());
            if (tracker.isEmpty()) {
                setting.report().skipped(name(), "there is no opentracker");
                return;
            }
            try (ServerProcess rival = tracker.get();
                    ServerProcess server = setting.ours().registrationServer()) {
                compare(
                        setting,
                        new Side(
                                "ours",
                                server,
                                WireScenario.register(new AtomicLong()),
                                Side.plan(server, AT_A_TIME, setting.length()).withNewConnections()),
                        new Side(
                                "opentracker",
                                rival,
                                new OpenTrackerScenario(new AtomicLong()),
                                Side.plan(rival, AT_A_TIME, setting.length()).withNewConnections()));
            }
        }
    }

    private void compare(Setting setting, Side ours, Side tracker) throws IOException, InterruptedException {
        Side.inTurn(setting, ours, tracker);
        boolean met = setting.report().figure(name(), ours.against(tracker, Measured::rate), Target.atLeast(1));
        Misses.explain(setting, met, ours);
    }
}
