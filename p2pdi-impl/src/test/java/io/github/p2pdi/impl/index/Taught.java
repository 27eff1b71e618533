package io.github.p2pdi.impl.index;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.RfcIndex;
import io.github.p2pdi.testkit.TaughtIndex;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** An index of ours, taught as a peer teaches it. */
record Taught(RfcIndex index, Consumer<List<Rfc>> own, BiConsumer<PeerAddress, List<Learned>> merging)
        implements TaughtIndex {
    static Taught of(MergedIndex index) {
        return new Taught(index, index::setOwn, index::merge);
    }

    static Taught of(IndexModel model) {
        return new Taught(model, model::setOwn, model::merge);
    }

    @Override
    public void setOwn(List<Rfc> records) {
        own.accept(records);
    }

    @Override
    public Duration say(PeerAddress holder, List<Rfc> records) {
        merging.accept(holder, records.stream().map(Said::word).toList());
        return Ledger.LASTING;
    }

    @Override
    public void tell(PeerAddress teller, List<Rfc> records, Duration ttl) {
        merging.accept(
                teller,
                records.stream().map(rfc -> new Learned(rfc, Optional.of(ttl))).toList());
    }
}
