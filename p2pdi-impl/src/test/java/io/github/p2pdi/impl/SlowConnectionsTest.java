package io.github.p2pdi.impl;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.impl.figure.Figure;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.testkit.RawClient;
import io.github.p2pdi.transport.TransportLimits;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who sends slowly, and who reads slowly, keeps nobody else waiting: a node that holds many of them serves others as it does when nobody else is there. A peer has room for
 * all the documents that are read slowly; what becomes of others where it has none left is not looked at here.
 */
class SlowConnectionsTest {
    private static final Pattern COOKIE = Pattern.compile("\"cookie\": ([0-9]+)");
    private static final int LARGE = 8 << 20;

    /** Enough for an answer that no buffer of the system holds. */
    private static final int PEERS = 30_000;

    @TempDir
    Path folder;

    /** So many answers of a hundred peers find no room in the buffers of the system either. */
    private static final int AHEAD = 200;

    /** How many are slow, how often a reader asks at once for what a registration server with so many peers answers, and how long others are served. */
    private record Size(int senders, int readers, int ahead, int peers, Duration window) {}

    private record Served(List<Long> nanos, int failures) {}

    @Test
    void othersAreServedWhileSomeAreSlow() throws Exception {
        Size few = new Size(50, 10, AHEAD, 100, Duration.ofMillis(500));
        assertEquals(0, byRegistrationServer(few)[1].failures);
        assertEquals(0, byPeer(few)[1].failures);
    }

    @Test
    @Tag("figure")
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void figureOfOthersWhileManyAreSlow() throws Exception {
        Size many = new Size(1_000, 200, 1, PEERS, Duration.ofSeconds(5));
        List<Figure> figures = new ArrayList<>(figures("a registration server", byRegistrationServer(many)));
        figures.addAll(figures("a peer", byPeer(many)));
        assertAll(figures.stream().map(figure -> figure::show));
    }

    private static List<Figure> figures(String node, Served[] served) {
        String held = " of others while " + node + " holds 1,000 slow senders and 200 slow readers";
        System.out.printf("p99 of %s: quiet %,d ns, held %,d ns%n", node, p99(served[0].nanos), p99(served[1].nanos));
        return List.of(
                Figure.none("failures" + held, served[1].failures),
                Figure.atMost("p99" + held, (double) p99(served[1].nanos) / p99(served[0].nanos), 2, "x"));
    }

    private static long p99(List<Long> nanos) {
        assertTrue(nanos.size() >= 1000, "only " + nanos.size() + " were served");
        return nanos.stream()
                .sorted()
                .skip(nanos.size() * 99L / 100)
                .findFirst()
                .orElseThrow();
    }

    private static Served[] byRegistrationServer(Size size) throws Exception {
        RegistrationServerConfig config =
                RegistrationServerConfig.builder().port(0).build();
        try (RegistrationServer server = P2PDI.startRegistrationServer(config)) {
            String cookie = registered(server.address(), size.peers);
            Served[] served = served(
                    server.address(),
                    "keepalive h HTTP/1.1\r\nPeer-Cookie: " + cookie + "\r\n",
                    frame("pquery h HTTP/1.1\r\nPeer-Cookie: " + cookie + "\r\nAccept: application/json\r\n")
                            .repeat(size.ahead),
                    1,
                    size);
            long answered = server.statistics().listed();
            assertTrue(
                    size.ahead == 1 || answered < (long) size.readers * size.ahead,
                    () -> "nobody was waited for: " + answered + " answers found room");
            return served;
        }
    }

    /** Registers so many peers; the cookie of the last. */
    private static String registered(PeerAddress server, int peers) throws IOException {
        String last = "";
        try (RawClient client = RawClient.connect(server)) {
            for (int i = 0; i < peers; i++) {
                client.send("register host-" + i + ".example HTTP/1.1\r\nPort: 4001\r\n");
                last = client.receiveFrame();
            }
        }
        Matcher cookie = COOKIE.matcher(last);
        assertTrue(cookie.find(), last);
        return cookie.group(1);
    }

    private Served[] byPeer(Size size) throws Exception {
        Files.writeString(folder.resolve("rfc1.txt"), "abc");
        try (RandomAccessFile large =
                new RandomAccessFile(folder.resolve("rfc2.bin").toFile(), "rw")) {
            large.setLength(LARGE);
        }
        PeerConfig config = PeerConfig.builder()
                .port(0)
                .share(folder)
                .uploads(size.readers + 10)
                .limits(TransportLimits.DEFAULT.toBuilder().connections(2_000).build())
                .build();
        try (PeerNode peer = P2PDI.startPeer(config)) {
            return served(
                    peer.boundAddress(),
                    "getrfc h HTTP/1.1\r\nRFC-Number: 1\r\n",
                    frame("getrfc h HTTP/1.1\r\nRFC-Number: 2\r\n"),
                    2,
                    size);
        }
    }

    private static String frame(String message) {
        return String.format("%-10d", message.length()) + message;
    }

    /** Without slow ones, before and behind, and with them; the same way once before, so that the code is warm. */
    private static Served[] served(PeerAddress node, String request, String slowly, int frames, Size size)
            throws Exception {
        serve(node, request, frames, size.window);
        Served quiet = serve(node, request, frames, size.window);
        Served held;
        try (SlowCrowd crowd = new SlowCrowd(node, size.senders, size.readers, slowly)) {
            held = serve(node, request, frames, size.window.multipliedBy(2));
            int most = 2 * (size.senders + size.readers);
            assertTrue(crowd.replaced() <= most, () -> crowd.replaced() + " were not held but closed");
        }
        quiet.nanos.addAll(serve(node, request, frames, size.window).nanos);
        return new Served[] {quiet, held};
    }

    private static Served serve(PeerAddress node, String request, int frames, Duration window) throws IOException {
        List<Long> nanos = new ArrayList<>();
        int failures = 0;
        long end = System.nanoTime() + window.toNanos();
        try (RawClient client = RawClient.connect(node)) {
            while (System.nanoTime() - end < 0) {
                long begun = System.nanoTime();
                client.send(request);
                boolean isServed = true;
                for (int i = 0; i < frames && isServed; i++) {
                    isServed = client.receiveFrame().startsWith("HTTP/1.1 200 ");
                }
                failures += isServed ? 0 : 1;
                nanos.add(System.nanoTime() - begun);
            }
        }
        return new Served(nanos, failures);
    }
}
