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
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The contract, run on the memory transport with a fault; which one, a parameter of the run says. Run by {@link TransportContractTest} alone. */
@ExtendWith(FaultyTransport.FaultOfTheRun.class)
class FaultyTransport extends TransportContract {
    static final String FAULT = "p2pdi.contract.fault";

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

    static final class FaultOfTheRun implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Fault.class;
        }

        @Override
        public Fault resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return Fault.valueOf(context.getConfigurationParameter(FAULT).orElseThrow());
        }
    }
}
