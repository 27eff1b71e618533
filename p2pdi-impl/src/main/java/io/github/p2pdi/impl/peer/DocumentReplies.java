package io.github.p2pdi.impl.peer;

import io.github.p2pdi.impl.download.Records;
import io.github.p2pdi.impl.json.RfcEntry;
import io.github.p2pdi.impl.json.RfcJson;
import io.github.p2pdi.impl.reply.Reply;
import io.github.p2pdi.impl.runtime.Closer;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.Manifest;
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
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers getrfc: the record, then the document or a part of it, which is open before the first frame is sent. And rfcmanifest. */
final class DocumentReplies {
    private static final Logger LOG = LoggerFactory.getLogger(DocumentReplies.class);
    /** What a frame has room for besides the document. */
    private static final long HEAD_ROOM = 4096;

    private static final long MOST = WireLimits.LARGEST_FRAME - HEAD_ROOM;

    /** Nobody can say how long it takes until a document is hashed, or can be opened. */
    private static final Duration COME_AGAIN = Duration.ofSeconds(1);

    private final DocumentStore store;
    private final Supplier<PeerAddress> self;
    private final String epoch;
    private final AtomicLong answers = new AtomicLong();

    DocumentReplies(DocumentStore store, Supplier<PeerAddress> self, String epoch) {
        this.store = store;
        this.self = self;
        this.epoch = epoch;
    }

    /** The frames that answer a getrfc. */
    List<Response> answer(Request request) {
        DocumentRequest wish;
        try {
            wish = DocumentRequest.read(request);
        } catch (IllegalArgumentException malformed) {
            return List.of(Reply.refusal(request, Status.BAD_REQUEST, String.valueOf(malformed.getMessage())));
        }
        Optional<DocumentStore.Opened> opened;
        try {
            opened = store.open(wish.number());
        } catch (UncheckedIOException e) {
            return List.of(notForNow(request, wish.number(), e));
        }
        if (opened.isEmpty()) {
            return List.of(notHere(request, wish.number()));
        }
        Optional<Response> refusal = refusal(request, wish, opened.get().document());
        if (refusal.isPresent()) {
            Closer.close(opened.get().content());
            return List.of(refusal.get());
        }
        return frames(request, wish, opened.get());
    }

    /** The answer to an rfcmanifest. */
    Response manifest(Request request) {
        long number;
        try {
            number = DocumentRequest.number(request);
        } catch (IllegalArgumentException malformed) {
            return Reply.refusal(request, Status.BAD_REQUEST, String.valueOf(malformed.getMessage()));
        }
        try {
            return manifest(request, number);
        } catch (UncheckedIOException e) {
            return notForNow(request, number, e);
        }
    }

    private Response manifest(Request request, long number) {
        Optional<Manifest> manifest = store.manifest(number);
        if (manifest.isPresent()) {
            Headers tag =
                    Headers.of(HeaderNames.ETAG, '"' + manifest.get().sha256().hex() + '"');
            return Reply.json(request, ManifestBody.of(number, manifest.get()), tag);
        }
        Optional<DocumentStore.Opened> opened = store.open(number);
        if (opened.isEmpty()) {
            return notHere(request, number);
        }
        Closer.close(opened.get().content());
        return store.hasManifests()
                ? notHashed(request, number)
                : Reply.refusal(request, Status.METHOD_NOT_ALLOWED, "digests of chunks are never known here");
    }

    /** Why the document is not sent, if it is not; in the order of the protocol: 404, 412, 416. */
    private Optional<Response> refusal(Request request, DocumentRequest wish, Document document) {
        long size = document.size();
        if (wish.range().isEmpty() && size > MOST) {
            return Optional.of(Reply.refusal(
                    request,
                    Status.NOT_FOUND,
                    "document " + wish.number() + " is too large for a frame: ask for parts"));
        }
        if (wish.needsDigest() && document.sha256().isEmpty() && store.hasManifests()) {
            return Optional.of(notHashed(request, wish.number()));
        }
        if (!wish.accepts(document.sha256())) {
            return Optional.of(Reply.refusal(
                    request,
                    Status.PRECONDITION_FAILED,
                    "document " + wish.number() + " has "
                            + (document.sha256().isPresent()
                                    ? "another digest here"
                                    : "no digest here, and never will")));
        }
        if (wish.range().isPresent() && wish.range().get().in(size, MOST).isEmpty()) {
            return Optional.of(Reply.refusal(
                    request,
                    Status.RANGE_NOT_SATISFIABLE,
                    "document " + wish.number() + " has " + size + " bytes",
                    Headers.of(HeaderNames.CONTENT_RANGE, "bytes */" + size)));
        }
        return Optional.empty();
    }

    private List<Response> frames(Request request, DocumentRequest wish, DocumentStore.Opened opened) {
        Document document = opened.document();
        Rfc record = Records.of(document, self.get());
        boolean plain = !request.acceptsJson();
        ByteBuffer json = plain ? RfcJson.one(record) : RfcJson.detailedOne(RfcEntry.of(record, OptionalLong.empty()));
        Headers tag = plain ? Headers.NONE : Headers.of(HeaderNames.ETAG, tag(document));
        return List.of(Reply.json(request, json, tag), second(wish, opened, tag));
    }

    private static Response second(DocumentRequest wish, DocumentStore.Opened opened, Headers tag) {
        long size = opened.document().size();
        Headers headers = tag;
        Optional<Digest> sha256 = opened.document().sha256();
        if (wish.wantsDigest() && sha256.isPresent()) {
            headers = headers.with(HeaderNames.REPR_DIGEST, structured(sha256.get()));
        }
        Optional<ByteRange.Part> part = wish.range().flatMap(range -> range.in(size, MOST));
        if (part.isEmpty()) {
            return Response.of(Status.OK, headers, new Body.Slice(opened.content(), 0, size));
        }
        return Response.of(
                Status.PARTIAL_CONTENT,
                headers.with(HeaderNames.CONTENT_RANGE, part.get().of(size)),
                new Body.Slice(opened.content(), part.get().begin(), part.get().length()));
    }

    /** As RFC 9530 writes digests. */
    private static String structured(Digest sha256) {
        byte[] bytes = HexFormat.of().parseHex(sha256.hex());
        return "sha-256=:" + Base64.getEncoder().encodeToString(bytes) + ':';
    }

    private static Response notHere(Request request, long number) {
        return Reply.refusal(request, Status.NOT_FOUND, "there is no document " + number + " here");
    }

    /** Why not is the store's to say: others would learn of this machine. */
    private static Response notForNow(Request request, long number, UncheckedIOException why) {
        LOG.debug("document {} cannot be opened now", number, why);
        return Reply.refusal(request, Status.UNAVAILABLE, "document " + number + " cannot be opened now", COME_AGAIN);
    }

    private static Response notHashed(Request request, long number) {
        return Reply.refusal(
                request, Status.UNAVAILABLE, "the digest of document " + number + " is not known yet", COME_AGAIN);
    }

    /** Without a digest each answer has its own, as nobody knows whether the next is of the same bytes. */
    private String tag(Document document) {
        return '"'
                + document.sha256()
                        .map(Object::toString)
                        .orElseGet(() -> epoch + "-" + document.number() + "-" + answers.incrementAndGet())
                + '"';
    }
}
