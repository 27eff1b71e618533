package io.github.p2pdi.impl.download;

import io.github.p2pdi.impl.runtime.LockedFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The file system. */
final class RealDisk implements Disk {
    @Override
    public void makeFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
    }

    /** Not Files.getFileStore, which reads the table of mounts each time. */
    @Override
    public long room(Path folder) {
        return folder.toAbsolutePath().toFile().getUsableSpace();
    }

    @Override
    public Optional<Long> size(Path file) throws IOException {
        return attributes(file).map(found -> found.isRegularFile() ? found.size() : -1);
    }

    @Override
    public boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public List<Path> list(Path folder, String ending) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all =
                Files.newDirectoryStream(folder, file -> file.toString().endsWith(ending))) {
            all.forEach(found::add);
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        return found;
    }

    @Override
    public Optional<Object> key(Path file) throws IOException {
        return attributes(file).map(found -> found.fileKey() == null ? found.creationTime() : found.fileKey());
    }

    private static Optional<BasicFileAttributes> attributes(Path file) throws IOException {
        try {
            return Optional.of(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public Opened open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        return new OpenedFile(channel, channel);
    }

    @Override
    public Optional<Opened> openLocked(Path file) throws IOException {
        return LockedFile.open(file).map(locked -> new OpenedFile(locked.channel(), locked));
    }

    @Override
    public Opened openToRead(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        return new OpenedFile(channel, channel);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** A second name is the only step of POSIX that never replaces anything. Where there are none, one looks first and hopes. */
    @Override
    public void moveToFree(Path from, Path to) throws IOException {
        if (!link(from, to)) {
            Files.move(from, to);
            return;
        }
        try {
            Files.delete(from);
        } catch (IOException e) {
            Files.deleteIfExists(to);
            throw e;
        }
    }

    private static boolean link(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from);
            return true;
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | IOException e) {
            return false;
        }
    }

    @Override
    public int names(Path file) throws IOException {
        try {
            return (Integer) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS);
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return 1;
        }
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    /** {@code owner} is what is closed: the channel, or what has locked it. */
    private record OpenedFile(FileChannel channel, Closeable owner) implements Opened {
        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            return channel.read(into, position);
        }

        @Override
        public void write(ByteBuffer from, long position) throws IOException {
            long at = position;
            while (from.hasRemaining()) {
                at += channel.write(from, at);
            }
        }

        @Override
        public void truncate(long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        public void force() throws IOException {
            channel.force(true);
        }

        @Override
        public void close() throws IOException {
            owner.close();
        }
    }
}
