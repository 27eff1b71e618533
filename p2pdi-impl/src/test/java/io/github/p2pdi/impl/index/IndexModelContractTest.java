package io.github.p2pdi.impl.index;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.testkit.RfcIndexContract;
import io.github.p2pdi.testkit.TaughtIndex;
import io.github.p2pdi.time.TimeSource;

/** What the index is compared with keeps the rules of indexes itself; it finds documents in the way that the interface has for all. */
class IndexModelContractTest extends RfcIndexContract {
    @Override
    protected TaughtIndex open(PeerAddress self, TimeSource time) {
        return Taught.of(new IndexModel(time, self, 100_000, 1_000_000));
    }
}
