package io.github.p2pdi.benchmarks.figure;

import io.github.p2pdi.benchmarks.load.Population;
import io.github.p2pdi.benchmarks.server.Heap;
import io.github.p2pdi.benchmarks.server.ServerProcess;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** What a registered peer takes of the heap. */
final class PeerHeap implements Figure {
    private static final int PEERS = 200_000;
    private static final int FEW = 1000;
    private static final double MOST_BYTES = 400;

    @Override
    public String name() {
        return "peer-heap";
    }

    @Override
    public void measure(Setting setting) throws IOException {
        try (ServerProcess server = setting.ours().registrationServer()) {
            AtomicLong counter = new AtomicLong();
            Population.register(server.address(), FEW, counter::getAndIncrement);
            long before = Heap.liveBytes(server.pid());
            Population.register(server.address(), PEERS, counter::getAndIncrement);
            long after = Heap.liveBytes(server.pid());
            setting.report().figure(name(), (after - before) / (double) PEERS, Target.atMost(MOST_BYTES, "B"));
        }
    }
}
