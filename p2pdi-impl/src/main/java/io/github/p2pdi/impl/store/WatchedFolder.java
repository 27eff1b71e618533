package io.github.p2pdi.impl.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Keeps a folder watched where that is possible: another folder under the same name, too. Safe for concurrent use; the monitor guards all. */
final class WatchedFolder implements AutoCloseable {
    private final Path folder;
    private final FolderWatch watch;
    private final Consumer<Set<Path>> listener;
    private Optional<FolderWatch.Registration> registration = Optional.empty();
    private Optional<Object> key = Optional.empty();
    private boolean closed;

    WatchedFolder(Path folder, FolderWatch watch, Consumer<Set<Path>> listener) {
        this.folder = folder;
        this.watch = watch;
        this.listener = listener;
    }

    /** Watches the folder that has the name now. */
    synchronized void follow() {
        Optional<Object> now = keyOfFolder();
        boolean isWatched = registration.isPresent() && registration.get().isValid() && now.equals(key);
        if (closed || isWatched) {
            return;
        }
        end();
        key = now;
        registration = now.isPresent() ? watch.watch(folder, listener) : Optional.empty();
    }

    private Optional<Object> keyOfFolder() {
        try {
            BasicFileAttributes seen =
                    Files.readAttributes(folder, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            Object key = seen.fileKey() == null ? folder : seen.fileKey();
            return seen.isDirectory() ? Optional.of(key) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void end() {
        registration.ifPresent(FolderWatch.Registration::close);
        registration = Optional.empty();
    }

    @Override
    public synchronized void close() {
        closed = true;
        end();
    }
}
