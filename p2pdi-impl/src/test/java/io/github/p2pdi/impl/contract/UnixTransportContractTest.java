package io.github.p2pdi.impl.contract;

import io.github.p2pdi.impl.unix.UnixTransportProvider;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.testkit.DeafServer;
import io.github.p2pdi.testkit.TransportContract;
import io.github.p2pdi.transport.TransportProvider;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class UnixTransportContractTest extends TransportContract {
    @TempDir
    private static Path folder;

    @AutoClose
    private static DeafServer deaf;

    @BeforeAll
    static void listen() throws IOException {
        deaf = DeafServer.full(UnixDomainSocketAddress.of(folder.resolve("deaf")));
    }

    @Override
    protected Optional<PeerAddress> deafAddress() throws IOException {
        return Optional.of(deaf.address(PeerAddress.UNIX));
    }

    private final AtomicInteger sockets = new AtomicInteger();

    @Override
    protected TransportProvider provider() {
        return new UnixTransportProvider();
    }

    @Override
    protected PeerAddress anyAddress() {
        return new PeerAddress(
                PeerAddress.UNIX,
                folder.resolve("s" + sockets.incrementAndGet()).toString(),
                0);
    }

    @Override
    protected boolean hasPorts() {
        return false;
    }
}
