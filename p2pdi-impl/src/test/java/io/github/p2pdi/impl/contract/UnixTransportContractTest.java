package io.github.p2pdi.impl.contract;

import io.github.p2pdi.impl.unix.UnixTransportProvider;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.testkit.TransportContract;
import io.github.p2pdi.transport.TransportProvider;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;

class UnixTransportContractTest extends TransportContract {
    @TempDir
    private static Path folder;

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
