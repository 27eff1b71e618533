package io.github.p2pdi.impl.tcp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.impl.conversation.FixedContext;
import io.github.p2pdi.impl.runtime.DirectContent;
import io.github.p2pdi.impl.runtime.SystemTime;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.testkit.RawClient;
import io.github.p2pdi.transport.Exchange.Outcome;
import io.github.p2pdi.transport.TransportLimits;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Response;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Large documents go straight from their files to the network: sparse ones with a mark here and there. */
@EnabledOnOs(OS.LINUX)
class DirectDocumentTest {
    private static final int DIRECT = 8 << 20;
    private static final long ON_THEIR_WAY = 4 << 20;
    private static final long SIZE = ON_THEIR_WAY + DIRECT;
    private static final long MARKS = (1 << 20) + 4321;
    private static final int PIECE = 1 << 20;
    private static final String ACCEPT = "Accept: application/json\r\n";

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void writeTheFile() throws IOException {
        file = folder.resolve("rfc7.bin");
        try (FileChannel out = FileChannel.open(file, CREATE_NEW, WRITE)) {
            for (long at = 0; at < SIZE; at += MARKS) {
                out.write(mark(at), at);
            }
            out.write(ByteBuffer.wrap(new byte[1]), SIZE - 1);
        }
    }

    private static ByteBuffer mark(long at) {
        return ByteBuffer.wrap(Long.toString(at).getBytes(US_ASCII));
    }

    /** Counts what goes either way. */
    private static final class Counted implements DirectContent {
        private final FileChannel channel;
        private final AtomicLong read = new AtomicLong();
        private final AtomicLong transferred = new AtomicLong();
        private final AtomicInteger calls = new AtomicInteger();
        private final CompletableFuture<Outcome> ended = new CompletableFuture<>();
        private volatile boolean changed;
        private volatile boolean fails;
        private volatile boolean gone;

        Counted(Path file) throws IOException {
            channel = FileChannel.open(file);
        }

        @Override
        public boolean isDirect() {
            return true;
        }

        @Override
        public void check(long position) throws IOException {
            if (changed) {
                throw new IOException("changed");
            }
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel to) throws IOException {
            calls.incrementAndGet();
            if (fails) {
                throw new IOException("not like this");
            }
            long taken = gone ? 0 : channel.transferTo(position, count, to);
            transferred.addAndGet(taken);
            return taken;
        }

        @Override
        public long size() {
            return SIZE;
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            check(position);
            if (gone) {
                return -1;
            }
            int count = channel.read(into, position);
            read.addAndGet(count);
            return count;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private interface Use {
        void of(RawClient client) throws Exception;
    }

    private static void served(Counted content, Use use) throws Exception {
        try (EventLoops loops = new EventLoops();
                TcpListener listener = TcpListener.open(
                        new FixedContext(new SystemTime(), TransportLimits.DEFAULT),
                        loops,
                        PeerAddress.of("127.0.0.1", 0),
                        exchange -> {
                            exchange.onEnd(content.ended::complete);
                            exchange.answer(Response.of(Status.OK, Headers.NONE, new Body.Slice(content, 0, SIZE)));
                        },
                        () -> ON_THEIR_WAY,
                        any -> {});
                RawClient client = RawClient.connect(listener.address(), 64 << 10)) {
            use.of(client);
        }
    }

    /** Reads up to the body, which all of these answers have. */
    private static void skipHead(RawClient client) throws IOException {
        int newLines = 0;
        while (newLines < 2) {
            byte next = client.receive(1)[0];
            newLines = next == '\n' ? newLines + 1 : next == '\r' ? newLines : 0;
        }
    }

    private static void assertWhole(RawClient client) throws IOException {
        long nextMark = 0;
        for (long at = 0; at < SIZE; at += PIECE) {
            byte[] expected = new byte[(int) Math.min(PIECE, SIZE - at)];
            // A mark may begin in the piece before.
            for (long mark = Math.max(0, nextMark - MARKS); mark < at + expected.length; mark += MARKS) {
                byte[] text = mark(mark).array();
                for (int i = 0; i < text.length; i++) {
                    long place = mark + i - at;
                    if (place >= 0 && place < expected.length) {
                        expected[(int) place] = text[i];
                    }
                }
                nextMark = mark;
            }
            assertArrayEquals(expected, client.receive(expected.length), "from " + at);
        }
    }

    @Test
    void allButItsEndGoesStraightToWhoTakesItAsItComes() throws Exception {
        Counted content = new Counted(file);
        served(content, client -> {
            client.send("getrfc x HTTP/1.1\r\n" + ACCEPT + "\r\n");
            skipHead(client);
            assertWhole(client);
        });
        assertTrue(content.transferred.get() > DIRECT / 2, content.transferred + " bytes went straight");
        assertTrue(content.read.get() >= ON_THEIR_WAY, content.read + " bytes were copied");
    }

    /** As where a system does not let it. */
    @Test
    void whatFailsToGoStraightIsCopied() throws Exception {
        Counted content = new Counted(file);
        content.fails = true;
        served(content, client -> {
            client.send("getrfc x HTTP/1.1\r\n" + ACCEPT + "\r\n");
            skipHead(client);
            assertWhole(client);
            assertEquals(Outcome.SENT, content.ended.get());
        });
        assertEquals(1, content.calls.get());
    }

    /** The network is always ready for what never comes. */
    @Test
    void whereNothingIsLeftToBeTakenTheFrameEnds() throws Exception {
        Counted content = new Counted(file);
        served(content, client -> {
            client.send("getrfc x HTTP/1.1\r\n" + ACCEPT + "\r\n");
            skipHead(client);
            client.receive(PIECE);
            content.gone = true;
            assertEndsEarly(client);
            assertEquals(Outcome.CLOSED, content.ended.get());
        });
    }

    @Test
    void allOfItIsCopiedForAPlainReader() throws Exception {
        Counted content = new Counted(file);
        served(content, client -> {
            client.send("getrfc x HTTP/1.1\r\n\r\n");
            skipHead(client);
            assertWhole(client);
        });
        assertEquals(0, content.calls.get());
    }

    @Test
    void changeOfWhatWentStraightEndsTheFrameEarly() throws Exception {
        Counted content = new Counted(file);
        served(content, client -> {
            client.send("getrfc x HTTP/1.1\r\n" + ACCEPT + "\r\n");
            skipHead(client);
            client.receive(PIECE);
            content.changed = true;
            assertEndsEarly(client);
            assertEquals(Outcome.CLOSED, content.ended.get(), "the document is to blame");
        });
        // The small buffers of both sides are full before anything more is copied.
        assertTrue(content.read.get() < PIECE, content.read + " bytes were copied");
    }

    private static void assertEndsEarly(RawClient client) {
        assertThrows(EOFException.class, () -> {
            for (long at = PIECE; at < SIZE; at += PIECE) {
                client.receive((int) Math.min(PIECE, SIZE - at));
            }
        });
    }
}
