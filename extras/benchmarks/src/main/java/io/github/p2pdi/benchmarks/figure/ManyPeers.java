package io.github.p2pdi.benchmarks.figure;

import io.github.p2pdi.benchmarks.load.Measured;
import io.github.p2pdi.benchmarks.load.Plan;
import io.github.p2pdi.benchmarks.load.Population;
import io.github.p2pdi.benchmarks.load.Wire;
import io.github.p2pdi.benchmarks.load.WireScenario;
import io.github.p2pdi.benchmarks.server.ServerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Registrations, keepalives and short lists at a server that has so many peers, beside one that has none to speak of. Both have been asked to register
 * as often, so that the JVM has seen the same of both.
 */
final class ManyPeers implements Figure {
    private static final int CONNECTIONS = 16;
    private static final int FEW = 1000;
    private static final int REGISTRATIONS = 20_000;
    private static final int SOME = 50;
    /** The number of a peer that neither of them has. */
    private static final int ANOTHER = 90_000_000;

    private static final String JSON = "Accept: application/json\r\n";
    private static final String SAMPLE = JSON + "Limit: " + SOME + "\r\n";
    private static final String TAG = "ETag: ";
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
            Population.register(empty.address(), peers, () -> inEmpty.getAndIncrement() % FEW);
            inEmpty.set(0);
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
            lists(setting, full, many[0], empty, few[0]);
            compare(
                    setting,
                    "register-" + name(),
                    new Side("full", full, WireScenario.register(inFull), registering(full)),
                    new Side("empty", empty, WireScenario.register(inEmpty), registering(empty)));
        }
    }

    /** A sample, and the changes since a moment ago. */
    private void lists(Setting setting, ServerProcess full, long inFull, ServerProcess empty, long inEmpty)
            throws IOException, InterruptedException {
        String tagOfFull = tag(full, inFull);
        String tagOfEmpty = tag(empty, inEmpty);
        AtomicLong another = new AtomicLong(ANOTHER);
        Population.register(full.address(), SOME, another::getAndIncrement);
        Population.register(empty.address(), SOME, another::getAndIncrement);
        compare(
                setting,
                "sample-" + name(),
                list("full", full, setting, inFull, SAMPLE),
                list("empty", empty, setting, inEmpty, SAMPLE));
        compare(
                setting,
                "changes-" + name(),
                list("full", full, setting, inFull, JSON + "Since: " + tagOfFull + "\r\n"),
                list("empty", empty, setting, inEmpty, JSON + "Since: " + tagOfEmpty + "\r\n"));
    }

    private static Side list(String name, ServerProcess server, Setting setting, long cookie, String headers) {
        return new Side(
                name, server, WireScenario.pquery(cookie, headers), Side.plan(server, CONNECTIONS, setting.length()));
    }

    /** The tag of the list of all, of which no more than the head is read. */
    private static String tag(ServerProcess server, long cookie) throws IOException {
        List<String> head = Population.askForHead(server.address(), Wire.pquery(cookie, JSON));
        return head.stream()
                .filter(line -> line.startsWith(TAG))
                .map(line -> line.substring(TAG.length()))
                .findFirst()
                .orElseThrow(() -> new IOException("a list without a tag: " + head));
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
