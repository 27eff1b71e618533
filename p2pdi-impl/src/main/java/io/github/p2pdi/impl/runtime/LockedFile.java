package io.github.p2pdi.impl.runtime;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A file that is open here, and locked against everybody else: in this process and in others. One thread closes it. */
public final class LockedFile implements Closeable {
    /**
     * What is locked in this JVM. A lock is the process's: where it closes any descriptor of a file it loses its lock on it. So a file that is locked here must not
     * even be opened to find that out.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;
    private boolean closed;

    private LockedFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Opens a file for reading and writing, and locks it. No link is followed but in the way to its folder.
     *
     * @param attributes what it gets if it is made
     * @return the file, or nothing if somebody else has it
     * @throws IOException if it cannot be opened
     */
    public static Optional<LockedFile> open(Path file, FileAttribute<?>... attributes) throws IOException {
        Path path = real(file);
        if (!HELD.add(path)) {
            return Optional.empty();
        }
        Optional<LockedFile> opened = Optional.empty();
        try {
            opened = locked(path, attributes);
        } finally {
            if (opened.isEmpty()) {
                HELD.remove(path);
            }
        }
        return opened;
    }

    /** One path for each file, by whatever way it was reached. */
    private static Path real(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path folder = absolute.getParent();
        return folder == null ? absolute : folder.toRealPath().resolve(absolute.getFileName());
    }

    private static Optional<LockedFile> locked(Path path, FileAttribute<?>... attributes) throws IOException {
        FileChannel channel = FileChannel.open(
                path,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS),
                attributes);
        boolean locked = false;
        try {
            locked = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Held in this JVM by code of another class loader, which cannot be known before.
        } finally {
            if (!locked) {
                channel.close();
            }
        }
        return locked ? Optional.of(new LockedFile(path, channel)) : Optional.empty();
    }

    /** To read and write with; closed with this. */
    public FileChannel channel() {
        return channel;
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            channel.close();
        } finally {
            HELD.remove(path);
        }
    }
}
