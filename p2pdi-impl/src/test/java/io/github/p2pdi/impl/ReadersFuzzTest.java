package io.github.p2pdi.impl;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.p2pdi.impl.codec.PseudoHttpCodec;
import io.github.p2pdi.impl.figure.Figure;
import io.github.p2pdi.impl.json.JsonFormatException;
import io.github.p2pdi.impl.json.ManifestJson;
import io.github.p2pdi.impl.json.PeerJson;
import io.github.p2pdi.impl.json.ProblemJson;
import io.github.p2pdi.impl.json.RfcJson;
import io.github.p2pdi.wire.Event;
import io.github.p2pdi.wire.MessageCodec;
import io.github.p2pdi.wire.MessageCodec.Role;
import io.github.p2pdi.wire.WireLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever becomes of a message on its way, its reader ends, and says what is wrong with it or takes it: it throws nothing else. */
class ReadersFuzzTest {
    private static final int MOST_RECORDS = 100;

    /** A message grows with what is put into it; this is more than any of them has. */
    private static final int MOST_BYTES = 4096;

    private static final List<byte[]> MESSAGES = bytes(
            frame("register alice.example HTTP/1.1\r\nPort: 4001\r\nLease: 300\r\nAccept: application/json\r\n\r\n"),
            frame("pquery 127.0.0.1 HTTP/1.1\r\nPeer-Cookie: 4711\r\nSince: \"a-1\"\r\nLimit: 5\r\n"),
            frame("getrfc h HTTP/1.1\r\nRFC-Number: 1\r\nRange: bytes=0-9\r\nIf-Match: \"" + "ab".repeat(32)
                    + "\"\r\n"),
            frame("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nETag: \"x\"\r\n\r\nhello"),
            frame("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nAccept: application/json\r\n\r\n{}"));

    private static final List<byte[]> DOCUMENTS = bytes(
            "{\"hostname\": \"h\", \"port\": 4001, \"cookie\": 5, \"flag\": true, \"ttl\": 7200, \"scheme\": \"tls\"}",
            "[{\"hostname\": \"a\", \"port\": 1}, {\"hostname\": \"b.example\", \"port\": 65535, \"ttl\": 3}]",
            "[\"{\\\"hostname\\\": \\\"a\\\", \\\"port\\\": 1}\"]",
            "{\"tag\": \"x-1\", \"full\": false, \"added\": [{\"hostname\": \"a\", \"port\": 1}], \"removed\":"
                    + " [{\"hostname\": \"b\", \"port\": 2}]}",
            "[{\"number\": 793, \"title\": \"\\u0054CP \u00e9\", \"hostname\": \"a\", \"port\": 1, \"path\":"
                    + " \"rfc793.txt\", \"size\": 12, \"sha256\": \""
                    + "cd".repeat(32) + "\", \"ttl\": 7200}]",
            "{\"tag\": \"e-2\", \"full\": true, \"added\": [{\"number\": 1, \"title\": \"t\", \"hostname\": \"a\","
                    + " \"port\": 1}], \"removed\": []}",
            "{\"number\": 1, \"size\": 70000, \"sha256\": \"" + "ef".repeat(32)
                    + "\", \"chunk_size\": 65536, \"chunks\": [\"" + "01".repeat(32) + "\", \"" + "23".repeat(32)
                    + "\"]}",
            "{\"type\": \"about:blank\", \"title\": \"Conflict\", \"status\": 409, \"detail\": \"held by another\"}");

    private static final List<byte[]> TOKENS = bytes(
            "\r\n",
            "\r\n\r\n",
            "\n",
            "\0",
            ":",
            " ",
            "\u00ff",
            "\u00ed\u00a0\u0080",
            "HTTP/1.1",
            "-1",
            "9223372036854775808",
            "1e3",
            "Content-Length: 7\r\n",
            "{",
            "}",
            "[",
            "]",
            "\"",
            "\\",
            "\\ud800",
            "\\u0000",
            ",",
            "null",
            "true",
            "[[[[[[[[[[",
            "\u00ef\u00bb\u00bf",
            "          ",
            "0000000000");

    /** Reads to the end, or throws what says that the bytes are not what they should be. */
    private interface Reader {
        void read(InputStream in) throws IOException;
    }

    private static final List<Reader> READERS = List.of(
            PeerJson::readRegistration,
            in -> PeerJson.readList(in, MOST_RECORDS),
            in -> PeerJson.readChangesOrList(in, MOST_RECORDS),
            RfcJson::readOne,
            in -> RfcJson.readList(in, MOST_RECORDS),
            in -> RfcJson.readChangesOrList(in, MOST_RECORDS, any -> true, MOST_RECORDS),
            in -> ManifestJson.read(in, 1, MOST_RECORDS),
            ProblemJson::readDetail);

    private final long seed = Long.getLong("p2pdi.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void damagedMessages() {
        readFrames(20_000).check();
        readJson(20_000).check();
    }

    @Test
    @Tag("figure")
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void figureOfDamagedFrames() {
        readFrames(Integer.getInteger("p2pdi.messages", 1_000_000)).show();
    }

    @Test
    @Tag("figure")
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void figureOfDamagedJson() {
        readJson(Integer.getInteger("p2pdi.messages", 1_000_000)).show();
    }

    private Figure readFrames(int count) {
        System.out.println("ReadersFuzzTest: p2pdi.seed=" + seed);
        for (int i = 0; i < count; i++) {
            byte[] message = damaged(MESSAGES);
            for (Role role : Role.values()) {
                expectEnd(i, message, () -> decode(role, message));
            }
        }
        return Figure.all("damaged frames read without a crash or an endless loop", count, count);
    }

    private Figure readJson(int count) {
        System.out.println("ReadersFuzzTest: p2pdi.seed=" + seed);
        for (int i = 0; i < count; i++) {
            byte[] document = damaged(DOCUMENTS);
            Reader reader = READERS.get(random.nextInt(READERS.size()));
            expectEnd(i, document, () -> {
                try {
                    reader.read(new ByteArrayInputStream(document));
                } catch (JsonFormatException wrong) {
                    // That is what it is for.
                } catch (IOException e) {
                    throw new AssertionError("the stream never fails", e);
                }
            });
        }
        return Figure.all("damaged JSON documents read without a crash", count, count);
    }

    private void expectEnd(int which, byte[] input, Runnable reading) {
        try {
            reading.run();
        } catch (RuntimeException | Error e) {
            throw new AssertionError("seed " + seed + ", message " + which + ": " + new String(input, ISO_8859_1), e);
        }
    }

    /** In pieces, as they come. Each call takes a byte at least or asks for more, so that there are no more calls than bytes, about. */
    private void decode(Role role, byte[] message) {
        MessageCodec.Decoder decoder = new PseudoHttpCodec().decoder(role, WireLimits.DEFAULT);
        int calls = 0;
        for (int at = 0; at < message.length; ) {
            int end = Math.min(message.length, at + 1 + random.nextInt(message.length));
            ByteBuffer piece = ByteBuffer.wrap(Arrays.copyOfRange(message, at, end));
            while (!(decoder.next(piece) instanceof Event.NeedMore)) {
                if (++calls > 3 * MOST_BYTES) {
                    throw new AssertionError("it never asks for more");
                }
            }
            if (piece.hasRemaining()) {
                throw new AssertionError("it asks for more and leaves " + piece.remaining() + " bytes");
            }
            at = end;
        }
    }

    private byte[] damaged(List<byte[]> good) {
        byte[] damaged = one(good);
        for (int i = random.nextInt(4); i >= 0; i--) {
            damaged = damagedOnce(damaged, good);
        }
        return damaged.length <= MOST_BYTES ? damaged : Arrays.copyOf(damaged, MOST_BYTES);
    }

    private byte[] damagedOnce(byte[] bytes, List<byte[]> good) {
        int at = random.nextInt(bytes.length + 1);
        int until = at + random.nextInt(Math.min(bytes.length - at, 40) + 1);
        return switch (random.nextInt(6)) {
            case 0 -> flipped(bytes);
            case 1 -> joined(bytes, at, one(TOKENS), at, bytes);
            case 2 -> joined(bytes, at, one(TOKENS), until, bytes);
            case 3 -> joined(bytes, until, new byte[0], at, bytes);
            case 4 -> Arrays.copyOf(bytes, at);
            default -> joined(bytes, at, new byte[0], 0, one(good));
        };
    }

    private byte[] one(List<byte[]> of) {
        return of.get(random.nextInt(of.size()));
    }

    private byte[] flipped(byte[] bytes) {
        byte[] flipped = bytes.clone();
        if (flipped.length > 0) {
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    /** The beginning of one, what is put in, and the other from there on. */
    private static byte[] joined(byte[] one, int until, byte[] between, int from, byte[] other) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(one, 0, until);
        joined.writeBytes(between);
        joined.write(other, from, other.length - from);
        return joined.toByteArray();
    }

    /** The protocol's length field: ten digits or spaces. */
    private static String frame(String message) {
        return String.format("%-10d", message.length()) + message;
    }

    private static List<byte[]> bytes(String... texts) {
        return Arrays.stream(texts).map(text -> text.getBytes(ISO_8859_1)).toList();
    }
}
