package io.github.p2pdi.impl.registration;

import io.github.p2pdi.impl.contract.FaultOfTheRun;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.PeerRegistryProvider.Context;
import io.github.p2pdi.testkit.PeerRegistryContract;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract, run on a registry with a fault; which one, a parameter of the run says. Run by {@link PeerRegistryContractTest} alone. */
@ExtendWith(FaultOfTheRun.class)
class FaultyRegistry extends PeerRegistryContract {
    private final RegistryFault fault;

    FaultyRegistry(RegistryFault fault) {
        this.fault = fault;
    }

    @Override
    protected PeerRegistry open(Context context) {
        return fault.open(context);
    }

    @Override
    protected boolean keepsRecords() {
        return fault == RegistryFault.FORGETS_EVERYTHING_AT_A_RESTART;
    }
}
