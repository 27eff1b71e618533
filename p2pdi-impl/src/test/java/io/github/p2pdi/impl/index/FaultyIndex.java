package io.github.p2pdi.impl.index;

import io.github.p2pdi.impl.contract.FaultOfTheRun;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.testkit.RfcIndexContract;
import io.github.p2pdi.testkit.TaughtIndex;
import io.github.p2pdi.time.TimeSource;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract, run on an index with a fault; which one, a parameter of the run says. Run by {@link RfcIndexContractTest} alone. */
@ExtendWith(FaultOfTheRun.class)
class FaultyIndex extends RfcIndexContract {
    private final IndexFault fault;

    FaultyIndex(IndexFault fault) {
        this.fault = fault;
    }

    @Override
    protected TaughtIndex open(PeerAddress self, TimeSource time) {
        return fault.open(self, time);
    }
}
