package io.github.p2pdi.impl.store;

import io.github.p2pdi.impl.runtime.Closer;
import io.github.p2pdi.impl.runtime.Reason;
import io.github.p2pdi.impl.runtime.Threads;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of changes in folders as the system tells of them, with one thread for all folders, which is there from the first folder on. A system has few such
 * services and may miss changes, so this is only the quick way: whoever depends on changes looks at the folder now and then as well.
 *
 * <p>Safe for concurrent use. The monitor guards all fields; no listener is called under it.
 */
public final class FolderWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);

    private final Services services;
    private final ThreadFactory threads;
    private final Map<WatchKey, List<Consumer<Set<Path>>>> listeners = new HashMap<>();
    private @Nullable WatchService service;
    private boolean complained;
    private boolean closed;

    /** Where the one watch service comes from. */
    @FunctionalInterface
    interface Services {
        WatchService open() throws IOException;
    }

    /** One that watches nothing yet. */
    public FolderWatch() {
        this(FileSystems.getDefault()::newWatchService, Threads.platform("watch"));
    }

    FolderWatch(Services services, ThreadFactory threads) {
        this.services = services;
        this.threads = threads;
    }

    /**
     * Begins to watch a folder; several may watch the same.
     *
     * @param listener is told the files that have changed, or none where nobody knows which; must not block
     * @return what ends it, or nothing if the folder cannot be watched; the log says why, once
     */
    synchronized Optional<Registration> watch(Path folder, Consumer<Set<Path>> listener) {
        if (closed || !isDefault(folder.getFileSystem())) {
            return Optional.empty();
        }
        try {
            WatchKey key = folder.register(
                    service(),
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
            listeners.computeIfAbsent(key, any -> new ArrayList<>(1)).add(listener);
            return Optional.of(new Registration(key, listener));
        } catch (IOException e) {
            complain(folder, Reason.of(e));
            return Optional.empty();
        } catch (OutOfMemoryError e) {
            complain(folder, "there is no thread or memory for it");
            return Optional.empty();
        }
    }

    private static boolean isDefault(FileSystem files) {
        return files.equals(FileSystems.getDefault());
    }

    private void complain(Path folder, String why) {
        if (!complained) {
            complained = true;
            LOG.info(
                    "{} cannot be watched ({}): changes are seen some seconds later, when it is looked at",
                    DocumentName.shown(folder),
                    why);
        }
    }

    private WatchService service() throws IOException {
        if (service == null) {
            WatchService opened = services.open();
            try {
                threads.newThread(() -> listen(opened)).start();
                service = opened;
            } finally {
                if (service == null) {
                    Closer.close(opened);
                }
            }
        }
        return service;
    }

    private void listen(WatchService opened) {
        try {
            while (true) {
                told(opened.take());
            }
        } catch (ClosedWatchServiceException e) {
            LOG.trace("watches no folder any more", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void told(WatchKey key) {
        Set<Path> files = files(key);
        List<Consumer<Set<Path>>> told;
        synchronized (this) {
            told = List.copyOf(listeners.getOrDefault(key, List.of()));
            if (!key.reset()) {
                // The folder is gone: all that is left to do is to look.
                listeners.remove(key);
                files = Set.of();
            }
        }
        for (Consumer<Set<Path>> listener : told) {
            tell(listener, files);
        }
    }

    /** Which files a key tells of; none where it has lost count, or says so in any other way. */
    static Set<Path> files(WatchKey key) {
        Set<Path> files = new HashSet<>();
        boolean all = false;
        for (WatchEvent<?> event : key.pollEvents()) {
            if (event.context() instanceof Path name && key.watchable() instanceof Path folder) {
                files.add(folder.resolve(name));
            } else {
                all = true;
            }
        }
        return all ? Set.of() : files;
    }

    private static void tell(Consumer<Set<Path>> listener, Set<Path> files) {
        try {
            listener.accept(files);
        } catch (RuntimeException | Error e) {
            LOG.warn("a listener failed that was told of changes in a folder", e);
        }
    }

    private synchronized void end(WatchKey key, Consumer<Set<Path>> listener) {
        List<Consumer<Set<Path>>> others = listeners.get(key);
        if (others != null && others.remove(listener) && others.isEmpty()) {
            listeners.remove(key);
            key.cancel();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        listeners.clear();
        if (service != null) {
            Closer.close(service);
        }
    }

    /** What ends a watch. */
    final class Registration implements AutoCloseable {
        private final WatchKey key;
        private final Consumer<Set<Path>> listener;

        private Registration(WatchKey key, Consumer<Set<Path>> listener) {
            this.key = key;
            this.listener = listener;
        }

        /** Whether the folder is still the one that is watched; one that was removed is not, even if it is there again. */
        boolean isValid() {
            return key.isValid();
        }

        @Override
        public void close() {
            end(key, listener);
        }
    }
}
