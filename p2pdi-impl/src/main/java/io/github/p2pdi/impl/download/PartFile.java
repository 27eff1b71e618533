package io.github.p2pdi.impl.download;

import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.impl.runtime.Closer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A document that is being written, beside the name it will have. Under that name there is the whole document or nothing: it is forced to the
 * disk and moved in one step. A part that was not finished is removed. One thread at a time.
 */
final class PartFile implements AutoCloseable {
    private static final String SUFFIX = ".part";

    private final Path target;
    private final Path part;
    private final FileChannel channel;
    private boolean finished;

    private PartFile(Path target, Path part, FileChannel channel) {
        this.target = target;
        this.part = part;
        this.channel = channel;
    }

    /** Opens the part of a document of that size, after a look at whether it will fit. */
    static PartFile open(Path folder, String name, long size) throws StorageException {
        Path target = folder.resolve(name);
        Path part = folder.resolve(name + SUFFIX);
        try {
            Files.createDirectories(folder);
            checkFree(target);
            // Not Files.getFileStore, which reads the table of mounts each time.
            long room = folder.toFile().getUsableSpace();
            if (room < size) {
                throw new StorageException(
                        target, "no room for " + target + ": it needs " + size + " bytes, " + room + " are free", null);
            }
            return locked(target, part);
        } catch (StorageException e) {
            throw e;
        } catch (IOException e) {
            throw failed(target, e);
        }
    }

    /** The lock keeps two downloads, of this process or of two, from writing into each other. */
    private static PartFile locked(Path target, Path part) throws IOException {
        FileChannel channel =
                FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new OverlappingFileLockException();
            }
            channel.truncate(0);
            return new PartFile(target, part, channel);
        } catch (OverlappingFileLockException e) {
            Closer.close(channel);
            throw new StorageException(target, "another download is writing " + target, null);
        } catch (IOException e) {
            Closer.close(channel);
            throw e;
        }
    }

    static void checkFree(Path target) throws StorageException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new StorageException(
                    target, target + " exists already; move it away, or download into another folder", null);
        }
    }

    /** Writes all of the buffer. */
    void write(ByteBuffer bytes) throws StorageException {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw failed(target, e);
        }
    }

    /** Gives the document its name. */
    Path finish() throws StorageException {
        try {
            channel.force(true);
            // Windows does not move a file that is open.
            channel.close();
            checkFree(target);
            move();
            finished = true;
            return target;
        } catch (StorageException e) {
            throw e;
        } catch (IOException e) {
            throw failed(target, e);
        }
    }

    private void move() throws IOException {
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, target);
        }
    }

    private static StorageException failed(Path target, IOException cause) {
        return new StorageException(target, "cannot write " + target + ": " + reason(cause), cause);
    }

    private static String reason(IOException cause) {
        return cause instanceof AccessDeniedException
                ? "permission denied; make the folder writable, or choose another"
                : String.valueOf(cause.getMessage());
    }

    @Override
    public void close() {
        // Removed while it is locked, so that nobody else's part of that name is; where open files stay, afterwards.
        boolean removed = finished || remove();
        Closer.close(channel);
        if (!removed) {
            remove();
        }
    }

    private boolean remove() {
        try {
            Files.deleteIfExists(part);
            return true;
        } catch (IOException e) {
            // If it stays, the next download of that name overwrites it.
            return false;
        }
    }
}
