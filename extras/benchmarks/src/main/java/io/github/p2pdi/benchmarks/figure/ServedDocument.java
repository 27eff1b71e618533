package io.github.p2pdi.benchmarks.figure;

import io.github.p2pdi.benchmarks.load.Measured;
import io.github.p2pdi.benchmarks.load.Plan;
import io.github.p2pdi.benchmarks.load.ProcessorTime;
import io.github.p2pdi.benchmarks.load.WireScenario;
import io.github.p2pdi.benchmarks.server.HttpScenario;
import io.github.p2pdi.benchmarks.server.Rivals;
import io.github.p2pdi.benchmarks.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** One document, served by us and by others from the same folder. */
final class ServedDocument implements Figure {
    private static final int NUMBER = 1;
    private static final double SMALL_HEAP_MEGABYTES = 90;

    private final Document document;

    ServedDocument(Document document) {
        this.document = document;
    }

    /**
     * What is served, and what we must reach.
     *
     * @param name of the figure
     * @param sizeBytes of the document
     * @param connections how many fetch it at a time
     * @param kept whether those are kept
     * @param nginx what part of nginx's rate we must reach
     * @param smallHeap whether it is looked at what it takes with a small heap as well
     */
    record Document(String name, long sizeBytes, int connections, boolean kept, double nginx, boolean smallHeap) {}

    @Override
    public String name() {
        return document.name;
    }

    @Override
    public void measure(Setting setting) throws IOException, InterruptedException {
        try (Scratch folder = new Scratch();
                Scratch configuration = new Scratch();
                ServerProcess registrationServer = setting.ours().registrationServer()) {
            Path file = folder.readableByAll().resolve("rfc" + NUMBER + ".txt");
            Documents.write(file, document.sizeBytes);
            try (ServerProcess peer = setting.ours().peer(registrationServer, folder.folder());
                    ServerProcess netty = Rivals.netty(folder.folder())) {
                Optional<ServerProcess> nginx = Rivals.nginx(folder.folder(), configuration.readableByAll());
                try {
                    compare(setting, peer, netty, nginx);
                } finally {
                    nginx.ifPresent(ServerProcess::close);
                }
            }
            if (document.smallHeap) {
                serveWithSmallHeap(setting, registrationServer, folder.folder());
            }
        }
    }

    private void compare(Setting setting, ServerProcess peer, ServerProcess netty, Optional<ServerProcess> nginx)
            throws IOException, InterruptedException {
        HttpScenario overHttp = new HttpScenario("rfc" + NUMBER + ".txt");
        Side ours = new Side("ours", peer, ourScenario(), plan(setting, peer), document.sizeBytes);
        Side theirs = new Side("netty", netty, overHttp, plan(setting, netty), document.sizeBytes);
        List<Side> sides = new ArrayList<>(List.of(ours, theirs));
        nginx.ifPresent(
                server -> sides.add(new Side("nginx", server, overHttp, plan(setting, server), document.sizeBytes)));
        Side.inTurn(setting, sides.toArray(new Side[0]));
        ToDoubleFunction<Measured> rate = document.connections == 1 ? Measured::byteRate : Measured::rate;
        boolean met = setting.report().figure(name() + "-netty", ours.against(theirs, rate), Target.atLeast(1));
        if (nginx.isPresent()) {
            double part = ours.against(sides.get(2), rate);
            met &= setting.report().figure(name() + "-nginx", part, Target.atLeast(document.nginx));
        } else {
            setting.report().skipped(name() + "-nginx", "there is no nginx");
        }
        Misses.explain(setting, met, ours);
    }

    private Plan plan(Setting setting, ServerProcess server) {
        Plan kept = Side.plan(server, document.connections, setting.length());
        return document.kept ? kept : kept.withNewConnections();
    }

    private static WireScenario ourScenario() {
        return WireScenario.getrfc(NUMBER, "Accept: application/json\r\n");
    }

    private void serveWithSmallHeap(Setting setting, ServerProcess registrationServer, Path folder) throws IOException {
        try (ServerProcess peer = setting.ours().with("-Xmx32m").peer(registrationServer, folder)) {
            new Side("ours", peer, ourScenario(), plan(setting, peer)).run();
            double megabytes = ProcessorTime.residentBytes(peer.pid()) / 1e6;
            setting.report().figure(name() + "-rss-Xmx32m", megabytes, Target.atMost(SMALL_HEAP_MEGABYTES, "MB"));
        }
    }
}
