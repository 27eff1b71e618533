package io.github.p2pdi.impl.registration;

import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.PeerRegistryProvider.Context;
import io.github.p2pdi.testkit.PeerRegistryContract;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The contract, run on a registry with a fault; which one, a parameter of the run says. Run by {@link PeerRegistryContractTest} alone. */
@ExtendWith(FaultyRegistry.FaultOfTheRun.class)
class FaultyRegistry extends PeerRegistryContract {
    static final String FAULT = "p2pdi.registry.fault";

    private final RegistryFault fault;

    FaultyRegistry(RegistryFault fault) {
        this.fault = fault;
    }

    @Override
    protected PeerRegistry open(Context context) {
        return fault.open(context);
    }

    static final class FaultOfTheRun implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == RegistryFault.class;
        }

        @Override
        public RegistryFault resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return RegistryFault.valueOf(
                    context.getConfigurationParameter(FAULT).orElseThrow());
        }
    }
}
