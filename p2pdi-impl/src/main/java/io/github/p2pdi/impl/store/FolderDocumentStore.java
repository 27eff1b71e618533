package io.github.p2pdi.impl.store;

import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.impl.runtime.Reason;
import io.github.p2pdi.model.Manifest;
import io.github.p2pdi.node.Document;
import io.github.p2pdi.node.DocumentStore;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.wire.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The documents of a folder, and single files that were added. They are ready when {@link #open(Optional, FolderMeans)} returns; their digests turn
 * up later, from one task in the background. From then on the folder is live: what happens to its files is seen when the system tells of it or
 * when the folder is looked at the next time, and files that stay as they are for a while are offered. Each use of a document compares the
 * file with what was seen of it: one that has changed is not offered until it has settled.
 *
 * <p>Safe for concurrent use; the parts guard themselves.
 */
public final class FolderDocumentStore implements DocumentStore {
    private static final Logger LOG = LoggerFactory.getLogger(FolderDocumentStore.class);

    private final Shelf shelf = new Shelf();
    private final Complaints complaints = new Complaints();
    private final Optional<DigestCache> digests;
    private final Hashing hashing;
    private final Backlog backlog;
    private final Lookout lookout;
    private final LiveFolder live;
    private final Optional<WatchedFolder> watched;
    private final Opener opener;
    private volatile boolean closed;

    /** Looks at the files of documents, and opens them. */
    @FunctionalInterface
    interface Opener {
        /**
         * What a file is like now.
         *
         * @throws IOException if nobody can tell, for now or for good
         */
        default FileStamp stamp(Path file) throws IOException {
            return FileStamp.of(file);
        }

        /**
         * Opens a file that was just seen like this.
         *
         * @throws IOException if it cannot be opened, for now or for good
         */
        Content open(Path file, FileStamp stamp) throws IOException;
    }

    private FolderDocumentStore(Optional<Path> folder, FolderMeans means, Opener opener) {
        this.opener = opener;
        digests = means.digests();
        hashing = new Hashing(shelf, means.time(), digests);
        backlog = new Backlog(means.background(), this::hash, shelf::isLarge);
        lookout = new Lookout(means.time(), means.background(), means.pace(), this::look);
        live = new LiveFolder(
                folder,
                shelf,
                new DocumentReader(digests),
                means.time(),
                means.pace().settle());
        watched = folder.flatMap(path -> means.watch().map(watch -> new WatchedFolder(path, watch, this::hear)));
    }

    /**
     * Opens a store.
     *
     * @param folder the folder to share, or none for single files alone
     * @param means what it works with
     * @throws StorageException if the folder cannot be listed
     */
    public static FolderDocumentStore open(Optional<Path> folder, FolderMeans means) throws StorageException {
        return open(folder, means, FileContent::open);
    }

    static FolderDocumentStore open(Optional<Path> folder, FolderMeans means, Opener opener) throws StorageException {
        Optional<Path> real = folder.isPresent() ? Optional.of(existing(folder.get())) : folder;
        FolderDocumentStore store = new FolderDocumentStore(real, means, opener);
        boolean begun = false;
        try {
            store.begin(means.time());
            real.ifPresent(any -> store.lookout.lookNowAndThen());
            begun = true;
            return store;
        } finally {
            if (!begun) {
                store.close();
            }
        }
    }

    /** Watches before it looks, so that nothing happens unseen in between. */
    private void begin(TimeSource time) throws StorageException {
        long began = time.nanos();
        watched.ifPresent(WatchedFolder::follow);
        live.begin();
        lookout.begin(time.nanos() - began);
        backlog.hash(shelf.withoutDigest(shelf.numbers()));
    }

    private static Path existing(Path folder) throws StorageException {
        String named = "the shared folder " + DocumentName.shown(folder);
        if (!Files.exists(folder)) {
            throw new StorageException(folder, named + " does not exist: create it, or share another", null);
        }
        if (!Files.isDirectory(folder)) {
            throw new StorageException(folder, named + " is a file: share the folder that it is in, or another", null);
        }
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            throw new StorageException(
                    folder, named + " cannot be read (" + Reason.of(e) + "): make it readable, or share another", e);
        }
    }

    /** Something has happened to these files, or to nobody knows which if there are none: they are looked at soon. */
    void hear(Set<Path> files) {
        lookout.hear(files);
    }

    private OptionalLong look(Set<Path> heard, boolean all) {
        if (all) {
            watched.ifPresent(WatchedFolder::follow);
            digests.ifPresent(DigestCache::saveSometimes);
        }
        LiveFolder.News news = live.look(heard, all);
        if (closed) {
            shelf.clear();
        } else if (!news.changed().isEmpty()) {
            LOG.debug(
                    "{} documents of the shared folder are others now, or gone",
                    news.changed().size());
            complaints.forget(news.changed());
            hashing.forget(news.changed());
            backlog.hash(shelf.withoutDigest(news.changed()));
            backlog.changed();
        } else {
            backlog.goOn();
        }
        return news.againNanos();
    }

    @Override
    public List<Document> documents() {
        return shelf.documents();
    }

    @Override
    public Document add(long number, String title, Path file) throws StorageException {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(file, "file");
        if (number < 0) {
            throw new IllegalArgumentException("a document's number is 0 or more, not " + number);
        }
        String named = DocumentName.shown(file) + " cannot be shared as document " + number;
        if (closed) {
            throw new StorageException(file, named + ": the store is closed", null);
        }
        try {
            // The caller names the file, so links are followed here; from now on it is the one they led to.
            StoredFile added = added(number, title, file, file.toRealPath());
            StoredFile completed = digests.map(known -> known.completed(added)).orElse(added);
            put(completed);
            return completed.document();
        } catch (IOException e) {
            throw new StorageException(file, named + ": " + Reason.of(e), e);
        }
    }

    private static StoredFile added(long number, String title, Path named, Path real) throws IOException {
        FileStamp stamp = FileStamp.of(real);
        FileContent.open(real, stamp).close();
        return StoredFile.of(number, title, DocumentName.of(named), real, stamp);
    }

    private void put(StoredFile file) {
        live.give(file);
        shelf.put(file);
        lookout.lookNowAndThen();
        complaints.forget(Set.of(file.number()));
        hashing.forget(Set.of(file.number()));
        backlog.hash(shelf.withoutDigest(Set.of(file.number())));
        backlog.changed();
    }

    @Override
    public Optional<Opened> open(long number) {
        return used(number, file -> {
            if (!file.hasDigest()) {
                backlog.hash(List.of(number));
            }
            Content content = opener.open(file.path(), file.stamp());
            return Optional.of(new Opened(file.opened(content.size()), content));
        });
    }

    @Override
    public Optional<Manifest> manifest(long number) {
        return used(number, file -> {
            Optional<Manifest> known = hashing.manifest(file);
            if (known.isEmpty()) {
                backlog.hash(List.of(number));
            }
            return known;
        });
    }

    /** Uses the file of a document. */
    @FunctionalInterface
    private interface Use<T> {
        Optional<T> of(StoredFile file) throws IOException;
    }

    /** What comes of using a document, if its file is the one that was seen; what fails in passing is thrown. */
    private <T> Optional<T> used(long number, Use<T> use) {
        Optional<StoredFile> known = closed ? Optional.empty() : shelf.get(number);
        if (known.isEmpty()) {
            return Optional.empty();
        }
        try {
            return isUnchanged(known.get()) ? use.of(known.get()) : Optional.empty();
        } catch (AccessDeniedException | NoSuchFileException e) {
            withdraw(known.get());
            return unusable(number, e);
        } catch (IOException e) {
            unusable(number, e);
            throw new UncheckedIOException(Reason.of(e), e);
        }
    }

    @Override
    public boolean hasManifests() {
        return true;
    }

    @Override
    public Optional<Path> file(long number) {
        return closed ? Optional.empty() : unchanged(number).map(StoredFile::path);
    }

    private <T> Optional<T> unusable(long number, IOException why) {
        String reason = Reason.of(why);
        if (complaints.isNew(number, reason)) {
            LOG.warn("document {} cannot be opened: {}", number, reason);
        }
        return Optional.empty();
    }

    /** The document, if its file is the one that was seen, and somebody can tell. */
    private Optional<StoredFile> unchanged(long number) {
        Optional<StoredFile> known = shelf.get(number);
        try {
            return known.isPresent() && isUnchanged(known.get()) ? known : Optional.empty();
        } catch (IOException e) {
            return unusable(number, e);
        }
    }

    /** Whether a file is the one that was seen. If not, it is no document any more. */
    private boolean isUnchanged(StoredFile file) throws IOException {
        try {
            if (opener.stamp(file.path()).equals(file.stamp())) {
                return true;
            }
        } catch (NoSuchFileException e) {
            // It is gone.
        }
        withdraw(file);
        return false;
    }

    /** It is not what it was; whether it is a document still is seen soon. */
    private void withdraw(StoredFile file) {
        if (shelf.remove(file)) {
            LOG.debug("document {} is not shared: {} has changed", file.number(), DocumentName.shown(file.path()));
            hashing.forget(Set.of(file.number()));
            backlog.changed();
        }
        hear(Set.of(file.path()));
    }

    /** Whether a digest has turned up. */
    private boolean hash(long number) {
        return unchanged(number).map(hashing::hash).orElse(false);
    }

    /** Whether a document is being hashed at present. */
    boolean isReading() {
        return hashing.isReading();
    }

    @Override
    public Subscription onChange(Runnable listener) {
        return backlog.onChange(listener);
    }

    @Override
    public void close() {
        closed = true;
        watched.ifPresent(WatchedFolder::close);
        lookout.close();
        live.stop();
        shelf.clear();
        backlog.close();
        hashing.close();
        digests.ifPresent(DigestCache::save);
    }
}
