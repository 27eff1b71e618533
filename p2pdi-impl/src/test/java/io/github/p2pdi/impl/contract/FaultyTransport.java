package io.github.p2pdi.impl.contract;

import io.github.p2pdi.Transports;
import io.github.p2pdi.testkit.TransportContract;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.transport.TransportContext;
import io.github.p2pdi.transport.TransportProvider;
import java.util.ArrayList;
import java.util.List;
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
        return new TransportProvider() {
            @Override
            public String scheme() {
                return good.scheme();
            }

            @Override
            public Transport create(TransportContext context) {
                return fault.breakIt(good.create(context), leftBehind::add);
            }
        };
    }

    @AfterEach
    void closeWhatIsLeftBehind() throws Exception {
        for (AutoCloseable each : leftBehind) {
            each.close();
        }
    }
}
