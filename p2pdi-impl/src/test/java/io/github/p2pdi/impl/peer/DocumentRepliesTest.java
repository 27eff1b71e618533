package io.github.p2pdi.impl.peer;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.impl.json.ManifestJson;
import io.github.p2pdi.impl.store.FolderDocumentStore;
import io.github.p2pdi.impl.store.FolderMeans;
import io.github.p2pdi.impl.store.FolderPace;
import io.github.p2pdi.model.Manifest;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.node.Document;
import io.github.p2pdi.node.DocumentStore;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** getrfc with its additions, and rfcmanifest, as the protocol's part 2 has them. */
class DocumentRepliesTest {
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final String OTHER = "abababababababababababababababababababababababababababababababab";

    @TempDir
    Path folder;

    private final Queue<Runnable> background = new ArrayDeque<>();
    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private FolderDocumentStore store;
    private DocumentReplies replies;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(folder.resolve("rfc1.txt"), "abc");
        Files.writeString(folder.resolve("rfc2.txt"), "");
        store = FolderDocumentStore.open(
                Optional.of(folder),
                new FolderMeans(clock, background::add, Optional.empty(), FolderPace.USUAL, Optional.empty()));
        replies = new DocumentReplies(store, () -> PeerAddress.of("127.0.0.1", 4001), "epoch");
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void hash() {
        for (Runnable task = background.poll(); task != null; task = background.poll()) {
            task.run();
        }
    }

    private static Request request(String method, String... headers) {
        Headers all = Headers.NONE;
        for (int i = 0; i < headers.length; i += 2) {
            all = all.with(headers[i], headers[i + 1]);
        }
        return new Request(method, "127.0.0.1", all);
    }

    private List<Response> get(String number, String... headers) {
        Headers more = request("getrfc", headers).headers();
        return replies.answer(new Request(
                "getrfc", "x", Headers.of(HeaderNames.RFC_NUMBER, number).with(more)));
    }

    private static String body(Response response) throws IOException {
        Body body = response.body();
        ByteBuffer bytes = ByteBuffer.allocate((int) body.size());
        if (body instanceof Body.Slice slice) {
            while (bytes.hasRemaining() && slice.content().read(bytes, slice.offset() + bytes.position()) >= 0) {
                // Until it is full.
            }
            body.close();
        } else if (body instanceof Body.Bytes several) {
            several.buffers().forEach(buffer -> bytes.put(buffer.duplicate()));
        }
        return new String(bytes.array(), 0, bytes.position(), US_ASCII);
    }

    private static int status(List<Response> answer) {
        assertEquals(1, answer.size());
        return answer.get(0).head().status().code();
    }

    @Test
    void plainAskersGetTwoFramesAsEver() throws IOException {
        List<Response> answer = get("1");
        assertEquals(2, answer.size());
        assertEquals(
                "{\"number\": 1, \"title\": \"rfc1.txt\", \"hostname\": \"127.0.0.1\", \"path\": \"rfc1.txt\"}",
                body(answer.get(0)));
        assertEquals(Response.of(Status.OK).head(), answer.get(1).head());
        assertEquals("abc", body(answer.get(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=1-1, b, bytes 1-1/3",
        "bytes=1-, bc, bytes 1-2/3",
        "bytes=-2, bc, bytes 1-2/3",
        "bytes=0-9, abc, bytes 0-2/3"
    })
    void partsAre206(String range, String bytes, String contentRange) throws IOException {
        List<Response> answer = get("1", "Range", range);
        assertEquals(200, answer.get(0).head().status().code());
        assertEquals(206, answer.get(1).head().status().code());
        assertEquals(
                contentRange,
                answer.get(1).head().headers().first("Content-Range").orElseThrow());
        assertEquals(bytes, body(answer.get(1)));
    }

    @Test
    void severalRangesAreIgnored() throws IOException {
        List<Response> answer = get("1", "Range", "bytes=0-0,2-2");
        assertEquals(200, answer.get(1).head().status().code());
        assertEquals("abc", body(answer.get(1)));
    }

    @Test
    void nothingInRangeIs416WithTheSize() {
        List<Response> answer = get("1", "Range", "bytes=3-");
        assertEquals(416, status(answer));
        assertEquals(
                "bytes */3",
                answer.get(0).head().headers().first("Content-Range").orElseThrow());
        List<Response> empty = get("2", "Range", "bytes=0-", "Accept", "application/json");
        assertEquals(416, status(empty));
        assertEquals(
                "bytes */0",
                empty.get(0).head().headers().first("Content-Range").orElseThrow());
        assertEquals(
                "application/problem+json",
                empty.get(0).head().headers().first("Content-Type").orElseThrow());
    }

    @Test
    void malformedRangesAre400WhateverElseIsWrong() {
        assertEquals(400, status(get("1", "Range", "bytes=2-1")));
        assertEquals(400, status(get("99", "Range", "octets=2-1")));
    }

    @Test
    void digestsThatAreNotKnownYetAre503() {
        assertEquals(503, status(get("1", "If-Match", '"' + ABC + '"')));
        assertEquals(503, status(get("1", "Want-Repr-Digest", "sha-256=1")));
        List<Response> answer = List.of(replies.manifest(request("rfcmanifest", "RFC-Number", "1")));
        assertEquals(503, status(answer));
        assertEquals("1", answer.get(0).head().headers().first("Retry-After").orElseThrow());
        assertEquals(2, get("1", "If-Match", "*").size());
    }

    /** As the Javadoc of stores promises: whoever came again for a digest would do so for ever. */
    @Test
    void digestsThatWillNeverBeKnownAreNotWaitedFor() throws IOException {
        replies = new DocumentReplies(new NoDigests(), () -> PeerAddress.of("127.0.0.1", 4001), "epoch");
        assertEquals(412, status(get("1", "If-Match", '"' + ABC + '"')));
        assertEquals(412, status(get("1", "If-Match", '"' + ABC + '"', "Want-Repr-Digest", "sha-256=1")));
        assertEquals("abc", body(get("1", "If-Match", "*").get(1)));
        Response second = get("1", "Want-Repr-Digest", "sha-256=1").get(1);
        assertEquals("abc", body(second));
        assertEquals(Optional.empty(), second.head().headers().first("Repr-Digest"));
    }

    @Test
    void listsMayBeOfSeveralLines() {
        hash();
        List<Response> answer = get(
                "1",
                "If-Match",
                '"' + OTHER + '"',
                "If-Match",
                '"' + ABC + '"',
                "Want-Repr-Digest",
                "md5=2",
                "Want-Repr-Digest",
                "sha-256=1");
        assertEquals(2, answer.size());
        answer.forEach(frame -> io.github.p2pdi.impl.runtime.Closer.close(frame.body()));
        assertTrue(answer.get(1).head().headers().first("Repr-Digest").isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        "'\"" + ABC + "\"', 2",
        "'\"" + OTHER + "\"', 1",
        "'\"" + OTHER + "\", \"" + ABC + "\"', 2",
        "*, 2",
        "W/\"" + ABC + "\", 1",
        "x, 1"
    })
    void ifMatchNamesTheDigestThatIsWanted(String tags, int frames) {
        hash();
        List<Response> answer = get("1", "If-Match", tags);
        assertEquals(frames, answer.size());
        assertEquals(frames == 2 ? 200 : 412, answer.get(0).head().status().code());
        answer.forEach(frame -> io.github.p2pdi.impl.runtime.Closer.close(frame.body()));
    }

    @Test
    void checksComeInTheOrder404Then412Then416() {
        hash();
        assertEquals(404, status(get("9", "If-Match", '"' + OTHER + '"', "Range", "bytes=9-")));
        assertEquals(412, status(get("1", "If-Match", '"' + OTHER + '"', "Range", "bytes=9-")));
        assertEquals(416, status(get("1", "If-Match", '"' + ABC + '"', "Range", "bytes=9-")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha-256=1", "sha-256=10", "sha-512=3, sha-256=1", "SHA-256=5"})
    void reprDigestIsThatOfTheWholeDocument(String wish) {
        hash();
        Response second =
                get("1", "Range", "bytes=1-1", "Want-Repr-Digest", wish).get(1);
        byte[] digest = HexFormat.of().parseHex(ABC);
        assertEquals(
                "sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":",
                second.head().headers().first("Repr-Digest").orElseThrow());
        io.github.p2pdi.impl.runtime.Closer.close(second.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha-256=0", "sha-512=1", "sha-256", "sha-256=x", ""})
    void otherDigestsAreNotGiven(String wish) {
        Response second = get("1", "Want-Repr-Digest", wish).get(1);
        assertTrue(second.head().headers().first("Repr-Digest").isEmpty());
        io.github.p2pdi.impl.runtime.Closer.close(second.body());
    }

    @Test
    void manifestHasTheDigestsOfTheChunks() throws IOException {
        hash();
        Response answer = replies.manifest(request("rfcmanifest", "RFC-Number", "1", "Accept", "application/json"));
        assertEquals(200, answer.head().status().code());
        byte[] json = body(answer).getBytes(US_ASCII);
        assertEquals(store.manifest(1).orElseThrow(), ManifestJson.read(new ByteArrayInputStream(json), 1, 10));
        assertEquals(1, store.manifest(1).orElseThrow().chunks());
        assertEquals(ABC, store.manifest(1).orElseThrow().chunk(0).hex());
        assertEquals(0, store.manifest(2).orElseThrow().chunks());
    }

    @Test
    void theLargestNumberIsANumber() throws IOException {
        Files.writeString(folder.resolve("rfc9223372036854775807.txt"), "abc");
        try (FolderDocumentStore all = FolderDocumentStore.open(
                Optional.of(folder),
                new FolderMeans(clock, background::add, Optional.empty(), FolderPace.USUAL, Optional.empty()))) {
            DocumentReplies of = new DocumentReplies(all, () -> PeerAddress.of("127.0.0.1", 4001), "epoch");
            List<Response> answer = of.answer(request("getrfc", "RFC-Number", "9223372036854775807"));
            assertEquals(Status.OK, answer.get(1).head().status());
            assertEquals("abc", body(answer.get(1)));
        }
        assertEquals(404, status(get("1000000000000000000")));
        assertEquals(400, status(get("9223372036854775808")));
        assertEquals(400, status(get("99999999999999999999")));
    }

    @Test
    void manifestOfWhatIsNotHereIs404AndWithoutNumber400() {
        assertEquals(404, status(List.of(replies.manifest(request("rfcmanifest", "RFC-Number", "9")))));
        assertEquals(400, status(List.of(replies.manifest(request("rfcmanifest")))));
        assertEquals(400, status(List.of(replies.manifest(request("rfcmanifest", "RFC-Number", "-1")))));
    }

    @Test
    void changedDocumentIsThereAgainWhenItHasSettledAndHasAManifestWhenItIsHashed() throws IOException {
        hash();
        Files.writeString(folder.resolve("rfc1.txt"), "abcd");
        assertEquals(404, status(List.of(replies.manifest(request("rfcmanifest", "RFC-Number", "1")))));
        assertEquals(404, status(get("1", "If-Match", '"' + ABC + '"')));
        for (int seconds = 0; seconds < 4; seconds++) {
            clock.advance(Duration.ofSeconds(1));
            hash();
        }
        assertEquals(412, status(get("1", "If-Match", '"' + ABC + '"')));
        assertEquals(4, store.manifest(1).orElseThrow().size());
    }

    @Test
    void whatCannotBeOpenedForNowIs503() throws IOException {
        DocumentStore busy = new NoDigests() {
            @Override
            public Optional<Opened> open(long number) {
                throw new UncheckedIOException(new IOException("Too many open files"));
            }
        };
        replies = new DocumentReplies(busy, () -> PeerAddress.of("127.0.0.1", 4001), "epoch");
        List<Response> answer = get("1");
        assertEquals(503, status(answer));
        assertEquals("1", answer.get(0).head().headers().first("Retry-After").orElseThrow());
        assertEquals(503, status(List.of(replies.manifest(request("rfcmanifest", "RFC-Number", "1")))));
    }

    @Test
    void digestsThatCannotBeLookedForNowAre503() {
        DocumentStore busy = new NoDigests() {
            @Override
            public Optional<Manifest> manifest(long number) {
                throw new UncheckedIOException(new IOException("Stale file handle"));
            }
        };
        replies = new DocumentReplies(busy, () -> PeerAddress.of("127.0.0.1", 4001), "epoch");
        assertEquals(503, status(List.of(replies.manifest(request("rfcmanifest", "RFC-Number", "1")))));
    }

    /** The next may be of another file with the same size. */
    @Test
    void aTagWithoutADigestIsThatOfOneAnswer() throws IOException {
        Set<String> tags = new HashSet<>();
        for (int answers = 1; answers <= 2; answers++) {
            tags.addAll(tags(get("1", "Accept", "application/json")));
            assertEquals(answers, tags.size(), tags::toString);
        }
        hash();
        for (int answers = 1; answers <= 2; answers++) {
            assertEquals(Set.of('"' + ABC + '"'), tags(get("1", "Accept", "application/json")));
        }
    }

    private static Set<String> tags(List<Response> frames) {
        assertEquals(2, frames.size());
        Set<String> tags = new HashSet<>();
        for (Response frame : frames) {
            tags.add(frame.head().headers().first("ETag").orElseThrow());
            io.github.p2pdi.impl.runtime.Closer.close(frame.body());
        }
        return tags;
    }

    /** A store of somebody else's, with what it need not have left as it is. */
    private class NoDigests implements DocumentStore {
        @Override
        public List<Document> documents() {
            return store.documents();
        }

        @Override
        public Document add(long number, String title, Path file) throws P2pdiException {
            return store.add(number, title, file);
        }

        @Override
        public Optional<Opened> open(long number) {
            return store.open(number);
        }

        @Override
        public Subscription onChange(Runnable listener) {
            return store.onChange(listener);
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
