package io.github.p2pdi.impl.state;

import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.impl.runtime.Closer;
import io.github.p2pdi.impl.runtime.LockedFile;
import io.github.p2pdi.impl.runtime.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * A folder of one node's own, for as long as it is open. What is written is readable by the owner alone, where the file system knows such a thing, and is
 * there as a whole or not at all. Safe for concurrent use: the monitor guards the writing, which is refused once it is closed.
 */
public final class StateFolder implements AutoCloseable {
    private static final int MOST_BYTES = 1 << 20;

    private final Path folder;
    private final LockedFile lock;
    private boolean closed;

    private StateFolder(Path folder, LockedFile lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Opens a folder, and makes it if it is not there.
     *
     * @throws StorageException if it cannot be made or written to, or another node uses it
     */
    public static StateFolder open(Path folder) throws StorageException {
        try {
            if (!Files.isDirectory(folder)) {
                make(folder);
            }
            return locked(folder);
        } catch (StorageException e) {
            throw e;
        } catch (IOException e) {
            String why = fileAbove(folder).map(file -> file + " is a file").orElseGet(() -> Reason.of(e));
            throw new StorageException(folder, "the state folder " + folder + " cannot be used: " + why, e);
        }
    }

    /** What is no folder among those that it is to be in. */
    private static Optional<Path> fileAbove(Path folder) {
        Path above = folder.toAbsolutePath().getParent();
        while (above != null && !Files.exists(above)) {
            above = above.getParent();
        }
        return Optional.ofNullable(above).filter(found -> !Files.isDirectory(found));
    }

    /** The owner's alone is the folder itself; those above it are made as any others. */
    private static void make(Path folder) throws IOException {
        Path above = folder.toAbsolutePath().getParent();
        // A link to a folder is one, but no JDK before 17.0.14 makes it so.
        if (above != null && !Files.isDirectory(above)) {
            Files.createDirectories(above);
        }
        Files.createDirectories(folder, ownersOnly(folder, "rwx------"));
    }

    private static StateFolder locked(Path folder) throws IOException {
        LockedFile lock = LockedFile.open(folder.resolve("lock"), ownersOnly(folder, "rw-------"))
                .orElseThrow(() -> new StorageException(
                        folder, "the state folder " + folder + " is in use by another peer: give each its own", null));
        return new StateFolder(folder, lock);
    }

    /**
     * The text that was written under a name, if there is one.
     *
     * @throws IOException if it cannot be read, or is none of ours by its size
     */
    public Optional<String> read(String name) throws IOException {
        return readBytes(name, MOST_BYTES).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /**
     * The bytes that were written under a name, if there are any.
     *
     * @param most how many there may be
     * @throws IOException if they cannot be read, or are none of ours as there are more
     */
    public Optional<byte[]> readBytes(String name, int most) throws IOException {
        try (FileChannel channel =
                FileChannel.open(folder.resolve(name), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            if (channel.size() > most) {
                throw new IOException(name + " has " + channel.size() + " bytes");
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // Until it is full, or the file is at its end.
            }
            return Optional.of(Arrays.copyOf(bytes.array(), bytes.position()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Puts a text in place of what was written under a name.
     *
     * @throws IOException if it cannot be written; what was there before is there still
     */
    public void write(String name, String text) throws IOException {
        writeBytes(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Puts bytes in place of what was written under a name.
     *
     * @throws IOException if they cannot be written, or the folder is closed; what was there before is there still
     */
    public synchronized void writeBytes(String name, byte[] content) throws IOException {
        if (closed) {
            throw new IOException("the state folder is closed");
        }
        Path fresh = folder.resolve(name + ".new");
        Files.deleteIfExists(fresh);
        try (FileChannel channel = FileChannel.open(
                fresh,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                ownersOnly(folder, "rw-------"))) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static FileAttribute<?>[] ownersOnly(Path at, String permissions) {
        boolean posix = at.getFileSystem().equals(FileSystems.getDefault())
                && at.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    @Override
    public synchronized void close() {
        closed = true;
        Closer.close(lock);
    }
}
