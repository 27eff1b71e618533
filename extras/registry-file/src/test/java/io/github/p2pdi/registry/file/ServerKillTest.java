package io.github.p2pdi.registry.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills a registration server while peers register and leave over the wire, and asks the one that comes after it who is there. */
class ServerKillTest {
    private static final int AT_ONCE = 8;
    private static final Pattern COOKIE = Pattern.compile("\"cookie\": (\\d+)");
    private static final Pattern PEER = Pattern.compile("peer(\\d+)\\.example");

    @TempDir
    private Path folder;

    private final AtomicInteger numbers = new AtomicInteger();
    /** The cookies of those who were told that they are registered, and have not begun to leave. */
    private final Map<Integer, String> registered = new ConcurrentHashMap<>();
    /** Those who were told that they have left. */
    private final Set<Integer> left = ConcurrentHashMap.newKeySet();

    @Test
    void whatWasAcknowledgedIsTrueAfterTheServerWasKilled() throws Exception {
        assertEquals(0, lostIn(2));
    }

    @Test
    @Tag("figure")
    @Timeout(600)
    void twentyKillsOfAServerLoseNothing() throws Exception {
        int lost = lostIn(20);
        System.out.println(
                "figure: acknowledged-registrations-and-leaves-lost-in-20-kills-of-a-server " + lost + " = 0");
        assertEquals(0, lost);
    }

    private int lostIn(int kills) throws Exception {
        long seed = Long.getLong("p2pdi.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int kill = 0; kill < kills; kill++) {
            int enough = 50 + random.nextInt(200);
            try (Server server = new Server(folder)) {
                askUntilKilled(server, enough);
            }
        }
        assertTrue(registered.size() >= kills * 50 / 2 && !left.isEmpty(), "there was something to lose");
        try (Server server = new Server(folder)) {
            return lost(server.port);
        }
    }

    private void askUntilKilled(Server server, int enough) throws Exception {
        CountDownLatch acknowledged = new CountDownLatch(enough);
        List<Thread> askers = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            Thread asker = new Thread(() -> comeAndGo(server.port, acknowledged));
            askers.add(asker);
            asker.start();
        }
        assertTrue(acknowledged.await(60, TimeUnit.SECONDS), "the server answers");
        server.close();
        for (Thread asker : askers) {
            asker.join();
        }
    }

    /** Every other peer leaves again. What is under way when the connection breaks counts neither way. */
    private void comeAndGo(int port, CountDownLatch acknowledged) {
        try (Asker asker = new Asker(port)) {
            while (true) {
                int number = numbers.incrementAndGet();
                String host = "peer" + number + ".example";
                Matcher cookie = COOKIE.matcher(asker.ask("register", host, "Port: 4001\r\nLease: 7200\r\n"));
                assertTrue(cookie.find(), "registered");
                registered.put(number, cookie.group(1));
                acknowledged.countDown();
                if (number % 2 == 0) {
                    registered.remove(number);
                    assertTrue(Asker.isOk(asker.ask("leave", host, "Peer-Cookie: " + cookie.group(1) + "\r\n")));
                    left.add(number);
                }
            }
        } catch (IOException killed) {
            // That is the end of the connection, as it was meant.
        }
    }

    /** How many are not listed though they were told that they are registered, or are though they have left, or are not known by their cookie. */
    private int lost(int port) throws IOException {
        try (Asker asker = new Asker(port)) {
            String own = asker.ask("register", "watcher.example", "Port: 4001\r\n");
            Matcher cookie = COOKIE.matcher(own);
            assertTrue(cookie.find(), own);
            Set<Integer> listed = PEER.matcher(
                            asker.ask("pquery", "watcher.example", "Peer-Cookie: " + cookie.group(1) + "\r\n"))
                    .results()
                    .map(found -> Integer.valueOf(found.group(1)))
                    .collect(Collectors.toSet());
            int lost = (int) left.stream().filter(listed::contains).count();
            for (Map.Entry<Integer, String> peer : registered.entrySet()) {
                String answer = asker.ask(
                        "keepalive", "peer" + peer.getKey() + ".example", "Peer-Cookie: " + peer.getValue() + "\r\n");
                lost += listed.contains(peer.getKey()) && Asker.isOk(answer) ? 0 : 1;
            }
            return lost;
        }
    }

    /** A server in a process of its own, which is killed at the end. */
    private static final class Server implements AutoCloseable {
        private final Process process;
        private final int port;

        Server(Path folder) throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                            "-cp",
                            System.getProperty("java.class.path"),
                            ServingMain.class.getName(),
                            folder.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader lines = process.inputReader(UTF_8);
            port = Integer.parseInt(lines.readLine());
        }

        @Override
        public void close() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }
    }
}
