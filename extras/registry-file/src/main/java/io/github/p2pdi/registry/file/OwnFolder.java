package io.github.p2pdi.registry.file;

import io.github.p2pdi.error.StorageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;

/** A folder that one registry uses at a time, in whatever process, and that its owner alone can read. One thread at a time. */
final class OwnFolder implements AutoCloseable {
    /**
     * The folders that are open in this JVM. A lock is the process's: to try for one that the process has already, and to close the file again, takes it from
     * whoever has it. So it must be known without trying. Guarded by its monitor.
     */
    private static final Set<Path> OPEN = new HashSet<>();

    private final Path path;
    private final FileChannel lock;
    private boolean closed;

    private OwnFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Opens a folder, and makes it if it is not there. */
    static OwnFolder open(Path at) throws StorageException {
        Path path = made(at);
        synchronized (OPEN) {
            if (!OPEN.add(path)) {
                throw inUse(path);
            }
        }
        boolean opened = false;
        try {
            OwnFolder folder = new OwnFolder(path, locked(path));
            opened = true;
            return folder;
        } catch (IOException e) {
            throw unusable(path, e);
        } finally {
            if (!opened) {
                giveBack(path);
            }
        }
    }

    private static Path made(Path at) throws StorageException {
        try {
            if (!Files.isDirectory(at)) {
                make(at);
            }
            return at.toRealPath();
        } catch (IOException e) {
            throw unusable(at, e);
        }
    }

    /** The owner's alone is the folder itself; those above it are made as any others. */
    private static void make(Path folder) throws IOException {
        Path above = folder.toAbsolutePath().getParent();
        // A link to a folder is one, but no JDK before 17.0.14 makes it so.
        if (above != null && !Files.exists(above)) {
            Files.createDirectories(above);
        }
        Files.createDirectories(folder, ownersOnly("rwx------"));
    }

    private static FileChannel locked(Path path) throws IOException {
        FileChannel channel = channel(path.resolve("lock"));
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held in this JVM, by code of another class loader: said below, like all others.
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        if (lock == null) {
            throw inUse(path);
        }
        return channel;
    }

    private static StorageException inUse(Path path) {
        return new StorageException(
                path,
                "the registry's folder " + path + " is in use by another registration server: give each its own",
                null);
    }

    private static StorageException unusable(Path path, IOException e) {
        if (e instanceof StorageException known) {
            return known;
        }
        String why = "cannot be used: " + e.getMessage();
        if (e instanceof FileAlreadyExistsException) {
            why = "is not a folder";
        } else if (e instanceof AccessDeniedException denied) {
            why = "cannot be used: permission denied for " + denied.getFile();
        }
        return new StorageException(path, "the registry's folder " + path + " " + why, e);
    }

    private static void giveBack(Path path) {
        synchronized (OPEN) {
            OPEN.remove(path);
        }
    }

    /** A file of the folder, made if it is not there, to read and write; no link is followed. */
    FileChannel file(String name) throws IOException {
        return channel(path.resolve(name));
    }

    /** Has the names of its files on the disk, where the system lets a folder be forced. */
    void force() {
        try (FileChannel names = FileChannel.open(path, StandardOpenOption.READ)) {
            names.force(true);
        } catch (IOException e) {
            // Not on Windows; there it is not needed either.
        }
    }

    Path path() {
        return path;
    }

    private static FileChannel channel(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS),
                ownersOnly("rw-------"));
    }

    private static FileAttribute<?>[] ownersOnly(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            lock.close();
        } catch (IOException e) {
            throw new IllegalStateException("the lock of " + path + " cannot be released", e);
        } finally {
            giveBack(path);
        }
    }
}
