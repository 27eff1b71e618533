package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.Document;
import io.github.p2pdi.node.DocumentStore;
import io.github.p2pdi.node.Download;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.testkit.RawClient;
import io.github.p2pdi.transport.MessageListener.Direction;
import io.github.p2pdi.wire.Content;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two thousand documents are wanted at the same moment. */
class ManyDocumentsTest {
    private static final int DOCUMENTS = 2000;
    private static final int AT_ONCE = 5;

    @TempDir
    Path folder;

    private final List<Long> order = new CopyOnWriteArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();
    private final Set<PeerAddress> connections = ConcurrentHashMap.newKeySet();

    @Test
    void theyAreFetchedInOrderAFewAtOnceOverConnectionsThatAreKept() throws Exception {
        PeerConfig holder = PeerConfig.builder()
                .store(new Numbers())
                .messageListener((direction, other, head) -> {
                    if (direction == Direction.RECEIVED) {
                        connections.add(other);
                    }
                })
                .build();
        try (PeerNode server = P2PDI.startPeer(holder);
                PeerNode client =
                        P2PDI.startPeer(PeerConfig.builder().downloads(folder).build())) {
            client.query(server.address());
            List<Download> downloads = new ArrayList<>();
            for (long number = 0; number < DOCUMENTS; number++) {
                downloads.add(client.download(number));
            }
            for (Download download : downloads) {
                assertEquals(Long.toString(download.number()), Files.readString(download.await()));
            }
        }
        assertEquals(
                LongStream.range(0, DOCUMENTS).boxed().toList(),
                order.stream().sorted().toList());
        for (int i = 0; i < DOCUMENTS; i++) {
            assertTrue(
                    passedOver(i) < AT_ONCE, "too many were passed over when document " + order.get(i) + " was served");
        }
        assertTrue(mostOpen.get() <= AT_ONCE, () -> mostOpen + " at once");
        assertTrue(connections.size() <= AT_ONCE, () -> connections.size() + " connections");
    }

    /** Or whoever downloads waits for digests that never come. */
    @Test
    void aStoreThatNeverKnowsDigestsSaysSo() throws Exception {
        PeerConfig holder = PeerConfig.builder().store(new Numbers()).build();
        try (PeerNode server = P2PDI.startPeer(holder);
                RawClient client = RawClient.connect(server.address())) {
            client.send("rfcmanifest x HTTP/1.1\r\nRFC-Number: 7\r\n");
            assertTrue(client.receiveFrame().startsWith("HTTP/1.1 405 "));
            client.send("rfcmanifest x HTTP/1.1\r\nRFC-Number: 2000\r\n");
            assertTrue(client.receiveFrame().startsWith("HTTP/1.1 404 "));
        }
    }

    /** How many of those before it had not been served by then: they are under way, as they begin in order. */
    private long passedOver(int place) {
        long number = order.get(place);
        return number
                - order.subList(0, place).stream().filter(each -> each < number).count();
    }

    /** Each document is its number. */
    private final class Numbers implements DocumentStore {
        private Document document(long number) {
            int size = Long.toString(number).length();
            return new Document(number, "T", "rfc" + number + ".txt", size, Optional.empty());
        }

        @Override
        public List<Document> documents() {
            return LongStream.range(0, DOCUMENTS).mapToObj(this::document).toList();
        }

        @Override
        public Document add(long number, String title, Path file) throws StorageException {
            throw new StorageException(file, "nothing is added here", null);
        }

        @Override
        public Optional<Opened> open(long number) {
            if (number >= DOCUMENTS) {
                return Optional.empty();
            }
            order.add(number);
            mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
            return Optional.of(new Opened(document(number), new Digits(Long.toString(number))));
        }

        @Override
        public Subscription onChange(Runnable listener) {
            // It never changes.
            return () -> {};
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    private final class Digits implements Content {
        private final byte[] digits;

        Digits(String digits) {
            this.digits = digits.getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public long size() {
            return digits.length;
        }

        @Override
        public int read(ByteBuffer into, long position) {
            int count = Math.min(into.remaining(), digits.length - (int) position);
            into.put(digits, (int) position, count);
            return count == 0 ? -1 : count;
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }
}
