package io.github.p2pdi.impl.index;

import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.FoundDocument;
import io.github.p2pdi.node.RfcIndex;
import java.util.List;

/** An index that answers as another does; those made of it answer something else. */
class WrappedIndex implements RfcIndex {
    final RfcIndex good;

    WrappedIndex(RfcIndex good) {
        this.good = good;
    }

    @Override
    public List<Rfc> all() {
        return good.all();
    }

    @Override
    public List<Rfc> find(long number) {
        return good.find(number);
    }

    @Override
    public List<Rfc> search(String text) {
        return good.search(text);
    }

    @Override
    public List<FoundDocument> documents(String text) {
        return good.documents(text);
    }

    @Override
    public int size() {
        return good.size();
    }
}
