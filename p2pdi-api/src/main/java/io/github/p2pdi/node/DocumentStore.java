package io.github.p2pdi.node;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.Manifest;
import io.github.p2pdi.wire.Content;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a peer's own documents are. A program whose documents are not files can give one of its own.
 *
 * <p>Safe for concurrent use.
 */
public interface DocumentStore extends AutoCloseable {
    /** {@return the documents, one a number} */
    List<Document> documents();

    /**
     * Adds a file under a number, in place of what had that number.
     *
     * @param number the document's number, 0 or more
     * @param title its title
     * @param file the file; it stays where it is
     * @return the document
     * @throws P2pdiException if the file cannot be read: {@link io.github.p2pdi.error.StorageException}
     */
    Document add(long number, String title, Path file) throws P2pdiException;

    /**
     * Opens a document; must not take long, as it is called where requests are answered. Why one cannot be opened for now is in the log at the debug level alone: a store that
     * wants it known says so itself.
     *
     * @param number its number
     * @return the document and its open content, or empty if there is none, or it cannot be opened any more
     * @throws java.io.UncheckedIOException if it cannot be opened for now; the asker comes again
     */
    Optional<Opened> open(long number);

    /**
     * {@return the digests of a document's chunks, once they are known} Must not take long: where they are not known yet they are computed meanwhile
     * by whoever keeps the store, and the asker comes again. A store that never knows any leaves this and {@link #hasManifests()} as they are; its
     * documents are then had from one holder at a time.
     *
     * @param number its number
     * @throws java.io.UncheckedIOException if nobody can tell for now; the asker comes again
     */
    default Optional<Manifest> manifest(long number) {
        return Optional.empty();
    }

    /**
     * {@return whether {@link #manifest} ever gives anything} If not, those who ask for digests are told at once that there are none, and do not wait for
     * them, nor for the digest of a document that is given without one. A store that gives manifests overrides both.
     */
    default boolean hasManifests() {
        return false;
    }

    /**
     * {@return the file that a document is, where it is one; a document that is held here as a file needs no download}
     *
     * @param number its number
     */
    default Optional<Path> file(long number) {
        return Optional.empty();
    }

    /**
     * Asks to be told when {@link #documents()} gives something else than before. A peer asks when it starts, and does not want to be told any more once it is closed.
     *
     * @param listener called on any thread; must not block
     * @return what ends it; where the store itself is closed nobody need close it
     */
    Subscription onChange(Runnable listener);

    @Override
    void close();

    /**
     * What a listener is told by.
     *
     * <p>Safe for concurrent use.
     */
    @FunctionalInterface
    interface Subscription extends AutoCloseable {
        /** Tells the listener nothing more, but for a call that is under way, and keeps nothing of it. Closing twice is quiet. */
        @Override
        void close();
    }

    /**
     * A document that is open for reading.
     *
     * @param document what it is
     * @param content its bytes, to be closed by whoever opened it
     */
    record Opened(Document document, Content content) {}
}
