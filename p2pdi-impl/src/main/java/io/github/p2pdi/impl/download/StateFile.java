package io.github.p2pdi.impl.download;

import io.github.p2pdi.impl.runtime.Closer;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.Manifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What is known of a part, beside it: which document it will be, the digests of its chunks, and one byte for each chunk that says whether its bytes
 * have been written. Text, so that people can look at it. The mark of a chunk is set behind its bytes and never believed: who goes on with a part
 * digests what is marked. So nothing needs to be forced to the disk, and a kill at any moment costs the open chunks alone. Marks may be set by many
 * threads.
 */
final class StateFile implements AutoCloseable {
    private static final String MAGIC = "p2pdi part 1";
    private static final int MOST_BYTES = 64 << 20;
    private static final byte HAD = '+';
    private static final byte MISSING = '-';

    private final Target target;
    private final Disk.Opened file;
    private final long number;
    private final Manifest manifest;
    private final int marksAt;

    private StateFile(Target target, Disk.Opened file, long number, Manifest manifest, int marksAt) {
        this.target = target;
        this.file = file;
        this.number = number;
        this.manifest = manifest;
        this.marksAt = marksAt;
    }

    /** Begins one for a document of which nothing is had, in place of what is there. */
    static StateFile create(Target target, long number, Manifest manifest) throws IOException {
        byte[] head = head(number, manifest);
        ByteBuffer bytes = ByteBuffer.allocate(head.length + manifest.chunks()).put(head);
        while (bytes.hasRemaining()) {
            bytes.put(MISSING);
        }
        Disk.Opened file = target.disk().open(target.state());
        try {
            file.truncate(0);
            file.write(bytes.flip(), 0);
            return new StateFile(target, file, number, manifest, head.length);
        } catch (IOException e) {
            Closer.close(file);
            throw e;
        }
    }

    /**
     * Opens the one that an earlier attempt left.
     *
     * @throws IOException if it cannot be read, or is damaged, or not one of this document
     */
    static Optional<StateFile> open(Target target, long number) throws IOException {
        Optional<StateFile> found = open(target);
        if (found.isPresent() && found.get().number != number) {
            found.get().close();
            throw new IOException("it is one of document " + found.get().number);
        }
        return found;
    }

    private static Optional<StateFile> open(Target target) throws IOException {
        Optional<Long> size = target.disk().size(target.state());
        if (size.isEmpty()) {
            return Optional.empty();
        }
        if (size.get() < 0 || size.get() > MOST_BYTES) {
            throw new IOException("it is none by its size");
        }
        Disk.Opened file = target.disk().open(target.state());
        try {
            // Before all of it is read: others may have large files of that name.
            if (!beginsAsOurs(file, size.get())) {
                throw new IOException("it is none");
            }
            byte[] bytes = read(file, 0, size.get().intValue());
            int marksAt = endOfHead(bytes);
            String[] lines = parse(bytes, marksAt);
            Manifest manifest = manifest(lines);
            if (marksAt + manifest.chunks() != bytes.length) {
                throw new IOException("it is cut");
            }
            return Optional.of(new StateFile(target, file, number(lines), manifest, marksAt));
        } catch (IOException e) {
            Closer.close(file);
            throw e;
        }
    }

    /** Whether an earlier attempt at this document has left a good one. */
    static boolean isOf(Target target, long number) {
        return origin(target).filter(left -> left.number == number).isPresent();
    }

    /** Of what an earlier attempt has left a good one, if there is one. */
    static Optional<Origin> origin(Target target) {
        try {
            Optional<StateFile> found = open(target);
            found.ifPresent(StateFile::close);
            return found.map(good -> new Origin(good.number, good.manifest.sha256()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether a file of somebody else's has its name: one that does not begin as ours, without a part whose damaged state it could be. */
    static boolean isInTheWay(Target target) throws IOException {
        Optional<Long> size = target.disk().size(target.state());
        if (size.isEmpty()
                || size.get() == 0
                || target.disk().size(target.part()).isPresent()) {
            return false;
        }
        if (size.get() < 0) {
            return true;
        }
        try (Disk.Opened file = target.disk().openToRead(target.state())) {
            return !beginsAsOurs(file, size.get());
        }
    }

    /**
     * What a part will be.
     *
     * @param number the document's number
     * @param sha256 its digest
     */
    record Origin(long number, Digest sha256) {}

    Manifest manifest() {
        return manifest;
    }

    /** The chunks that are marked. */
    BitSet marked() throws IOException {
        BitSet marked = new BitSet();
        byte[] marks = read(file, marksAt, manifest.chunks());
        for (int chunk = 0; chunk < marks.length; chunk++) {
            marked.set(chunk, marks[chunk] == HAD);
        }
        return marked;
    }

    /** Says whether the bytes of a chunk have been written. */
    void mark(int chunk, boolean had) throws IOException {
        file.write(ByteBuffer.wrap(new byte[] {had ? HAD : MISSING}), marksAt + (long) chunk);
    }

    /** Closes it, and removes it. */
    void delete() {
        Closer.close(file);
        remove(target);
    }

    /** Removes what is there; if it stays, it is seen to belong to nothing by whoever comes next. */
    static void remove(Target target) {
        Closer.close(() -> target.disk().delete(target.state()));
    }

    @Override
    public void close() {
        Closer.close(file);
    }

    private static byte[] head(long number, Manifest manifest) {
        StringBuilder text = new StringBuilder(256 + manifest.chunks() * 65)
                .append(MAGIC)
                .append("\nnumber ")
                .append(number)
                .append("\nsize ")
                .append(manifest.size())
                .append("\nsha256 ")
                .append(manifest.sha256().hex())
                .append('\n');
        for (int chunk = 0; chunk < manifest.chunks(); chunk++) {
            text.append(manifest.chunk(chunk).hex()).append('\n');
        }
        byte[] body = text.toString().getBytes(StandardCharsets.US_ASCII);
        byte[] end = ("check " + check(body, body.length) + "\n").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(body.length + end.length).put(body).put(end).array();
    }

    private static String check(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    /** Behind the last line feed: marks have none. */
    private static int endOfHead(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private static String[] parse(byte[] bytes, int end) throws IOException {
        String[] lines = new String(bytes, 0, end, StandardCharsets.ISO_8859_1).split("\n", -1);
        if (lines.length < 6 || !lines[0].equals(MAGIC)) {
            throw new IOException("it is none");
        }
        String check = lines[lines.length - 2];
        if (!check.equals("check " + check(bytes, end - check.length() - 1))) {
            throw new IOException("it is damaged");
        }
        return lines;
    }

    private static long number(String[] lines) throws IOException {
        try {
            long number = Long.parseLong(lines[1].replace("number ", ""));
            if (lines[1].equals("number " + number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // As below.
        }
        throw new IOException("it does not fit together");
    }

    private static Manifest manifest(String[] lines) throws IOException {
        try {
            long size = Long.parseLong(lines[2].substring("size ".length()));
            Digest sha256 = new Digest(lines[3].substring("sha256 ".length()));
            int chunks = lines.length - 6;
            ByteBuffer digests = ByteBuffer.allocate(chunks * 32);
            for (int chunk = 0; chunk < chunks; chunk++) {
                digests.put(HexFormat.of().parseHex(new Digest(lines[4 + chunk]).hex()));
            }
            return new Manifest(
                    sha256, size, Manifest.chunkSizeFor(size), digests.flip().array());
        } catch (RuntimeException e) {
            // Whatever is wrong with its numbers: its check sum was right, so somebody made it so.
            throw new IOException("it does not fit together", e);
        }
    }

    private static boolean beginsAsOurs(Disk.Opened file, long size) throws IOException {
        byte[] begin = read(file, 0, (int) Math.min(size, MAGIC.length()));
        return new String(begin, StandardCharsets.ISO_8859_1).equals(MAGIC);
    }

    private static byte[] read(Disk.Opened file, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, position + bytes.position()) < 0) {
                throw new IOException("it is cut");
            }
        }
        return bytes.array();
    }
}
