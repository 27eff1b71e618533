package io.github.p2pdi.registry.file;

import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.registry.PeerStore;
import io.github.p2pdi.registry.StoredPeer;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The peers of a registry in a folder: the store in one file, the count of its saves in another. After a save that failed the file is opened anew by the next, as the
 * store takes nothing more then.
 */
final class FilePeerStore implements PeerStore {
    private static final String PEERS = "peers.mv";
    private static final String SAVED = "saved";
    private static final int MOST_SAID = 500;

    private final OwnFolder folder;
    private final String name;
    private final SavedCount count;
    private final List<PlacedFile> files;
    private @Nullable StoreFile file;
    private boolean closed;

    /** {@code folder} and {@code count} are closed with it. */
    FilePeerStore(OwnFolder folder, String prefix, SavedCount count) throws IOException {
        this.folder = folder;
        name = prefix + folder.path().resolve(PEERS);
        this.count = count;
        files = List.of(
                PlacedFile.at(folder.path().resolve(PEERS)),
                PlacedFile.at(folder.path().resolve(SAVED)));
    }

    static FilePeerStore open(Path path) throws StorageException {
        return open(path.toAbsolutePath(), "");
    }

    /** {@code prefix} names the file system that the store's file is reached through. */
    static FilePeerStore open(Path path, String prefix) throws StorageException {
        OwnFolder folder = OwnFolder.open(path);
        boolean opened = false;
        try {
            // Made here, so that it is the owner's alone from the first moment.
            folder.file(PEERS).close();
            FilePeerStore store = new FilePeerStore(folder, prefix, new SavedCount(folder.file(SAVED)));
            opened = true;
            return store;
        } catch (IOException e) {
            throw new StorageException(path, "the registry's folder " + path + " cannot be used: " + e, e);
        } finally {
            if (!opened) {
                folder.close();
            }
        }
    }

    @Override
    public Duration load(Consumer<StoredPeer> each) throws IOException {
        try {
            StoreFile opened = reopened();
            return opened.load(each);
        } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError | AssertionError e) {
            // The store believes what it reads, and asserts it where that is switched on.
            drop();
            Path path = folder.path().resolve(PEERS);
            throw new StorageException(path, "the registry's file " + path + " " + problem(e), e);
        }
    }

    private static String problem(Throwable e) {
        if (StoreFile.isLocked(e)) {
            return "is in use by another registration server, although that has lost its lock: give each its own folder";
        }
        if (e instanceof OutOfMemoryError) {
            return "cannot be read with the memory that there is: " + printable(e)
                    + "; give more of it, and only where that does not help take the file for damaged";
        }
        return isRefusedBySystem(e)
                ? "cannot be opened: " + reason(e)
                : "is damaged: " + damage(e)
                        + "; put a copy in its place, or move the folder away to begin with nobody";
    }

    private static boolean isRefusedBySystem(Throwable e) {
        return StoreFile.isRefusedBySystem(e) || (e instanceof IOException && !(e instanceof DamagedFileException));
    }

    /** What is not said here does not say where it is. */
    private static String damage(Throwable e) {
        String said = printable(e);
        return e instanceof DamagedFileException ? said : StoreFile.place(e) + " cannot be opened: " + said;
    }

    @Override
    public void save(Changes changes) throws IOException {
        try {
            for (PlacedFile each : files) {
                each.check();
            }
            StoreFile opened = file == null ? reopened() : file;
            opened.save(changes);
            count.write(opened.saves());
        } catch (IOException | RuntimeException | Error e) {
            drop();
            throw new IOException(name + " cannot be written: " + reason(e), e);
        }
    }

    /** What the store says has in it what it read, whatever that is. */
    private static String printable(Throwable e) {
        String said = String.valueOf(e.getMessage()).replaceAll("\\p{Cntrl}|[^\\x00-\\x7e]", "?");
        return said.length() <= MOST_SAID ? said : said.substring(0, MOST_SAID) + "...";
    }

    /** What the system said, in place of what the store makes of it. */
    private static @Nullable String reason(Throwable e) {
        Throwable first = e;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        return first.getMessage();
    }

    /** The file as it was saved last; an older state of it is not taken for that. */
    private StoreFile reopened() throws IOException {
        OptionalLong known = count.read();
        StoreFile opened = opened(known.orElse(0) == 0);
        file = opened;
        if (known.isEmpty() && opened.saves() > 0) {
            throw new DamagedFileException(
                    "there is nothing to tell whether what is at byte " + opened.start()
                            + " is the newest, as the file 'saved' beside it is missing or damaged",
                    null);
        }
        if (opened.saves() < known.orElse(0)) {
            throw new DamagedFileException(
                    "its newest part cannot be read, and what is at byte " + opened.start() + " is save "
                            + opened.saves() + " of " + known.getAsLong(),
                    null);
        }
        if (known.isEmpty()) {
            // Before the first save, so that behind it the count is never missing, though the machine itself stops.
            opened.force();
            count.begin();
            folder.force();
        }
        return opened;
    }

    /** The file as the store opens it. Where nothing was ever saved in it, a torn one begins anew: the machine has stopped while it was made. */
    private StoreFile opened(boolean mayBeUnused) throws IOException {
        try {
            return new StoreFile(name);
        } catch (RuntimeException e) {
            boolean isTorn = !StoreFile.isLocked(e) && !StoreFile.isRefusedBySystem(e);
            if (!mayBeUnused || !isTorn || !emptied()) {
                throw e;
            }
        }
        return new StoreFile(name);
    }

    /** Empties the file if it has room for nothing that is saved; whether that is so. */
    private boolean emptied() throws IOException {
        try (FileChannel bytes = folder.file(PEERS)) {
            boolean isUnused = bytes.size() <= StoreFile.HEADER_BYTES;
            if (isUnused) {
                bytes.truncate(0);
            }
            return isUnused;
        }
    }

    private void drop() {
        StoreFile failed = file;
        file = null;
        if (failed != null) {
            failed.close();
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        drop();
        try {
            count.close();
        } catch (IOException e) {
            throw new IllegalStateException("the files of " + folder.path() + " cannot be closed", e);
        } finally {
            folder.close();
        }
    }
}
