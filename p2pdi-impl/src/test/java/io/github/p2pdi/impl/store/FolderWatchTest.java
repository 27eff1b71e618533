package io.github.p2pdi.impl.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.impl.runtime.Threads;
import io.github.p2pdi.node.Document;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.testkit.NoLeaks;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.Watchable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NoLeaks
class FolderWatchTest {
    @TempDir
    Path parent;

    private final FolderWatch watch = new FolderWatch();
    private final BlockingQueue<Set<Path>> heard = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        watch.close();
        watch.close();
    }

    private Set<Path> next() throws InterruptedException {
        Set<Path> next = heard.poll(30, TimeUnit.SECONDS);
        assertTrue(next != null, "nothing was heard");
        return next;
    }

    /** Goes on until the file is among what is heard: a file that is written may be heard of more than once. */
    private void hear(Path file) throws InterruptedException {
        while (!next().contains(file)) {
            // What came before it.
        }
    }

    @Test
    void tellsOfFilesThatComeChangeAndGo() throws Exception {
        assertTrue(watch.watch(parent, heard::add).isPresent());
        Path file = Files.writeString(parent.resolve("rfc1.txt"), "one");
        hear(file);
        Files.writeString(file, "other");
        hear(file);
        Files.delete(file);
        Path last = Files.createFile(parent.resolve("last"));
        hear(last);
    }

    @Test
    void severalWatchTheSameFolderAndEndApart() throws Exception {
        BlockingQueue<Set<Path>> others = new LinkedBlockingQueue<>();
        var first = watch.watch(parent, others::add).orElseThrow();
        assertTrue(watch.watch(parent, heard::add).isPresent());
        first.close();
        first.close();
        hear(Files.createFile(parent.resolve("rfc1.txt")));
        assertEquals(Set.of(), new HashSet<>(others));
    }

    @Test
    void aFolderThatVanishesIsToldAndNotWatchedAnyMore() throws Exception {
        Path folder = Files.createDirectory(parent.resolve("shared"));
        var registration = watch.watch(folder, heard::add).orElseThrow();
        assertTrue(registration.isValid());
        Files.delete(folder);
        assertEquals(Set.of(), next());
        assertFalse(registration.isValid());
    }

    @Test
    void aFolderThatIsBackIsWatchedAgain() throws Exception {
        Path folder = Files.createDirectory(parent.resolve("shared"));
        try (WatchedFolder watched = new WatchedFolder(folder, watch, heard::add)) {
            watched.follow();
            // The old one lives on under another name, and is watched no more.
            Files.move(folder, parent.resolve("away"));
            watched.follow();
            Files.createDirectory(folder);
            watched.follow();
            watched.follow();
            heard.clear();
            hear(Files.createFile(folder.resolve("rfc1.txt")));
            // What is told is told in order, and under the name that the folder had when it was looked for.
            Files.createFile(parent.resolve("away/rfc2.txt"));
            Path last = Files.createFile(folder.resolve("rfc3.txt"));
            Set<Path> all = new HashSet<>();
            while (!all.contains(last)) {
                all.addAll(next());
            }
            assertFalse(all.contains(folder.resolve("rfc2.txt")), all::toString);
        }
    }

    @Test
    void aListenerThatFailsHarmsNobody() throws Exception {
        watch.watch(parent, files -> {
            throw new IllegalStateException("as meant by the test");
        });
        watch.watch(parent, heard::add);
        hear(Files.createFile(parent.resolve("rfc1.txt")));
        hear(Files.createFile(parent.resolve("rfc2.txt")));
    }

    @Test
    void whereNothingCanBeWatchedTheFolderIsLookedAtStill() throws IOException {
        FolderWatch none = new FolderWatch(
                () -> {
                    throw new IOException("User limit of inotify instances reached or too many open files");
                },
                Threads.platform("test"));
        assertEquals(Optional.empty(), none.watch(parent, heard::add));
        ManualClock clock = new ManualClock(Instant.EPOCH);
        FolderMeans means =
                new FolderMeans(clock, Runnable::run, Optional.of(none), FolderPace.USUAL, Optional.empty());
        try (FolderDocumentStore store = FolderDocumentStore.open(Optional.of(parent), means)) {
            Files.writeString(parent.resolve("rfc1.txt"), "abc");
            clock.advance(Duration.ofSeconds(7));
            assertEquals(
                    List.of("rfc1.txt"),
                    store.documents().stream().map(Document::name).toList());
        }
    }

    @Test
    void whereThereIsNoThreadToListenItIsTriedAgainTheNextTime() throws Exception {
        AtomicBoolean poor = new AtomicBoolean(true);
        ThreadFactory threads = task -> {
            if (poor.getAndSet(false)) {
                throw new OutOfMemoryError("unable to create native thread, as meant by the test");
            }
            return new Thread(task, "test");
        };
        try (FolderWatch late = new FolderWatch(FileSystems.getDefault()::newWatchService, threads)) {
            assertEquals(Optional.empty(), late.watch(parent, heard::add));
            assertTrue(late.watch(parent, heard::add).isPresent());
            hear(Files.createFile(parent.resolve("rfc1.txt")));
        }
    }

    @Test
    void aKeyThatHasLostCountTellsOfAll() {
        assertEquals(Set.of(parent.resolve("a"), parent.resolve("b")), FolderWatch.files(new Key("a", "b", "a")));
        assertEquals(Set.of(), FolderWatch.files(new Key("a", "")));
        assertEquals(Set.of(), FolderWatch.files(new Key()));
    }

    /** A key with these files changed; an empty name stands for an overflow. */
    private final class Key implements WatchKey {
        private final List<String> names;

        private Key(String... names) {
            this.names = List.of(names);
        }

        @Override
        public List<WatchEvent<?>> pollEvents() {
            return names.stream().<WatchEvent<?>>map(Changed::new).toList();
        }

        @Override
        public Watchable watchable() {
            return parent;
        }

        @Override
        public boolean isValid() {
            return true;
        }

        @Override
        public boolean reset() {
            return true;
        }

        @Override
        public void cancel() {
            throw new UnsupportedOperationException("not in this test");
        }
    }

    private record Changed(String name) implements WatchEvent<Object> {
        @Override
        @SuppressWarnings({"unchecked", "rawtypes"})
        public Kind<Object> kind() {
            return name.isEmpty() ? StandardWatchEventKinds.OVERFLOW : (Kind) StandardWatchEventKinds.ENTRY_MODIFY;
        }

        @Override
        public int count() {
            return 1;
        }

        @Override
        @SuppressWarnings("NullAway") // An overflow has none: that is what the test is about.
        public Object context() {
            return name.isEmpty() ? null : Path.of(name);
        }
    }

    @Test
    void nothingIsWatchedAfterTheClose() {
        watch.close();
        assertEquals(Optional.empty(), watch.watch(parent, heard::add));
    }

    /** All of it together, with the system's own watch and time: long before the next look at the whole folder. */
    @Test
    void aStoreHearsOfItsFolder() throws Exception {
        FolderPace pace = new FolderPace(Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofDays(1));
        try (var time = new io.github.p2pdi.impl.runtime.SystemTime();
                FolderDocumentStore store = FolderDocumentStore.open(
                        Optional.of(parent),
                        new FolderMeans(time, Runnable::run, Optional.of(watch), pace, Optional.empty()))) {
            BlockingQueue<List<Document>> told = new LinkedBlockingQueue<>();
            store.onChange(() -> told.add(store.documents()));
            Path file = Files.writeString(parent.resolve("rfc1.txt"), "abc");
            while (told.poll(30, TimeUnit.SECONDS).isEmpty()) {
                // Not yet there.
            }
            Files.delete(file);
            while (!told.poll(30, TimeUnit.SECONDS).isEmpty()) {
                // Not yet gone.
            }
        }
    }
}
