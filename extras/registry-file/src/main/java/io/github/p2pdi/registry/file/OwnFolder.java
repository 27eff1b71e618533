package io.github.p2pdi.registry.file;

import io.github.p2pdi.error.StorageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A folder that one registry uses at a time, in whatever process, and that its owner alone can read. One thread at a time. */
final class OwnFolder implements AutoCloseable {
    private final Path path;
    private final FileChannel lock;

    private OwnFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    static OwnFolder open(Path path) throws StorageException {
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(path, ownersOnly("rwx------"));
            }
            return locked(path);
        } catch (StorageException e) {
            throw e;
        } catch (IOException e) {
            throw new StorageException(path, "the registry's folder " + path + " cannot be used: " + e, e);
        }
    }

    private static OwnFolder locked(Path path) throws IOException {
        FileChannel channel = channel(path.resolve("lock"));
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held in this JVM: said below, like all others.
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        if (lock == null) {
            throw new StorageException(
                    path,
                    "the registry's folder " + path + " is in use by another registration server: give each its own",
                    null);
        }
        return new OwnFolder(path, channel);
    }

    /** A file of the folder, made if it is not there, to read and write; no link is followed. */
    FileChannel file(String name) throws IOException {
        return channel(path.resolve(name));
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
        try {
            lock.close();
        } catch (IOException e) {
            throw new IllegalStateException("the lock of " + path + " cannot be released", e);
        }
    }
}
