package io.github.p2pdi.impl.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.p2pdi.impl.figure.Figure;
import io.github.p2pdi.impl.store.ChunkDigests;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.Manifest;
import io.github.p2pdi.node.ExistingFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever the state file and the part of an earlier attempt have become, what is fetched is right, or it is said why not. */
class StateFileFuzzTest extends Transferring {
    private static final byte[] DOCUMENT = bytes(3 * CHUNK + 77);

    @Test
    void ofDamagedStatesNoneMakesAWrongFile() throws Exception {
        assertEquals(100, resumed(100));
    }

    @Test
    @Tag("figure")
    @Timeout(900)
    void ofManyDamagedStatesNoneMakesAWrongFile() throws Exception {
        int count = Integer.getInteger("p2pdi.states", 20_000);
        Figure.all("damaged states of a part, fetched all the same", resumed(count), count)
                .show();
    }

    /** The others move up, and none of them is what it was. */
    @Test
    void digestThatIsTooShortIsNoDigest() throws Exception {
        HolderDouble holder = holder(DOCUMENT);
        String text = new String(state(holder), StandardCharsets.ISO_8859_1);
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        lines.set(4, lines.get(4).substring(32));
        Path file = folder.resolve("rfc7.bin.state");
        Files.write(file, checked(String.join("\n", lines.subList(0, lines.size() - 2)) + "\n", "++--"));
        Target target = new Target(new RealDisk(), folder, "rfc7.bin", ExistingFile.FAIL);
        assertThrows(IOException.class, () -> StateFile.open(target, 7));
    }

    private int resumed(int count) throws Exception {
        long seed = Long.getLong("p2pdi.seed", System.nanoTime());
        System.out.println("StateFileFuzzTest: p2pdi.seed=" + seed);
        Random random = new Random(seed);
        HolderDouble holder = holder(DOCUMENT);
        byte[] state = state(holder);
        int right = 0;
        for (int i = 0; i < count; i++) {
            byte[] damaged = damaged(state, random);
            Path part = folder.resolve("rfc7.bin.part");
            Files.write(folder.resolve("rfc7.bin.state"), damaged);
            Files.write(part, part(random));
            String which = "seed " + seed + ", state " + i + ":\n" + new String(damaged, StandardCharsets.ISO_8859_1);
            withMeans(new RealDisk(), means -> {
                Path file = transfer(means, ExistingFile.FAIL, holder).run();
                assertArrayEquals(DOCUMENT, Files.readAllBytes(file), which);
                assertEquals(List.of("rfc7.bin"), files(), which);
                Files.delete(file);
            });
            right++;
        }
        return right;
    }

    /** As an attempt leaves it that has had two chunks of four. */
    private static byte[] state(HolderDouble holder) {
        StringBuilder head = new StringBuilder("p2pdi part 1\nnumber 7\nsize " + DOCUMENT.length + "\nsha256 ");
        head.append(new Digest(holder.sha256())).append('\n');
        for (int at = 0; at < DOCUMENT.length; at += CHUNK) {
            byte[] chunk = Arrays.copyOfRange(DOCUMENT, at, Math.min(DOCUMENT.length, at + CHUNK));
            head.append(Digest.of(ChunkDigests.sha256().digest(chunk))).append('\n');
        }
        return checked(head.toString(), "++--");
    }

    /** With a check sum that is right, so that it is not that alone which finds the damage. */
    private static byte[] checked(String head, String marks) {
        CRC32C check = new CRC32C();
        check.update(head.getBytes(StandardCharsets.ISO_8859_1));
        return (head + "check " + HexFormat.of().toHexDigits((int) check.getValue()) + '\n' + marks)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] part(Random random) {
        byte[] part = Arrays.copyOf(DOCUMENT, random.nextInt(DOCUMENT.length + 1000));
        for (int i = random.nextInt(3); i > 0 && part.length > 0; i--) {
            part[random.nextInt(part.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return part;
    }

    private static byte[] damaged(byte[] state, Random random) {
        if (random.nextBoolean()) {
            return rewritten(new String(state, StandardCharsets.ISO_8859_1), random);
        }
        byte[] damaged = state;
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            damaged = bytesDamaged(damaged, random);
        }
        return damaged;
    }

    private static byte[] bytesDamaged(byte[] state, Random random) {
        int at = random.nextInt(state.length + 1);
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(state, at);
            case 1 -> Arrays.copyOf(state, state.length + random.nextInt(300));
            case 2 -> inserted(state, at, random);
            default -> flipped(state, at, random);
        };
    }

    private static byte[] inserted(byte[] state, int at, Random random) {
        ByteArrayOutputStream inserted = new ByteArrayOutputStream();
        inserted.write(state, 0, at);
        inserted.write(random.nextInt(256));
        inserted.write("\n+- 0".charAt(random.nextInt(5)));
        inserted.write(state, at, state.length - at);
        return inserted.toByteArray();
    }

    private static byte[] flipped(byte[] state, int at, Random random) {
        byte[] flipped = state.clone();
        if (at < flipped.length) {
            flipped[at] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    /** Damage that fits its check sum: somebody has made it so. */
    private static byte[] rewritten(String state, Random random) {
        List<String> lines = new ArrayList<>(List.of(state.split("\n", -1)));
        lines.remove(lines.size() - 2);
        String marks = lines.remove(lines.size() - 1);
        int line = random.nextInt(lines.size());
        List<String> sizes = List.of(
                "size -1",
                "size 0",
                "size 1",
                "size 9223372036854775807",
                "size " + (DOCUMENT.length + 1),
                "size " + Manifest.chunkSizeFor(1L << 40),
                "size x");
        switch (random.nextInt(5)) {
            case 0 -> lines.remove(line);
            case 1 -> lines.add(line, lines.get(random.nextInt(lines.size())));
            case 2 -> lines.set(2, sizes.get(random.nextInt(sizes.size())));
            case 3 ->
                lines.set(
                        line,
                        lines.get(line).substring(random.nextInt(lines.get(line).length())));
            default -> marks = random.nextBoolean() ? "++++" : marks + "+";
        }
        return checked(String.join("\n", lines) + "\n", marks);
    }
}
