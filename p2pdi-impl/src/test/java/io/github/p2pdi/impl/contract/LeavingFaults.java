package io.github.p2pdi.impl.contract;

import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.transport.TransportContext;
import io.github.p2pdi.transport.TransportProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Transports that leave something behind when they are closed. */
final class LeavingFaults {
    private LeavingFaults() {}

    static Transport leavesAThread(
            TransportProvider good, TransportContext context, Consumer<AutoCloseable> leftBehind) {
        CountDownLatch end = new CountDownLatch(1);
        Thread thread = new Thread(
                () -> {
                    try {
                        end.await();
                    } catch (InterruptedException stop) {
                        Thread.currentThread().interrupt();
                    }
                },
                "p2pdi-stray");
        thread.start();
        leftBehind.accept(() -> {
            end.countDown();
            thread.join();
        });
        return good.create(context);
    }

    static Transport leavesASocket(
            TransportProvider good, TransportContext context, Consumer<AutoCloseable> leftBehind) {
        try {
            leftBehind.accept(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return good.create(context);
    }
}
