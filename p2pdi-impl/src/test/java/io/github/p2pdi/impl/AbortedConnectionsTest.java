package io.github.p2pdi.impl;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.UnixOperatingSystemMXBean;
import io.github.p2pdi.P2PDI;
import io.github.p2pdi.impl.figure.Figure;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.testkit.RawClient;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Of connections that are broken off anywhere nothing is left, while the nodes go on. */
@Isolated("descriptors of the whole JVM are counted")
class AbortedConnectionsTest {
    private static final int LARGE = 8 << 20;
    private static final String GETRFC = "getrfc h HTTP/1.1\r\nRFC-Number: 1\r\n";
    private static final String REGISTER = "register h HTTP/1.1\r\nPort: 4001\r\n";
    private static final Duration TO_GO = Duration.ofSeconds(5);

    /** What the JVM opens for itself now and then. */
    private static final int MORE_OR_LESS = 5;

    @TempDir
    Path folder;

    @Test
    void nothingIsLeftOfSomeThatWereBrokenOff() throws Exception {
        breakOff(200, Figure::check);
    }

    @Test
    @Tag("figure")
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void figureOfThoseThatWereBrokenOff() throws Exception {
        breakOff(Integer.getInteger("p2pdi.aborts", 10_000), Figure::show);
    }

    private interface Told {
        void tell(Figure figure);
    }

    private void breakOff(int count, Told told) throws Exception {
        try (RandomAccessFile document =
                new RandomAccessFile(folder.resolve("rfc1.bin").toFile(), "rw")) {
            document.setLength(LARGE);
        }
        RegistrationServerConfig anyPort =
                RegistrationServerConfig.builder().port(0).build();
        PeerConfig sharing = PeerConfig.builder().port(0).share(folder).build();
        try (RegistrationServer server = P2PDI.startRegistrationServer(anyPort);
                PeerNode peer = P2PDI.startPeer(sharing)) {
            // What is made lazily is there by then.
            breakOff(100, server.address(), peer.boundAddress());
            long descriptors = settled(0);
            long threads = threads();
            breakOff(count, server.address(), peer.boundAddress());
            long more = settled(descriptors) - descriptors;
            assertAll(
                    () -> told.tell(Figure.atMost(
                            "descriptors left of " + count + " connections broken off",
                            (double) more,
                            MORE_OR_LESS,
                            "")),
                    () -> told.tell(Figure.atMost(
                            "threads left of " + count + " connections broken off",
                            (double) (threads() - threads),
                            0,
                            "")),
                    () -> assertEquals("HTTP/1.1 200 OK", answer(server.address(), REGISTER)),
                    () -> assertEquals("HTTP/1.1 200 OK", answer(peer.boundAddress(), GETRFC)));
        }
    }

    private static String answer(PeerAddress node, String request) throws IOException {
        try (RawClient client = RawClient.connect(node)) {
            client.send(request);
            return client.receiveFrame().lines().findFirst().orElseThrow();
        }
    }

    private static void breakOff(int count, PeerAddress server, PeerAddress peer) throws IOException {
        for (int i = 0; i < count; i++) {
            boolean ofThePeer = i % 2 == 0;
            String whole = ofThePeer ? GETRFC : REGISTER;
            try (RawClient client = RawClient.connect(ofThePeer ? peer : server)) {
                breakOff(client, whole, i / 2 % 5);
            }
        }
    }

    private static void breakOff(RawClient client, String request, int how) throws IOException {
        switch (how) {
            case 0 -> client.reset();
            case 1 -> {
                client.raw(request.substring(0, request.length() / 2));
                client.reset();
            }
            case 2 -> {
                client.send(request);
                client.reset();
            }
            case 3 -> {
                client.send(request);
                client.receive(10);
                client.reset();
            }
            default -> client.raw(request.substring(0, request.length() / 2));
        }
    }

    /** How many are open once no more than these are, or when none has gone for as long as a connection may linger and more. */
    private static long settled(long expected) {
        long fell = System.nanoTime();
        long lowest = descriptors();
        while (lowest > expected && System.nanoTime() - fell < TO_GO.toNanos()) {
            Thread.onSpinWait();
            long now = descriptors();
            if (now < lowest) {
                lowest = now;
                fell = System.nanoTime();
            }
        }
        return lowest;
    }

    /** Where the system does not tell, none. */
    private static long descriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getOpenFileDescriptorCount()
                : 0;
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("p2pdi-"))
                .count();
    }
}
