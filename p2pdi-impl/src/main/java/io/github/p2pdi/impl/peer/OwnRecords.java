package io.github.p2pdi.impl.peer;

import io.github.p2pdi.impl.index.MergedIndex;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.Document;
import io.github.p2pdi.node.DocumentStore;
import java.util.List;

/**
 * Keeps the index's own records what the store holds. The store may be somebody else's code, so it is never called under a lock: each look at it has a
 * number, and what was seen earlier never replaces what was seen later. The monitor guards the numbers.
 */
public final class OwnRecords {
    private final DocumentStore store;
    private final MergedIndex index;
    private final PeerAddress self;
    private long looks;
    private long published;

    public OwnRecords(DocumentStore store, MergedIndex index, PeerAddress self) {
        this.store = store;
        this.index = index;
        this.self = self;
    }

    /** Takes over what the store holds now; when this returns, the index has that or something newer. */
    public void publish() {
        List<Document> documents;
        boolean taken;
        do {
            long look = look();
            documents = store.documents();
            taken = take(look, Records.of(documents, self));
        } while (!taken || !documents.equals(store.documents()));
    }

    private synchronized long look() {
        return ++looks;
    }

    private synchronized boolean take(long look, List<Rfc> records) {
        if (look < published) {
            return false;
        }
        published = look;
        index.setOwn(records);
        return true;
    }
}
