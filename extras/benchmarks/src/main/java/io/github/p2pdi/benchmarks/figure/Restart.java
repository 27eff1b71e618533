package io.github.p2pdi.benchmarks.figure;

import io.github.p2pdi.benchmarks.load.Median;
import io.github.p2pdi.benchmarks.load.Population;
import io.github.p2pdi.benchmarks.load.Wire;
import io.github.p2pdi.benchmarks.server.ServerProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long a registration server that keeps its peers in a folder is away when it is killed: from the start of the JVM to the answer to a peer that was
 * registered before. After each restart all peers must be listed.
 */
final class Restart implements Figure {
    private static final int PEERS = 100_000;
    private static final double MOST_SECONDS = 2;
    private static final String OK = "HTTP/1.1 200 ";
    private static final String LISTED = "hostname";

    @Override
    public String name() {
        return "restart-with-100000-peers";
    }

    @Override
    public void measure(Setting setting) throws IOException, InterruptedException {
        try (Scratch state = new Scratch()) {
            long[] cookies;
            try (ServerProcess server = setting.ours().registrationServer(state.folder())) {
                cookies = Population.register(server.address(), PEERS, new AtomicLong()::getAndIncrement);
                server.kill();
            }
            List<Double> seconds = new ArrayList<>();
            for (int round = 0; round < setting.rounds(); round++) {
                long since = System.nanoTime();
                try (ServerProcess server = setting.ours().registrationServer(state.folder())) {
                    expect(OK, 1, Population.ask(server.address(), Wire.keepalive(cookies[PEERS - 1])));
                    seconds.add((System.nanoTime() - since) / 1e9);
                    expect(LISTED, PEERS - 1, Population.ask(server.address(), Wire.pquery(cookies[0], "")));
                    server.kill();
                }
            }
            setting.report().say(seconds + " s from the start of the JVM to the answer to a keepalive");
            setting.report().figure(name(), Median.of(seconds), Target.atMost(MOST_SECONDS, "s"));
        }
    }

    private static void expect(String text, int times, String answer) throws IOException {
        int found = answer.split(text, -1).length - 1;
        if (found != times) {
            throw new IOException(text + " is in the answer " + found + " times, not " + times);
        }
    }
}
