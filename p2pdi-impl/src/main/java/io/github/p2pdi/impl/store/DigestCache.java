package io.github.p2pdi.impl.store;

import io.github.p2pdi.impl.runtime.Reason;
import io.github.p2pdi.impl.state.StateFolder;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.time.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The digests that files had when they were hashed, kept across restarts: by path, size and time. A file that was written shortly before it was hashed is
 * not kept, as it may have been written again within one tick of the file system's clock. While this process runs, another file that is moved over one
 * that was seen is another, whatever its size and time. What was used longest ago is dropped first.
 *
 * <p>Safe for concurrent use. The monitor guards the entries; nothing is written under it.
 */
public final class DigestCache {
    private static final Logger LOG = LoggerFactory.getLogger(DigestCache.class);
    private static final String FILE = "digests";
    private static final int MOST_ENTRIES = 250_000;
    /** The coarsest file systems count time so. */
    private static final Duration TICK = Duration.ofSeconds(2);

    private static final Duration BETWEEN_SAVES = Duration.ofSeconds(30);

    private final StateFolder folder;
    private final TimeSource time;
    private final int most;
    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private boolean dirty;
    private boolean complained;
    private long savedNanos;

    /**
     * A file that was hashed.
     *
     * @param size its size in bytes
     * @param modified when it had been written last
     * @param sha256 its digest
     * @param key what the file system calls it; not written down, as it may be called something else after a restart
     */
    record Entry(long size, Instant modified, Digest sha256, Optional<Object> key) {
        private boolean isOf(FileStamp stamp) {
            return size == stamp.size()
                    && modified.equals(stamp.modified().toInstant())
                    && (key.isEmpty() || key.equals(stamp.key()));
        }

        private Entry of(Optional<Object> file) {
            return new Entry(size, modified, sha256, file);
        }
    }

    private DigestCache(StateFolder folder, TimeSource time, int most) {
        this.folder = folder;
        this.time = time;
        this.most = most;
        this.savedNanos = time.nanos();
    }

    /** Opens the one that is kept in a folder; one that is damaged is begun anew. */
    public static DigestCache open(StateFolder folder, TimeSource time) {
        return open(folder, time, MOST_ENTRIES);
    }

    static DigestCache open(StateFolder folder, TimeSource time, int most) {
        DigestCache cache = new DigestCache(folder, time, most);
        try {
            folder.readBytes(FILE, DigestCacheFormat.MOST_BYTES)
                    .ifPresent(bytes -> DigestCacheFormat.read(bytes).forEach(cache::add));
        } catch (IOException e) {
            LOG.info("the digests of shared files are found again by hashing them: {}", Reason.of(e));
        }
        return cache;
    }

    /** The digest of a file that is as it was when it was hashed. */
    synchronized Optional<Digest> find(Path path, FileStamp stamp) {
        Entry entry = entries.get(path.toString());
        if (entry == null) {
            return Optional.empty();
        }
        if (!entry.isOf(stamp)) {
            entries.remove(path.toString());
            dirty = true;
            return Optional.empty();
        }
        entries.put(path.toString(), entry.of(stamp.key()));
        return Optional.of(entry.sha256());
    }

    /** The same document with its digest, if that is known here. */
    StoredFile completed(StoredFile file) {
        return find(file.path(), file.stamp()).map(file::with).orElse(file);
    }

    /**
     * Keeps a digest, if it is sure to be that of the file as long as it looks like this.
     *
     * @param begun when the file was read, at the earliest
     */
    synchronized void put(StoredFile file, Instant begun, Digest sha256) {
        Instant modified = file.stamp().modified().toInstant();
        String path = file.path().toString();
        // A name that is not text in this system's encoding may look like another.
        if (path.indexOf('\ufffd') < 0 && !modified.isAfter(begun.minus(TICK))) {
            add(
                    path,
                    new Entry(
                            file.stamp().size(), modified, sha256, file.stamp().key()));
            dirty = true;
        }
    }

    private synchronized void add(String path, Entry entry) {
        entries.put(path, entry);
        if (entries.size() > most) {
            var oldest = entries.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** Writes down what is new, if the last time is a while ago. */
    void saveSometimes() {
        synchronized (this) {
            if (time.nanos() - savedNanos < BETWEEN_SAVES.toNanos()) {
                return;
            }
        }
        save();
    }

    /** Writes down what is new. */
    void save() {
        byte[] bytes;
        synchronized (this) {
            if (!dirty) {
                return;
            }
            dirty = false;
            savedNanos = time.nanos();
            bytes = DigestCacheFormat.write(entries, DigestCacheFormat.MOST_BYTES);
        }
        try {
            folder.writeBytes(FILE, bytes);
            saved();
        } catch (IOException e) {
            notSaved(e);
        }
    }

    private synchronized void saved() {
        complained = false;
    }

    /** What is new is written down the next time. */
    private synchronized void notSaved(IOException why) {
        dirty = true;
        if (!complained) {
            complained = true;
            LOG.warn("the digests of shared files are not kept for the next start: {}", Reason.of(why));
        }
    }
}
