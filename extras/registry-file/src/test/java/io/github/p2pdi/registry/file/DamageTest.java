package io.github.p2pdi.registry.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.registry.PeerStore;
import io.github.p2pdi.registry.StoredPeer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder in which something was changed opens with all that was saved, to the last bit, or is refused with the file and the position. */
class DamageTest {
    private static final int ROUNDS = 200;

    @TempDir
    private Path folder;

    private final long seed = Long.getLong("p2pdi.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Peers peers = new Peers(seed, 300);
    private Path file;
    private Path count;
    private byte[] whole;
    private byte[] counted;

    @BeforeEach
    void fill() throws Exception {
        System.out.println("seed " + seed);
        try (FilePeerStore store = Peers.open(folder)) {
            Peers.load(store);
            for (int i = 0; i < 40; i++) {
                peers.save(store, 20);
            }
        }
        file = folder.resolve("peers.mv");
        count = folder.resolve("saved");
        whole = Files.readAllBytes(file);
        counted = Files.readAllBytes(count);
    }

    /** Whether the folder opens with everything. */
    private boolean opens(byte[] inFile, byte[] inCount, String which) throws IOException {
        Files.write(file, inFile);
        Files.write(count, inCount);
        try {
            assertEquals(peers.kept(), Peers.in(folder), which);
            return true;
        } catch (StorageException refusal) {
            String message = String.valueOf(refusal.getMessage());
            // Lengths that are wrong may ask for any amount of memory.
            boolean isTold = message.matches("the registry's file "
                            + Pattern.quote(file.toRealPath().toString()) + " is damaged: .* at byte \\d+.*")
                    || message.contains(file.toRealPath() + " cannot be read with the memory that there is: ");
            assertTrue(isTold, which + ": " + message);
            assertFalse(message.contains("is locked"), which + ": " + message);
            assertTrue(message.chars().noneMatch(Character::isISOControl), which + " is told in one line of text");
            return false;
        }
    }

    @Test
    void damageIsRepairedWithoutLossOrRefused() throws Exception {
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String which = "seed " + seed + ", round " + round;
            refused += opens(damaged(), counted, which) ? 0 : 1;
        }
        assertTrue(refused > 0, "some of it must matter");
        assertTrue(opens(whole, counted, "seed " + seed), "what is whole opens still");
    }

    private byte[] damaged() {
        byte[] bytes = whole.clone();
        int at = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, at + 1 + random.nextInt(8192));
        switch (random.nextInt(5)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> Arrays.fill(bytes, at, to, (byte) 0);
            case 2 -> System.arraycopy(whole, random.nextInt(bytes.length - (to - at) + 1), bytes, at, to - at);
            case 3 -> {
                for (int i = 0; i < 20; i++) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
            }
            default -> bytes = Arrays.copyOf(bytes, at);
        }
        return bytes;
    }

    @Test
    void damageOfTheCountAloneIsRepaired() throws Exception {
        for (int at = 0; at < counted.length; at += at < 16 || at >= 4096 ? 1 : 511) {
            byte[] bytes = counted.clone();
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            assertTrue(opens(whole, bytes, "seed " + seed + ", byte " + at));
        }
    }

    @Test
    void whatCannotBeOpenedIsRefusedWithThePosition() throws Exception {
        byte[] bytes = whole.clone();
        Arrays.fill(bytes, 0, 8192, (byte) 0);
        assertFalse(opens(bytes, counted, "without its beginning"));
        bytes = whole.clone();
        Arrays.fill(bytes, 8192, bytes.length, (byte) 0);
        assertFalse(opens(bytes, counted, "without all but its beginning"));
        assertFalse(opens(new byte[100], counted, "short"));
    }

    @Test
    void whatCannotBeReadIsRefusedWithItsPosition() throws Exception {
        Pattern told = Pattern.compile(" a peer at byte (\\d+) cannot be read");
        int peers = 0;
        for (int at : occurrences("host-")) {
            byte[] bytes = whole.clone();
            bytes[at] ^= 1;
            if (!opens(bytes, counted, "byte " + at)) {
                Matcher refusal = told.matcher(refusal());
                if (refusal.find()) {
                    long from = Long.parseLong(refusal.group(1));
                    assertTrue(from < at && at < from + 65_536, at + " is in the page at " + from);
                    peers++;
                }
            }
        }
        assertTrue(peers > 0, "some of them must matter");
    }

    /** What all else hangs on is read when the file is opened. */
    @Test
    void aFirstPageThatCannotBeReadIsRefusedWithItsPosition(@TempDir Path other) throws Exception {
        try (FilePeerStore store = Peers.open(other)) {
            Peers.load(store);
            List<StoredPeer> three =
                    IntStream.range(0, 3).mapToObj(i -> Peers.peer(i, random)).toList();
            store.save(new PeerStore.Changes(Duration.ofSeconds(1), three, List.of()));
        }
        Path path = other.resolve("peers.mv");
        byte[] bytes = Files.readAllBytes(path);
        int first = occurrences("host-", bytes).get(0);
        Arrays.fill(bytes, first - 1, first + 8, (byte) 0xff);
        Files.write(path, bytes);
        String said = String.valueOf(
                assertThrows(StorageException.class, () -> Peers.in(other)).getMessage());
        Matcher told = Pattern.compile(" is damaged: what is at byte (\\d+) cannot be opened")
                .matcher(said);
        assertTrue(told.find(), said);
        long from = Long.parseLong(told.group(1));
        assertTrue(first - 200 < from && from < first, first + " is in the page that " + said);
    }

    private List<Integer> occurrences(String text) {
        return occurrences(text, whole);
    }

    private static List<Integer> occurrences(String text, byte[] in) {
        List<Integer> all = new ArrayList<>();
        String letters = new String(in, StandardCharsets.ISO_8859_1);
        for (int at = letters.indexOf(text); at >= 0; at = letters.indexOf(text, at + 4096)) {
            all.add(at);
        }
        return all;
    }

    private String refusal() {
        return String.valueOf(
                assertThrows(StorageException.class, () -> Peers.in(folder)).getMessage());
    }

    @Test
    void aDiskThatCannotBeReadIsNotTakenForADamagedFile() throws Exception {
        FilePath.register(new UnreadableFileSystem());
        try (FilePeerStore store = FilePeerStore.open(folder, "unreadable:")) {
            StorageException refusal =
                    assertThrows(StorageException.class, () -> store.load(peer -> UnreadableFileSystem.broken = true));
            String said = String.valueOf(refusal.getMessage());
            assertTrue(said.endsWith("peers.mv cannot be opened: Input/output error"), said);
        } finally {
            UnreadableFileSystem.broken = false;
        }
        assertTrue(opens(whole, counted, "on another disk"));
    }

    @Test
    void aCountThatCannotBeReadIsNotTakenForADamagedFile() throws Exception {
        OwnFolder own = OwnFolder.open(folder);
        SavedCount unreadable = new SavedCount(new WrappedChannel(own.file("saved")) {
            @Override
            public synchronized int read(ByteBuffer into, long at) throws IOException {
                throw new IOException("Input/output error");
            }
        });
        try (FilePeerStore store = new FilePeerStore(own, "", unreadable)) {
            String said = String.valueOf(assertThrows(StorageException.class, () -> Peers.load(store))
                    .getMessage());
            assertTrue(said.endsWith("peers.mv cannot be opened: Input/output error"), said);
        }
        assertTrue(opens(whole, counted, "on another disk"));
    }

    @Test
    void tooLittleMemoryIsNotTakenForDamage() throws Exception {
        try (FilePeerStore store = Peers.open(folder)) {
            StorageException refusal = assertThrows(
                    StorageException.class,
                    () -> store.load(peer -> {
                        throw new OutOfMemoryError("Java heap space");
                    }));
            assertTrue(
                    refusal.getMessage().contains(" cannot be read with the memory that there is: "),
                    refusal.getMessage());
        }
        assertTrue(opens(whole, counted, "with more of it"));
    }

    @Test
    void storeThatFellBackUnseenIsRefused() throws Exception {
        byte[] older = whole.clone();
        try (FilePeerStore store = Peers.open(folder)) {
            Peers.load(store);
            peers.save(store, 20);
        }
        byte[] newer = Files.readAllBytes(count);
        assertFalse(opens(older, newer, "an older file"));
        assertFalse(opens(older, new byte[0], "no count"));
        assertFalse(opens(older, new byte[newer.length], "a count that is not whole"));
    }

    @Test
    void missingFilesAreRefusedAndTheFolderIsLetGo() throws Exception {
        Files.delete(file);
        for (int i = 0; i < 2; i++) {
            assertThrows(StorageException.class, () -> Peers.in(folder));
        }
        assertTrue(opens(whole, counted, "all back"));
        Files.delete(count);
        StorageException refusal = assertThrows(StorageException.class, () -> Peers.in(folder));
        assertTrue(refusal.getMessage().matches("(?s).* at byte [0-9].*"), refusal.getMessage());
        assertTrue(opens(whole, counted, "all back"));
    }

    @Test
    void crashAtTheVeryBeginningIsNotInTheWay() throws Exception {
        Files.write(file, new byte[0]);
        Files.write(count, new byte[0]);
        assertEquals(0, Peers.in(folder).size());
        assertEquals(0, Peers.in(folder).size());
    }

    /** The machine may stop before as much as the beginning of a new file is on the disk. */
    @Test
    void aNewFolderWhoseFileIsTornBeginsAnew() throws Exception {
        Files.write(file, new byte[0]);
        Files.write(count, new byte[0]);
        assertEquals(0, Peers.in(folder).size());
        byte[] begun = Files.readAllBytes(file);
        byte[] countBegun = Files.readAllBytes(count);
        for (byte[] inCount : List.of(countBegun, new byte[0], new byte[countBegun.length])) {
            for (int length : new int[] {begun.length, 4096, 100}) {
                Files.write(file, new byte[length]);
                Files.write(count, inCount);
                try (FilePeerStore store = Peers.open(folder)) {
                    assertEquals(0, Peers.load(store).size());
                    new Peers(seed, 300).save(store, 20);
                }
                assertNotEquals(0, Peers.in(folder).size());
            }
        }
    }

    @Test
    void aDamagedFileInWhichSomethingMayHaveBeenSavedDoesNotBeginAnew() throws Exception {
        byte[] bytes = whole.clone();
        Arrays.fill(bytes, 0, 8192, (byte) 0);
        assertFalse(opens(bytes, new byte[0], "without a count"));
        assertArrayEquals(bytes, Files.readAllBytes(file));
        assertFalse(opens(new byte[8192], counted, "without peers"));
    }
}
