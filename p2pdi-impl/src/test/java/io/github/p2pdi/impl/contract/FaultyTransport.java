package io.github.p2pdi.impl.contract;

import io.github.p2pdi.Transports;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.testkit.TransportContract;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.transport.TransportContext;
import io.github.p2pdi.transport.TransportProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract, run on the memory transport with a fault; which one, a parameter of the run says. Run by {@link TransportContractTest} alone. */
@ExtendWith(FaultOfTheRun.class)
class FaultyTransport extends TransportContract {
    private final Fault fault;
    private final List<AutoCloseable> leftBehind = new ArrayList<>();

    FaultyTransport(Fault fault) {
        this.fault = fault;
    }

    @Override
    protected TransportProvider provider() {
        TransportProvider good = Transports.memory();
        return provider(
                good.scheme(),
                context -> fault.breakIt(
                        provider(good.scheme(), given -> new DeafPlace(good.create(given))), context, leftBehind::add));
    }

    private static TransportProvider provider(String scheme, Function<TransportContext, Transport> create) {
        return new TransportProvider() {
            @Override
            public String scheme() {
                return scheme;
            }

            @Override
            public Transport create(TransportContext context) {
                return create.apply(context);
            }
        };
    }

    @Override
    protected Optional<PeerAddress> deafAddress() {
        return Optional.of(DeafPlace.ADDRESS);
    }

    @AfterEach
    void closeWhatIsLeftBehind() throws Exception {
        for (AutoCloseable each : leftBehind) {
            each.close();
        }
    }
}
