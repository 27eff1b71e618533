package io.github.p2pdi.impl.index;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.IndexLimits;
import io.github.p2pdi.testkit.RfcIndexContract;
import io.github.p2pdi.testkit.TaughtIndex;
import io.github.p2pdi.time.TimeSource;

/** The index of a peer keeps the rules of indexes. */
class MergedIndexContractTest extends RfcIndexContract {
    @Override
    protected TaughtIndex open(PeerAddress self, TimeSource time) {
        return Taught.of(new MergedIndex(time, () -> self, IndexLimits.DEFAULT));
    }
}
