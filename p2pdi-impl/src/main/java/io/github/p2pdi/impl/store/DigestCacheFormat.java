package io.github.p2pdi.impl.store;

import io.github.p2pdi.model.Digest;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How digests of files are written down: a line that says what it is, how many there are, of each the path, size, time and digest, and behind all of it the
 * SHA-256 of all of it. Whatever is not exactly that is read as nothing.
 */
final class DigestCacheFormat {
    static final int MOST_BYTES = 64 << 20;

    private static final byte[] TITLE = "p2pdi digests 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGEST_BYTES = 32;
    /** What an entry takes besides its path. */
    private static final int ENTRY_BYTES = 4 + 8 + 8 + 4 + DIGEST_BYTES;

    private DigestCacheFormat() {}

    /** As many of the last ones as there is room for. */
    static byte[] write(Map<String, DigestCache.Entry> entries, int mostBytes) {
        long over = TITLE.length + DIGEST_BYTES - (long) mostBytes;
        for (String path : entries.keySet()) {
            over += ENTRY_BYTES + path.getBytes(StandardCharsets.UTF_8).length;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(TITLE);
            for (Map.Entry<String, DigestCache.Entry> each : entries.entrySet()) {
                byte[] path = each.getKey().getBytes(StandardCharsets.UTF_8);
                if (over > 0) {
                    over -= ENTRY_BYTES + path.length;
                } else {
                    write(path, each.getValue(), out);
                }
            }
            out.flush();
            out.write(ChunkDigests.sha256().digest(bytes.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException("memory can be written to", e);
        }
        return bytes.toByteArray();
    }

    private static void write(byte[] path, DigestCache.Entry entry, DataOutputStream out) throws IOException {
        Instant modified = entry.modified();
        out.writeInt(path.length);
        out.write(path);
        out.writeLong(entry.size());
        out.writeLong(modified.getEpochSecond());
        out.writeInt(modified.getNano());
        out.write(HexFormat.of().parseHex(entry.sha256().hex()));
    }

    /** What was written down, in the same order. */
    static Map<String, DigestCache.Entry> read(byte[] bytes) {
        int end = bytes.length - DIGEST_BYTES;
        if (end < TITLE.length || !Arrays.equals(bytes, 0, TITLE.length, TITLE, 0, TITLE.length)) {
            return Map.of();
        }
        byte[] sum = ChunkDigests.sha256().digest(Arrays.copyOf(bytes, end));
        if (!Arrays.equals(sum, Arrays.copyOfRange(bytes, end, bytes.length))) {
            return Map.of();
        }
        try {
            return entries(ByteBuffer.wrap(bytes, TITLE.length, end - TITLE.length));
        } catch (BufferUnderflowException | DateTimeException | ArithmeticException | NegativeArraySizeException e) {
            return Map.of();
        }
    }

    private static Map<String, DigestCache.Entry> entries(ByteBuffer in) {
        Map<String, DigestCache.Entry> entries = new LinkedHashMap<>();
        while (in.hasRemaining()) {
            String path = new String(taken(in, in.getInt()), StandardCharsets.UTF_8);
            long size = in.getLong();
            Instant modified = Instant.ofEpochSecond(in.getLong(), in.getInt());
            entries.put(
                    path, new DigestCache.Entry(size, modified, Digest.of(taken(in, DIGEST_BYTES)), Optional.empty()));
        }
        return entries;
    }

    private static byte[] taken(ByteBuffer in, int count) {
        if (count > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[count];
        in.get(bytes);
        return bytes;
    }
}
