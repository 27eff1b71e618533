package io.github.p2pdi.impl.peer;

import io.github.p2pdi.impl.index.MergedIndex;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.Document;
import io.github.p2pdi.node.DocumentStore;
import java.util.List;

/**
 * Keeps the index's own records what the store holds. Without a lock, as the store may be somebody else's code: whoever has written looks again,
 * so that of two who publish at once the later word stays.
 */
public final class OwnRecords {
    private final DocumentStore store;
    private final MergedIndex index;
    private final PeerAddress self;

    public OwnRecords(DocumentStore store, MergedIndex index, PeerAddress self) {
        this.store = store;
        this.index = index;
        this.self = self;
    }

    /** Takes over what the store holds now. */
    public void publish() {
        List<Document> documents;
        do {
            documents = store.documents();
            index.setOwn(Records.of(documents, self));
        } while (!documents.equals(store.documents()));
    }
}
