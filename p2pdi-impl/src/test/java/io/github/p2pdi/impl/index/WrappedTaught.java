package io.github.p2pdi.impl.index;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.RfcIndex;
import io.github.p2pdi.testkit.TaughtIndex;
import java.time.Duration;
import java.util.List;

/** An index that learns as another does; those made of it learn something else. */
class WrappedTaught implements TaughtIndex {
    final TaughtIndex good;
    private final RfcIndex index;

    WrappedTaught(TaughtIndex good, RfcIndex index) {
        this.good = good;
        this.index = index;
    }

    /** Called when something else has been learned. */
    void changed() {}

    @Override
    public final RfcIndex index() {
        return index;
    }

    @Override
    public void setOwn(List<Rfc> records) {
        good.setOwn(records);
        changed();
    }

    @Override
    public Duration say(PeerAddress holder, List<Rfc> records) {
        Duration lasting = good.say(holder, records);
        changed();
        return lasting;
    }

    @Override
    public void tell(PeerAddress teller, List<Rfc> records, Duration ttl) {
        good.tell(teller, records, ttl);
        changed();
    }
}
