package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.Transports;
import io.github.p2pdi.node.Download;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerListener;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.Upload;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.TransportLimits;
import io.github.p2pdi.transport.TransportProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A peer whose clock stands still until the test moves it sends its documents to others, over each kind of transport. */
class UploadRateTest {
    private static final String TCP = "tcp";

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private Optional<TransportProvider> network = Optional.empty();
    private PeerNode server;
    private PeerNode client;

    private void start(String transport, PeerConfig.Builder config) throws Exception {
        network = transport.equals(TCP) ? Optional.empty() : Optional.of(Transports.memory());
        network.ifPresent(config::transport);
        PeerListener listener = new PeerListener() {
            @Override
            public void uploadStarted(Upload upload) {
                events.add("start " + upload.number() + ' ' + upload.offset() + ' ' + upload.size());
            }

            @Override
            public void uploadEnded(Upload upload, Exchange.Outcome outcome) {
                events.add("end " + upload.number() + ' ' + outcome);
            }
        };
        server = P2PDI.startPeer(config.time(clock).listener(listener).build());
        client = client();
    }

    private PeerNode client() throws Exception {
        PeerConfig.Builder config = PeerConfig.builder().downloads(folder.resolve("out"));
        network.ifPresent(config::transport);
        PeerNode peer = P2PDI.startPeer(config.build());
        return peer;
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private byte[] share(int number, int size) throws Exception {
        byte[] bytes = new byte[size];
        new Random(number).nextBytes(bytes);
        Path file = folder.resolve("rfc" + number + ".bin");
        Files.write(file, bytes);
        server.share(number, "Document " + number, file);
        return bytes;
    }

    /** The seconds that the clock shows when it is here. */
    private double advanceUntilHad(Download... downloads) throws Exception {
        for (Download download : downloads) {
            boolean had = false;
            while (!had) {
                clock.advance(Duration.ofMillis(10));
                try {
                    download.await(Duration.ofMillis(1));
                    had = true;
                } catch (TimeoutException notYet) {
                    assertTrue(clock.nanos() < Duration.ofDays(1).toNanos(), "it never comes");
                }
            }
        }
        return clock.nanos() / 1e9;
    }

    @ParameterizedTest
    @ValueSource(strings = {TCP, "memory"})
    void aDocumentComesNoFasterThanTheRateAndOtherAnswersAtOnce(String transport) throws Exception {
        start(transport, PeerConfig.builder().maxUploadRate(50_000));
        byte[] bytes = share(1, 100_000);
        client.query(server.address());
        Download download = client.download(1);
        assertEquals("start 1 0 100000", events.poll(10, TimeUnit.SECONDS));
        // The clock stands still, and what is no document is answered.
        assertEquals(1, client.query(server.address()).size());
        assertFalse(download.state().isFinal());
        double seconds = advanceUntilHad(download);
        assertTrue(seconds >= 100_000 / 50_000.0 - 0.1, "had after " + seconds + " s");
        assertArrayEquals(bytes, Files.readAllBytes(download.await()));
        assertEquals("end 1 SENT", events.poll(10, TimeUnit.SECONDS));
    }

    @ParameterizedTest
    @ValueSource(strings = {TCP, "memory"})
    void nobodyIsPunishedForBeingSentSlowly(String transport) throws Exception {
        TransportLimits impatient = TransportLimits.DEFAULT.toBuilder()
                .writeStall(Duration.ofMillis(100))
                .build();
        start(transport, PeerConfig.builder().limits(impatient).maxUploadRate(1));
        byte[] bytes = share(1, 5);
        client.query(server.address());
        Download download = client.download(1);
        assertTrue(advanceUntilHad(download) >= 4);
        assertArrayEquals(bytes, Files.readAllBytes(download.await()));
    }

    @ParameterizedTest
    @ValueSource(strings = {TCP, "memory"})
    void aRateThatIsLiftedCountsForWhatIsUnderWay(String transport) throws Exception {
        start(transport, PeerConfig.builder().maxUploadRate(1));
        byte[] bytes = share(1, 100_000);
        client.query(server.address());
        Download download = client.download(1);
        assertEquals("start 1 0 100000", events.poll(10, TimeUnit.SECONDS));
        server.maxUploadRate(OptionalLong.empty());
        assertArrayEquals(bytes, Files.readAllBytes(download.await(Duration.ofSeconds(30))));
        assertEquals(0, clock.nanos());
    }

    @ParameterizedTest
    @ValueSource(strings = {TCP, "memory"})
    void allUploadsTogetherKeepToTheRate(String transport) throws Exception {
        start(transport, PeerConfig.builder());
        server.maxUploadRate(OptionalLong.of(50_000));
        share(1, 60_000);
        share(2, 60_000);
        client.query(server.address());
        double seconds = advanceUntilHad(client.download(1), client.download(2));
        assertTrue(seconds >= 120_000 / 50_000.0 - 0.1, "had after " + seconds + " s");
    }

    @ParameterizedTest
    @ValueSource(strings = {TCP, "memory"})
    void whoGoesAwayWhileHeIsMadeToWaitFreesHisSlot(String transport) throws Exception {
        start(transport, PeerConfig.builder().maxUploadRate(1000).uploads(1));
        share(1, 100_000);
        client.query(server.address());
        client.download(1);
        assertEquals("start 1 0 100000", events.poll(10, TimeUnit.SECONDS));
        client.close();
        String end = null;
        for (long by = System.nanoTime() + TimeUnit.SECONDS.toNanos(30); end == null && System.nanoTime() < by; ) {
            clock.advance(Duration.ofMillis(10));
            end = events.poll(1, TimeUnit.MILLISECONDS);
        }
        assertEquals("end 1 PEER_GONE", end);
        client = client();
        client.query(server.address());
        server.maxUploadRate(OptionalLong.empty());
        assertEquals(100_000, Files.size(client.download(1).await(Duration.ofSeconds(30))));
    }

    @Test
    void aRateIsAtLeastOneByteASecond() throws Exception {
        start(TCP, PeerConfig.builder());
        List<Runnable> wrong = List.of(
                () -> server.maxUploadRate(OptionalLong.of(0)),
                () -> PeerConfig.builder().maxUploadRate(-1).build());
        wrong.forEach(each -> assertThrows(IllegalArgumentException.class, each::run));
    }
}
