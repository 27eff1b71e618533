package io.github.p2pdi.impl.peer;

import io.github.p2pdi.impl.json.RfcEntry;
import io.github.p2pdi.impl.json.RfcJson;
import io.github.p2pdi.impl.reply.Reply;
import io.github.p2pdi.impl.runtime.Closer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.node.Document;
import io.github.p2pdi.node.DocumentStore;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.Response;
import io.github.p2pdi.wire.WireLimits;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Answers getrfc: the record, then the document, which is open before the first frame is sent. */
final class DocumentReplies {
    /** What a frame has room for besides the document. */
    private static final long HEAD_ROOM = 4096;

    private final DocumentStore store;
    private final Supplier<PeerAddress> self;
    private final String epoch;

    DocumentReplies(DocumentStore store, Supplier<PeerAddress> self, String epoch) {
        this.store = store;
        this.self = self;
        this.epoch = epoch;
    }

    List<Response> answer(Request request) {
        OptionalLong number = number(request);
        if (number.isEmpty()) {
            return List.of(Reply.refusal(request, Status.BAD_REQUEST, "RFC-Number must be the number of a document"));
        }
        Optional<DocumentStore.Opened> opened = store.open(number.getAsLong());
        if (opened.isEmpty() || opened.get().document().size() > WireLimits.LARGEST_FRAME - HEAD_ROOM) {
            opened.ifPresent(tooLarge -> Closer.close(tooLarge.content()));
            return List.of(
                    Reply.refusal(request, Status.NOT_FOUND, "there is no document " + number.getAsLong() + " here"));
        }
        return frames(request, opened.get());
    }

    private List<Response> frames(Request request, DocumentStore.Opened opened) {
        Document document = opened.document();
        Rfc record = Records.of(document, self.get());
        boolean plain = !request.acceptsJson();
        ByteBuffer json = plain ? RfcJson.one(record) : RfcJson.detailedOne(RfcEntry.of(record, OptionalLong.empty()));
        Headers tag = plain ? Headers.NONE : Headers.of(HeaderNames.ETAG, tag(document));
        Response first = Reply.json(request, json, tag);
        Body body = new Body.Slice(opened.content(), 0, document.size());
        return List.of(first, Response.of(Status.OK, tag, body));
    }

    private String tag(Document document) {
        return '"'
                + document.sha256()
                        .map(Object::toString)
                        .orElseGet(() -> epoch + "-" + document.number() + "-" + document.size())
                + '"';
    }

    private static OptionalLong number(Request request) {
        String text = request.headers().first(HeaderNames.RFC_NUMBER).orElse("");
        if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(text));
    }
}
