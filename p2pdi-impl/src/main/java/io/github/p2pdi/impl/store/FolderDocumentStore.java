package io.github.p2pdi.impl.store;

import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.Manifest;
import io.github.p2pdi.node.Document;
import io.github.p2pdi.node.DocumentStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The documents of a folder, and single files that were added. They are ready when {@link #open(Optional, Executor)} returns; their digests turn
 * up later, from one task in the background. Each use of a document compares the file with what was seen of it: a file that has changed loses its
 * digest until it has been hashed again, and one that is gone is no document any more. Files that appear later are not seen: a watch on the folder
 * would bring them in through {@link #put}.
 *
 * <p>Safe for concurrent use without a lock of its own: all there is to guard is one map, whose values are immutable and replaced only if they are
 * still the ones that were read.
 */
public final class FolderDocumentStore implements DocumentStore {
    private static final Logger LOG = LoggerFactory.getLogger(FolderDocumentStore.class);

    /** Enough for some hundred thousand documents of usual sizes. */
    private static final long MANIFEST_BYTES = 32 << 20;

    private final ConcurrentNavigableMap<Long, StoredFile> files = new ConcurrentSkipListMap<>();
    private final Set<Long> complainedOf = ConcurrentHashMap.newKeySet();
    private final Hasher hasher = new Hasher();
    private final Manifests manifests = new Manifests(MANIFEST_BYTES);
    private final Backlog backlog;
    private volatile boolean closed;

    private FolderDocumentStore(Executor background) {
        this.backlog = new Backlog(background, this::hash);
    }

    /**
     * Opens a store.
     *
     * @param folder the folder to share, or none for single files alone
     * @param background where documents are hashed and listeners called, one task at a time
     * @throws StorageException if the folder cannot be listed
     */
    public static FolderDocumentStore open(Optional<Path> folder, Executor background) throws StorageException {
        FolderDocumentStore store = new FolderDocumentStore(background);
        if (folder.isPresent()) {
            new FolderScan(existing(folder.get())).documents().forEach(file -> store.files.put(file.number(), file));
            store.backlog.hash(List.copyOf(store.files.keySet()));
        }
        return store;
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

    @Override
    public List<Document> documents() {
        return files.values().stream().map(StoredFile::document).toList();
    }

    @Override
    public Document add(long number, String title, Path file) throws StorageException {
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
            put(added);
            return added.document();
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
        files.put(file.number(), file);
        complainedOf.remove(file.number());
        backlog.hash(List.of(file.number()));
        backlog.changed();
    }

    @Override
    public Optional<Opened> open(long number) {
        Optional<StoredFile> current = closed ? Optional.empty() : refreshed(number);
        if (current.isEmpty()) {
            return Optional.empty();
        }
        StoredFile file = current.get();
        if (!file.hasDigest()) {
            backlog.hash(List.of(number));
        }
        try {
            FileContent content = FileContent.open(file.path(), file.stamp());
            return Optional.of(new Opened(file.opened(content.size()), content));
        } catch (IOException e) {
            return unusable(number, e);
        }
    }

    @Override
    public Optional<Manifest> manifest(long number) {
        Optional<StoredFile> current = closed ? Optional.empty() : refreshed(number);
        Optional<Manifest> known =
                current.flatMap(file -> file.document().sha256()).flatMap(sha256 -> manifests.get(number, sha256));
        if (current.isPresent() && known.isEmpty()) {
            backlog.hash(List.of(number));
        }
        return known;
    }

    @Override
    public boolean hasManifests() {
        return true;
    }

    @Override
    public Optional<Path> file(long number) {
        return closed ? Optional.empty() : refreshed(number).map(StoredFile::path);
    }

    /** Anybody may ask for the document again and again, so the log has it once. */
    private <T> Optional<T> unusable(long number, IOException why) {
        if (complainedOf.add(number)) {
            LOG.warn("document {} cannot be opened: {}", number, Reason.of(why));
        }
        return Optional.empty();
    }

    /** The document as its file is now. */
    private Optional<StoredFile> refreshed(long number) {
        StoredFile known = files.get(number);
        if (known == null) {
            return Optional.empty();
        }
        try {
            FileStamp stamp = FileStamp.of(known.path());
            return Optional.of(stamp.equals(known.stamp()) ? known : replaced(known, known.changedTo(stamp)));
        } catch (NoSuchFileException e) {
            if (files.remove(number, known)) {
                manifests.remove(number);
                LOG.info("document {} is not shared any more: {} is gone", number, DocumentName.shown(known.path()));
                backlog.changed();
            }
            return Optional.empty();
        } catch (IOException e) {
            return unusable(number, e);
        }
    }

    private StoredFile replaced(StoredFile known, StoredFile now) {
        if (files.replace(known.number(), known, now)) {
            backlog.hash(List.of(known.number()));
            backlog.changed();
        }
        return now;
    }

    /** Whether a digest has turned up. */
    private boolean hash(long number) {
        Optional<StoredFile> current = refreshed(number);
        if (current.isEmpty() || isHashed(current.get())) {
            return false;
        }
        StoredFile file = current.get();
        Optional<Manifest> manifest = digests(file);
        manifest.ifPresent(found -> manifests.put(number, found));
        return !file.hasDigest()
                && manifest.isPresent()
                && files.replace(number, file, file.with(manifest.get().sha256()));
    }

    private boolean isHashed(StoredFile file) {
        Optional<Digest> sha256 = file.document().sha256();
        return sha256.isPresent() && manifests.get(file.number(), sha256.get()).isPresent();
    }

    private Optional<Manifest> digests(StoredFile file) {
        try {
            return hasher.digests(file);
        } catch (IOException e) {
            LOG.warn("document {} has no digest: {}", file.number(), Reason.of(e));
            return Optional.empty();
        }
    }

    @Override
    public void onChange(Runnable listener) {
        backlog.onChange(listener);
    }

    @Override
    public void close() {
        closed = true;
        files.clear();
        manifests.clear();
        backlog.close();
        try {
            hasher.close();
        } catch (IOException e) {
            LOG.debug("could not close the file that was being hashed", e);
        }
    }
}
