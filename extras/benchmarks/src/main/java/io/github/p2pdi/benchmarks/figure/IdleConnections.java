package io.github.p2pdi.benchmarks.figure;

import io.github.p2pdi.benchmarks.load.Population;
import io.github.p2pdi.benchmarks.load.ProcessorTime;
import io.github.p2pdi.benchmarks.load.Wire;
import io.github.p2pdi.benchmarks.server.Heap;
import io.github.p2pdi.benchmarks.server.ServerProcess;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The memory of connections that have asked once and wait. */
final class IdleConnections implements Figure {
    private static final int CONNECTIONS = 10_000;
    private static final int WARM = 1000;
    private static final double MOST_KIB = 6;

    @Override
    public String name() {
        return "idle-connection-rss";
    }

    @Override
    public void measure(Setting setting) throws IOException {
        try (ServerProcess server = setting.ours().registrationServer()) {
            setting.report().say("ours: " + server.command());
            long cookie = Population.register(server.address(), 1, new AtomicLong()::get)[0];
            byte[] request = Wire.frame("keepalive h.example HTTP/1.1\r\nPeer-Cookie: " + cookie + "\r\n");
            close(open(server, WARM, request));
            long before = resident(server);
            List<Socket> sockets = open(server, CONNECTIONS, request);
            long after = resident(server);
            close(sockets);
            setting.report().figure(name(), (after - before) / 1024.0 / CONNECTIONS, Target.atMost(MOST_KIB, "KiB"));
        }
    }

    private static long resident(ServerProcess server) {
        Heap.collect(server.pid());
        return ProcessorTime.residentBytes(server.pid());
    }

    private static List<Socket> open(ServerProcess server, int count, byte[] request) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Socket socket =
                    new Socket(server.address().getAddress(), server.address().getPort());
            sockets.add(socket);
            socket.getOutputStream().write(request);
            if (socket.getInputStream().read(new byte[4096]) < 0) {
                throw new IOException("connection " + i + " has been closed");
            }
        }
        return sockets;
    }

    private static void close(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
