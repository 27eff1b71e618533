package io.github.p2pdi.impl.peer;

import io.github.p2pdi.impl.index.MergedIndex;
import io.github.p2pdi.impl.reply.Reply;
import io.github.p2pdi.impl.runtime.LimitedExecutor;
import io.github.p2pdi.impl.runtime.Superseded;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.node.DocumentStore;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.ExchangeHandler;
import io.github.p2pdi.wire.Request;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Routes what others ask of a peer: its index, its documents, and goodbye. */
public final class PeerService implements ExchangeHandler {
    private static final Duration COME_AGAIN = Duration.ofSeconds(1);

    private final IndexReplies index;
    private final DocumentReplies documents;
    private final Uploads uploads;

    /**
     * Makes one.
     *
     * @param self where others reach the peer, known once it listens
     * @param epoch tells this start of the peer from others
     * @param uploads what is being sent
     * @param workers where that is done which takes long
     */
    public PeerService(
            MergedIndex index,
            DocumentStore store,
            Supplier<PeerAddress> self,
            TimeSource time,
            String epoch,
            Uploads uploads,
            Executor workers) {
        this.index = new IndexReplies(index, time, epoch, new LimitedExecutor(workers, 1), Superseded.ofHeap());
        this.documents = new DocumentReplies(store, self, epoch);
        this.uploads = uploads;
    }

    @Override
    public void handle(Exchange exchange) {
        Request request = exchange.request();
        switch (request.method()) {
            case "rfcquery" -> index.answer(exchange);
            case "getrfc" -> getrfc(exchange);
            case "rfcmanifest" -> exchange.answer(documents.manifest(request));
            case "leave" -> exchange.hangUp();
            default ->
                exchange.answer(Reply.refusal(
                        request,
                        Status.METHOD_NOT_ALLOWED,
                        "a peer knows rfcquery, getrfc, rfcmanifest and leave, not " + request.method()));
        }
    }

    private void getrfc(Exchange exchange) {
        Request request = exchange.request();
        if (uploads.admit(exchange)) {
            uploads.send(exchange, documents.answer(request));
        } else {
            exchange.answer(
                    Reply.refusal(request, Status.UNAVAILABLE, "too many documents are being sent", COME_AGAIN));
        }
    }
}
