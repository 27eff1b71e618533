package io.github.p2pdi.impl.unix;

import io.github.p2pdi.impl.runtime.Closer;
import io.github.p2pdi.impl.sockets.BoundSocket;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The file of a socket that listens. Only the owner may read and write it, and so connect. One that is there and that nobody listens at any more is
 * replaced; anything else is left alone.
 */
final class SocketFile {
    /** What kind of file it is, of what the system calls its mode. */
    private static final int KIND = 0170000;

    private static final int SOCKET = 0140000;

    private final Path path;
    private final ServerSocketChannel server;
    private final @Nullable Object key;

    private SocketFile(Path path, ServerSocketChannel server) throws IOException {
        this.path = path;
        this.server = server;
        this.key = key(path);
    }

    static SocketFile bind(Path path) throws IOException {
        checkFolder(path.toAbsolutePath().getParent());
        removeStale(path);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(path), BoundSocket.BACKLOG);
            SocketFile file = new SocketFile(path, server);
            file.keepToOwner();
            return file;
        } catch (IOException e) {
            Closer.close(server);
            throw e;
        }
    }

    ServerSocketChannel server() {
        return server;
    }

    private static void checkFolder(@Nullable Path folder) throws IOException {
        if (folder == null || !Files.isDirectory(folder)) {
            throw new NoSuchFileException("there is no folder " + folder);
        }
    }

    private static void removeStale(Path path) throws IOException {
        BasicFileAttributes there;
        try {
            there = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return;
        }
        if (!there.isOther() || !mayBeSocket(path)) {
            throw new BindException("there is a file of that name, which is no socket; choose another name");
        }
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.configureBlocking(false);
            channel.connect(UnixDomainSocketAddress.of(path));
        } catch (ConnectException e) {
            // Refused: whoever listened there is gone.
            Files.delete(path);
            return;
        } catch (IOException e) {
            // So many wait there that no more can: somebody listens.
        }
        throw new BindException("somebody listens there already; choose another name, or stop it");
    }

    /** A pipe or a device, where they stand beside files, refuses whoever connects as a socket does that nobody listens at. */
    private static boolean mayBeSocket(Path path) throws IOException {
        return !path.getFileSystem().supportedFileAttributeViews().contains("unix")
                || ((int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & KIND) == SOCKET;
    }

    /** Whoever has slipped in before is shown out again. */
    private void keepToOwner() throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        view.setPermissions(PosixFilePermissions.fromString("rw-------"));
        server.configureBlocking(false);
        for (SocketChannel early = server.accept(); early != null; early = server.accept()) {
            early.close();
        }
        server.configureBlocking(true);
    }

    /** Not if somebody has put another there. */
    void remove() throws IOException {
        if (key != null && key.equals(key(path))) {
            Files.deleteIfExists(path);
        }
    }

    private static @Nullable Object key(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
