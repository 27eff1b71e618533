package io.github.p2pdi.registry.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.registry.PeerRegistry;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills the process of a registry while many register. */
class KillTest {
    private static final int BETWEEN_RUNS = 1_000_000;

    @TempDir
    private Path folder;

    private final Set<Integer> told = new TreeSet<>();

    @Test
    void whoWasToldThatItIsRegisteredIsAfterTheProcessWasKilled() throws Exception {
        assertEquals(0, lostIn(2));
    }

    @Test
    @Tag("figure")
    @Timeout(600)
    void twentyKillsLoseNothing() throws Exception {
        int lost = lostIn(20);
        System.out.println("figure: acknowledged-registrations-lost-in-20-kills " + lost + " = 0");
        assertEquals(0, lost);
    }

    private int lostIn(int kills) throws Exception {
        long seed = Long.getLong("p2pdi.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int kill = 0; kill < kills; kill++) {
            killAfter(100 + random.nextInt(400), kill * BETWEEN_RUNS);
        }
        assertTrue(told.size() >= kills * 100, "there was something to lose");
        try (PeerRegistry registry = new Stage().open(folder)) {
            Set<PeerAddress> known = registry.listed().peers().stream()
                    .map(peer -> peer.address())
                    .collect(Collectors.toSet());
            return (int) told.stream()
                    .filter(number -> !known.contains(Stage.peer(number)))
                    .count();
        }
    }

    private void killAfter(int registrations, int first) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RegisteringMain.class.getName(),
                        folder.toString(),
                        Integer.toString(first))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            for (int i = 0; i < registrations; i++) {
                told.add(Integer.valueOf(lines.readLine()));
            }
            process.destroyForcibly().waitFor();
        } finally {
            process.destroyForcibly();
        }
    }
}
