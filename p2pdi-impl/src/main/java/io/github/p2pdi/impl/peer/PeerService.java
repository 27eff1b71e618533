package io.github.p2pdi.impl.peer;

import io.github.p2pdi.impl.index.MergedIndex;
import io.github.p2pdi.impl.reply.Reply;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.node.DocumentStore;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.ExchangeHandler;
import io.github.p2pdi.wire.Request;
import java.util.function.Supplier;

/** Routes what others ask of a peer: its index, its documents, and goodbye. */
public final class PeerService implements ExchangeHandler {
    private final IndexReplies index;
    private final DocumentReplies documents;

    /** {@code epoch} tells this start of the peer from others; {@code self} is where others reach it, known once it listens. */
    public PeerService(
            MergedIndex index, DocumentStore store, Supplier<PeerAddress> self, TimeSource time, String epoch) {
        this.index = new IndexReplies(index, time, epoch);
        this.documents = new DocumentReplies(store, self, epoch);
    }

    @Override
    public void handle(Exchange exchange) {
        Request request = exchange.request();
        switch (request.method()) {
            case "rfcquery" -> exchange.answer(index.answer(request));
            case "getrfc" -> exchange.answer(documents.answer(request));
            case "leave" -> exchange.hangUp();
            default ->
                exchange.answer(Reply.refusal(
                        request,
                        Status.METHOD_NOT_ALLOWED,
                        "a peer knows rfcquery, getrfc and leave, not " + request.method()));
        }
    }
}
