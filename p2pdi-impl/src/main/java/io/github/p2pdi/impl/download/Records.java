package io.github.p2pdi.impl.download;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.Document;
import java.util.List;
import java.util.OptionalLong;

/** Index records of a peer's own documents. */
public final class Records {
    private Records() {}

    /** The records of several documents. */
    public static List<Rfc> of(List<Document> documents, PeerAddress holder) {
        return documents.stream().map(document -> of(document, holder)).toList();
    }

    /** The record of one. */
    public static Rfc of(Document document, PeerAddress holder) {
        return new Rfc(
                document.number(),
                document.title(),
                holder,
                document.name(),
                OptionalLong.of(document.size()),
                document.sha256());
    }
}
