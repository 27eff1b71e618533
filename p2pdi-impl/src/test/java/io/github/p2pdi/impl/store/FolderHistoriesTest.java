package io.github.p2pdi.impl.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.impl.figure.Seed;
import io.github.p2pdi.impl.state.StateFolder;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.node.Document;
import io.github.p2pdi.node.DocumentStore.Opened;
import io.github.p2pdi.testkit.ManualClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random histories of a shared folder, against a naive model of what must be offered: while they last, and in the end. */
class FolderHistoriesTest {
    private static final int HISTORIES = Integer.getInteger("p2pdi.histories", 300);
    private static final int EVENTS = 60;
    private static final long MILLIS_A_WRITE = 1_000_000;
    private static final Duration SETTLE = FolderPace.USUAL.settle();
    private static final List<String> NAMES = List.of(
            "rfc1.txt", "rfc1.pdf", "rfc01.txt", "rfc2.txt", "rfc3.md", "RFC3.TXT", "rfc4.txt.part", "notes.txt");

    @TempDir
    Path parent;

    @Test
    void theModelAndTheStoreAgree() throws IOException {
        Random random = new Random(Seed.draw("folder histories"));
        for (int i = 0; i < HISTORIES; i++) {
            try (History history = new History(random, parent.resolve(Integer.toString(i)))) {
                history.run();
            }
        }
    }

    private static final class History implements AutoCloseable {
        /** What the model knows of each name: its text, or none where it is no file. */
        private final Map<String, Optional<String>> facts = new TreeMap<>();

        private final Random random;
        private final Path folder;
        private final Path away;
        private final Path outside;
        private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
        private final Queue<Runnable> background = new ArrayDeque<>();
        private final List<Long> writtenNanos = new ArrayList<>();
        private final List<String> log = new ArrayList<>();
        private final StateFolder state;
        private FolderDocumentStore store;
        private Optional<String> given = Optional.empty();

        History(Random random, Path parent) throws IOException {
            this.random = random;
            this.folder = Files.createDirectories(parent.resolve("shared"));
            this.away = parent.resolve("away");
            this.outside = Files.writeString(parent.resolve("outside"), "outside");
            for (int i = random.nextInt(4); i > 0; i--) {
                write(name());
            }
            state = StateFolder.open(parent.resolve("state"));
            store = open();
        }

        /** Those of the first look are offered at once. */
        private FolderDocumentStore open() throws IOException {
            writtenNanos.replaceAll(any -> clock.nanos() - SETTLE.toNanos());
            Optional<DigestCache> digests = Optional.of(DigestCache.open(state, clock));
            return FolderDocumentStore.open(
                    Optional.of(folder),
                    new FolderMeans(clock, background::add, Optional.empty(), FolderPace.USUAL, digests));
        }

        private void restart() throws IOException {
            store.close();
            assertEquals(0, clock.pendingTasks());
            runBackground();
            given = Optional.empty();
            store = open();
        }

        void run() throws IOException {
            for (int i = 0; i < EVENTS; i++) {
                event();
                if (random.nextInt(3) == 0) {
                    checkThatWhatIsHadHasSettled();
                }
            }
            if (Files.exists(away)) {
                Files.move(away, folder);
            }
            // Two looks at all: what the first has seen change has settled by the second.
            for (int seconds = 0; seconds < 12; seconds++) {
                pass(Duration.ofSeconds(1));
            }
            assertEquals(expected(), store.documents(), log::toString);
        }

        private void event() throws IOException {
            if (Files.exists(away)) {
                log.add("back or time");
                if (random.nextBoolean()) {
                    Files.move(away, folder);
                }
                pass(Duration.ofMillis(random.nextInt(6000)));
                return;
            }
            String name = name();
            int kind = random.nextInt(17);
            log.add(kind + " " + name);
            switch (kind) {
                case 0, 1, 2 -> write(name);
                case 3 -> remove(name);
                case 4 -> rename(name, name());
                case 5 -> odd(name);
                case 6, 10, 11 -> hear(name);
                case 7 -> use(random.nextInt(5));
                case 8 -> give();
                case 9 -> Files.move(folder, away);
                case 12 -> restart();
                default -> pass(Duration.ofMillis(random.nextInt(random.nextInt(4) == 0 ? 6000 : 1000)));
            }
        }

        private String name() {
            return NAMES.get(random.nextInt(NAMES.size()));
        }

        private void write(String name) throws IOException {
            if (facts.containsKey(name) && facts.get(name).isEmpty()) {
                remove(name);
            }
            String text = "text " + "x".repeat(random.nextInt(3));
            Path file = folder.resolve(name);
            if (random.nextBoolean()) {
                Files.writeString(file, text);
                touch(file);
            } else {
                Path other = Files.writeString(folder.resolve("new.tmp"), text);
                touch(other);
                Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
            }
            facts.put(name, Optional.of(text));
        }

        /** The system counts time in ticks; these writes happen faster. */
        private void touch(Path file) throws IOException {
            writtenNanos.add(clock.nanos());
            Files.setLastModifiedTime(file, FileTime.fromMillis(MILLIS_A_WRITE * writtenNanos.size()));
        }

        private void remove(String name) throws IOException {
            Files.deleteIfExists(folder.resolve(name));
            facts.remove(name);
        }

        private void rename(String from, String to) throws IOException {
            Optional<String> fact = facts.getOrDefault(from, Optional.empty());
            if (fact.isPresent() && !from.equals(to)) {
                Files.deleteIfExists(folder.resolve(to));
                Files.move(folder.resolve(from), folder.resolve(to));
                facts.remove(from);
                facts.put(to, fact);
            }
        }

        /** Something that is no file. */
        private void odd(String name) throws IOException {
            Files.deleteIfExists(folder.resolve(name));
            if (random.nextBoolean()) {
                Files.createDirectory(folder.resolve(name));
            } else {
                Files.createSymbolicLink(folder.resolve(name), outside);
            }
            facts.put(name, Optional.empty());
        }

        private void hear(String name) {
            store.hear(random.nextInt(4) == 0 ? Set.of() : Set.of(folder.resolve(name)));
        }

        private void use(long number) throws IOException {
            Optional<Opened> opened = store.open(number);
            if (opened.isPresent()) {
                opened.get().content().close();
            }
        }

        private void give() throws IOException {
            String text = "given " + "x".repeat(random.nextInt(5));
            Path file = folder.resolveSibling("given");
            if (given.isEmpty() || random.nextBoolean()) {
                Files.writeString(file, text);
                touch(file);
                store.add(2, "Given", file);
                given = Optional.of(text);
            } else {
                Files.delete(file);
                given = Optional.empty();
            }
        }

        private void pass(Duration time) {
            // First what is nearly due, so that looks are at many moments.
            clock.advance(time.dividedBy(2));
            runBackground();
            clock.advance(time.minus(time.dividedBy(2)));
            runBackground();
        }

        private void runBackground() {
            for (Runnable task = background.poll(); task != null; task = background.poll()) {
                task.run();
            }
        }

        /** Which the times of the files tell: each write has one of its own. */
        private void checkThatWhatIsHadHasSettled() throws IOException {
            for (Document document : store.documents()) {
                Optional<Opened> opened = store.open(document.number());
                if (opened.isEmpty()) {
                    continue;
                }
                opened.get().content().close();
                Path file = folder.resolve(document.name());
                if (Files.exists(file)) {
                    long written = written(Files.getLastModifiedTime(file));
                    assertTrue(clock.nanos() - written >= SETTLE.toNanos(), () -> document + " too early: " + log);
                }
            }
        }

        private long written(FileTime time) {
            return writtenNanos.get((int) (time.toMillis() / MILLIS_A_WRITE) - 1);
        }

        private List<Document> expected() {
            Map<Long, Document> byNumber = new TreeMap<>();
            facts.entrySet().stream()
                    .filter(each -> each.getValue().isPresent())
                    .filter(each -> DocumentName.digits(each.getKey()).isPresent())
                    .sorted(Comparator.comparing(each -> Path.of(each.getKey()), DocumentName.PREFERENCE))
                    .forEach(each -> {
                        long number =
                                DocumentName.digits(each.getKey()).orElseThrow().longValue();
                        String text = each.getValue().orElseThrow();
                        byNumber.putIfAbsent(number, document(number, each.getKey(), each.getKey(), text));
                    });
            given.ifPresent(text -> byNumber.put(2L, document(2, "Given", "given", text)));
            return List.copyOf(byNumber.values());
        }

        private static Document document(long number, String title, String name, String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            Digest sha256 = Digest.of(ChunkDigests.sha256().digest(bytes));
            return new Document(number, title, name, bytes.length, Optional.of(sha256));
        }

        @Override
        public void close() throws IOException {
            store.close();
            state.close();
            assertEquals(0, clock.pendingTasks());
            try (Stream<Path> files = Files.walk(folder.getParent())) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
