package io.github.p2pdi.registry.file;

import io.github.p2pdi.registry.PeerStore;
import io.github.p2pdi.registry.StoredPeer;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.mvstore.Chunk;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.Page;
import org.h2.mvstore.SingleFileStore;
import org.jspecify.annotations.Nullable;

/**
 * The file of a store, open. Beside the peers it has the count of its saves, and the sum over the checksums of all peers: so nothing can be missing unseen.
 * One thread at a time. After any failure it can only be closed.
 */
final class StoreFile implements AutoCloseable {
    private static final int BLOCK = 4096;
    /** The header, twice; whatever is saved lies behind. */
    static final int HEADER_BYTES = 2 * BLOCK;

    private static final Pattern POSITION = Pattern.compile("(?:at position|failed at) (\\d+)\\b");
    private static final Pattern PAGE = Pattern.compile("at position 0x([0-9a-f]{1,16})\\b");
    private static final Pattern CHUNK = Pattern.compile("in chunk (\\d{1,9})\\b");
    private static final int MOST_DEPTH = 64;
    private static final String SAVES = "saves";
    private static final String SUM = "sum";
    private static final String AGE = "age";

    private final ChunkFile file;
    private final MVStore store;
    private final MVMap<String, byte[]> peers;
    private final MVMap<String, Long> about;
    private long sum;

    /** Opens it where it was saved last; what is torn behind that is dropped. */
    StoreFile(String name) {
        file = new ChunkFile();
        store = open(file, name);
        // What no save needs any more is written over at once: each is on the disk before the next begins.
        store.setRetentionTime(0);
        store.setVersionsToKeep(0);
        boolean opened = false;
        try {
            peers = store.openMap("peers");
            about = store.openMap("about");
            sum = about(SUM);
            opened = true;
        } catch (MVStoreException e) {
            throw new PlacedException(e, file.place(e));
        } finally {
            if (!opened) {
                store.closeImmediately();
            }
        }
    }

    /** Where the file is so damaged that the store fails in ways it does not foresee, it would leave it open and locked. */
    private static MVStore open(ChunkFile file, String name) {
        boolean opened = false;
        try {
            file.open(name, false, null);
            MVStore store = new MVStore.Builder()
                    .adoptFileStore(file)
                    .autoCommitDisabled()
                    .autoCommitBufferSize(0)
                    .open();
            opened = true;
            return store;
        } catch (MVStoreException e) {
            throw new PlacedException(e, file.place(e));
        } finally {
            if (!opened) {
                close(file);
            }
        }
    }

    /** One that was never whole fails to close, which would hide why. */
    private static void close(SingleFileStore file) {
        try {
            file.close();
        } catch (RuntimeException e) {
            // Said by what comes out of the open.
        }
    }

    /** Whether somebody else has the file open. */
    static boolean isLocked(Throwable failure) {
        return failure instanceof MVStoreException known && known.getErrorCode() == DataUtils.ERROR_FILE_LOCKED;
    }

    /** Whether the system did not let it be read or written, as where the disk is full. */
    static boolean isRefusedBySystem(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof MVStoreException
                    && each.getCause() instanceof IOException cause
                    && !(cause instanceof EOFException)) {
                return true;
            }
        }
        return false;
    }

    /** What it is in the file that the store has failed at, as far as it says so. */
    static String place(Throwable failure) {
        if (failure instanceof PlacedException known && known.place >= 0) {
            return "what is at byte " + known.place;
        }
        Matcher said = POSITION.matcher(String.valueOf(failure.getMessage()));
        return said.find() ? "what is at byte " + said.group(1) : "the store that begins at byte 0";
    }

    /** Has on the disk what is written of it so far. */
    void force() {
        store.sync();
    }

    /** How often it has been saved. */
    long saves() {
        return about(SAVES);
    }

    /** Where in the file it begins with the peers; where there are none, it is the file that begins. */
    long start() {
        return position(peers.getRootPage());
    }

    private long about(String what) {
        return about.getOrDefault(what, 0L);
    }

    /**
     * Gives all peers, and the age that was saved with them.
     *
     * @throws DamagedFileException if any cannot be read, or one is missing
     */
    Duration load(Consumer<StoredPeer> each) throws IOException {
        long all = load(peers.getRootPage(), 0, each);
        if (all != sum) {
            throw new DamagedFileException(
                    "what is at byte " + start() + " leads to other peers than were saved", null);
        }
        return Duration.ofNanos(about(AGE));
    }

    private long load(Page<String, byte[]> page, int depth, Consumer<StoredPeer> each) throws IOException {
        if (depth > MOST_DEPTH) {
            throw new DamagedFileException("what is at byte " + position(page) + " leads to itself", null);
        }
        long all = 0;
        if (page.isLeaf()) {
            for (int i = 0; i < page.getKeyCount(); i++) {
                all += loadPeer(page, i, each);
            }
            return all;
        }
        for (int i = 0; i <= page.getKeyCount(); i++) {
            all += load(child(page, i), depth + 1, each);
        }
        return all;
    }

    private long loadPeer(Page<String, byte[]> leaf, int index, Consumer<StoredPeer> each) throws IOException {
        byte[] bytes = leaf.getValue(index);
        try {
            each.accept(PeerBytes.read(leaf.getKey(index), bytes));
        } catch (IOException | RuntimeException e) {
            throw new DamagedFileException(
                    "a peer at byte " + position(leaf) + " cannot be read: " + e.getMessage(), e);
        }
        return share(bytes);
    }

    private Page<String, byte[]> child(Page<String, byte[]> page, int index) throws IOException {
        try {
            return page.getChildPage(index);
        } catch (RuntimeException e) {
            throw new DamagedFileException(
                    "what is at byte " + position(page.getChildPagePos(index), position(page)) + " cannot be read: "
                            + e.getMessage(),
                    e);
        }
    }

    private long position(Page<?, ?> page) {
        return position(page.getPos(), 0);
    }

    /** Where in the file a page is; {@code otherwise} if it is nowhere, which is what leads to it. */
    private long position(long page, long otherwise) {
        long position = file.pagePosition(page);
        return position < 0 ? otherwise : position;
    }

    /** When this returns, the changes are on the disk. */
    void save(PeerStore.Changes changes) throws IOException {
        for (StoredPeer peer : changes.peers()) {
            byte[] bytes = PeerBytes.of(peer);
            sum += share(bytes) - share(peers.put(PeerBytes.key(peer.key()), bytes));
        }
        changes.forgotten().forEach(key -> sum -= share(peers.remove(PeerBytes.key(key))));
        about.put(SUM, sum);
        about.put(AGE, changes.age().toNanos());
        about.put(SAVES, saves() + 1);
        store.commit();
        store.sync();
        if (store.isClosed()) {
            throw new IOException("the store has closed itself");
        }
    }

    /** What a peer adds to the sum: its checksum, spread so that two that are damaged do not make up for each other. */
    private static long share(byte @Nullable [] bytes) {
        return bytes == null ? 0 : (PeerBytes.written(bytes) | 1L << Integer.SIZE) * 0x9E3779B97F4A7C15L;
    }

    /** Lets go of it as it is: what was saved is there. */
    @Override
    public void close() {
        store.closeImmediately();
    }

    /** Tells where in the file the chunks are that pages are in. */
    private static final class ChunkFile extends SingleFileStore {
        ChunkFile() {
            super(Map.of("cacheSize", 16));
        }

        /** Where a chunk begins; -1 if there is none of that number. */
        long position(int number) {
            Chunk<?> chunk = getChunks().get(number);
            return chunk == null ? -1 : chunk.block * BLOCK;
        }

        /** Where a page begins; -1 if it is nowhere. */
        long pagePosition(long page) {
            long chunk = position(DataUtils.getPageChunkId(page));
            return chunk < 0 ? -1 : chunk + DataUtils.getPageOffset(page);
        }

        /** Where the page or the chunk begins that the store has failed at; -1 where it says neither. */
        long place(MVStoreException failure) {
            String said = String.valueOf(failure.getMessage());
            Matcher page = PAGE.matcher(said);
            if (page.find()) {
                return pagePosition(Long.parseUnsignedLong(page.group(1), 16));
            }
            Matcher chunk = CHUNK.matcher(said);
            return chunk.find() ? position(Integer.parseInt(chunk.group(1))) : -1;
        }
    }

    /** The same failure, with where it was; asked for while the file is open, which alone can tell that. */
    private static final class PlacedException extends MVStoreException {
        private static final long serialVersionUID = 1L;

        private final long place;

        PlacedException(MVStoreException failure, long place) {
            super(failure.getErrorCode(), failure.getMessage());
            this.place = place;
            initCause(failure);
        }
    }
}
