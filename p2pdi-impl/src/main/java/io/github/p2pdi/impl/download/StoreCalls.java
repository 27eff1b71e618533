package io.github.p2pdi.impl.download;

import io.github.p2pdi.error.DocumentNotFoundException;
import io.github.p2pdi.error.IntegrityException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.RequestRefusedException;
import io.github.p2pdi.impl.exchange.Call;
import io.github.p2pdi.impl.json.RfcEntry;
import io.github.p2pdi.impl.runtime.Closer;
import io.github.p2pdi.impl.runtime.Reason;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.Manifest;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.node.Document;
import io.github.p2pdi.node.DocumentStore;
import io.github.p2pdi.wire.Content;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.ResponseHead;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * What this peer asks of its own store, as it would ask another holder. Nothing is waited for that is not known yet, and what fails is not tried again, as others may
 * have the document too; but what cannot be opened for now is where there is patience, as with any holder that is busy. The store may be somebody else's code, and throw anything.
 */
final class StoreCalls implements DocumentCalls {
    private final DocumentStore store;
    private final boolean patience;

    StoreCalls(DocumentStore store, boolean patience) {
        this.store = store;
        this.patience = patience;
    }

    @Override
    public boolean hasPatience() {
        return patience;
    }

    @Override
    public Manifest manifest(PeerAddress holder, long number, Call call) throws P2pdiException {
        Ask ask = new Ask(holder, number, call);
        Optional<Manifest> known;
        try {
            known = store.manifest(number);
        } catch (UncheckedIOException e) {
            throw ask.notForNow(e);
        } catch (RuntimeException e) {
            throw ask.failed(e.toString(), e);
        }
        return known.orElseThrow(
                () -> ask.refused(Status.METHOD_NOT_ALLOWED, "the digests of its chunks are not known"));
    }

    @Override
    public void whole(PeerAddress holder, long number, Call call, HolderCalls.Reader reader) throws P2pdiException {
        Ask ask = new Ask(holder, number, call);
        read(ask, opened -> {
            Content content = opened.content();
            ResponseHead head = new ResponseHead(Status.OK, Headers.NONE);
            reader.read(ask.said(opened.document()), new StoredBody(ask, head, content, 0, content.size()));
        });
    }

    @Override
    public void range(PeerAddress holder, long number, HolderCalls.Part part, Call call, HolderCalls.Reader reader)
            throws P2pdiException {
        Ask ask = new Ask(holder, number, call);
        read(ask, opened -> {
            Content content = opened.content();
            long size = content.size();
            Optional<Digest> meant = Optional.of(part.of().sha256());
            if (!opened.document().sha256().equals(meant) || size != part.of().size()) {
                throw ask.refused(Status.PRECONDITION_FAILED, "it is another document now");
            }
            String range = "bytes " + part.from() + '-' + (part.to() - 1) + '/' + size;
            ResponseHead head = new ResponseHead(Status.PARTIAL_CONTENT, Headers.of(HeaderNames.CONTENT_RANGE, range));
            reader.read(ask.said(opened.document()), new StoredBody(ask, head, content, part.from(), part.to()));
        });
    }

    private void read(Ask ask, Reading reading) throws P2pdiException {
        DocumentStore.Opened opened = open(ask);
        try {
            try {
                reading.read(opened);
            } finally {
                Closer.close(opened.content());
            }
        } catch (P2pdiException | CancellationException e) {
            throw e;
        } catch (IOException e) {
            throw ask.failed(Reason.of(e), e);
        } catch (UncheckedIOException e) {
            throw ask.failed(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            throw ask.failed(e.toString(), e);
        }
    }

    private DocumentStore.Opened open(Ask ask) throws P2pdiException {
        try {
            return store.open(ask.number())
                    .orElseThrow(() -> new DocumentNotFoundException(ask.holder(), ask.number()));
        } catch (UncheckedIOException e) {
            throw ask.notForNow(e);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            throw ask.failed(e.toString(), e);
        }
    }

    /** Reads what has been opened. */
    @FunctionalInterface
    private interface Reading {
        void read(DocumentStore.Opened opened) throws IOException;
    }

    /**
     * What is asked for.
     *
     * @param holder this peer
     * @param number the document
     * @param call ends it
     */
    record Ask(PeerAddress holder, long number, Call call) {
        RfcEntry said(Document document) {
            return RfcEntry.of(Records.of(document, holder), OptionalLong.empty());
        }

        IntegrityException failed(String why, @Nullable Throwable cause) {
            return new IntegrityException(
                    holder, "document " + number + " of this peer's own cannot be read: " + why, cause);
        }

        RequestRefusedException notForNow(UncheckedIOException why) {
            return refused(Status.UNAVAILABLE, String.valueOf(why.getMessage()));
        }

        RequestRefusedException refused(Status status, String why) {
            return new RequestRefusedException(
                    holder, status, "document " + number + " of this peer's own cannot be had: " + why, null);
        }
    }
}
