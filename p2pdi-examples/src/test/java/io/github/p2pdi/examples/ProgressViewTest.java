package io.github.p2pdi.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.TerminalUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code get} on a terminal. */
class ProgressViewTest {
    private static final Terminal TERMINAL = new Terminal(24, 60);

    @TempDir
    private Path folder;

    private final Screen screen = new Screen(1_000);
    private final PrintWriter printer = new PrintWriter(screen);
    private final List<Runnable> closes = new CopyOnWriteArrayList<>();
    private final Console console = new Console(
            printer, printer, closes::add, new Footer(new PrintWriter(screen), () -> Optional.of(TERMINAL)));

    private Path out;
    private RunningCommand rs;
    private RunningCommand peer;

    @BeforeEach
    void startServerAndPeer() throws Exception {
        out = folder.resolve("out");
        Path shared = Files.createDirectory(folder.resolve("shared"));
        for (int number = 1; number <= 3; number++) {
            Files.write(shared.resolve("rfc" + number + ".bin"), new byte[number << 20]);
        }
        rs = RunningCommand.start("rs", "--port", "0");
        peer = RunningCommand.start("peer", "--rs", rs.address().toString(), "--share", shared.toString());
    }

    @AfterEach
    void stop() throws Exception {
        peer.close();
        rs.close();
    }

    @Test
    void thereAreBarsAndInTheEndNothingButResults() throws Exception {
        assertEquals(1, Main.run(get("--max-rate", "3M", "1", "2", "3", "4"), console));

        screen.await("3  ?[0-9]+% \\[.* MiB .*");
        screen.await("all  ?[0-9]+% \\[.* [0-3]/4 .*");
        List<String> seen = screen.seen().stream().sorted().toList();
        assertEquals(
                List.of(
                        "1  1048576 bytes  " + out.resolve("rfc1.bin"),
                        "2  2097152 bytes  " + out.resolve("rfc2.bin"),
                        "3  3145728 bytes  " + out.resolve("rfc3.bin")),
                seen.subList(0, 3));
        assertTrue(seen.get(3).startsWith("p2pdi: 4: "), () -> seen.toString());
        assertEquals(4, seen.size(), () -> seen.toString());
    }

    @Test
    void whoIsToldToEndSaysWhatStaysAndLeaves() throws Exception {
        FutureTask<Integer> get = new FutureTask<>(() -> Main.run(get("--max-rate", "300K", "3"), console));
        Thread thread = new Thread(get, "test-get");
        thread.setDaemon(true);
        thread.start();
        screen.await("3  ?[1-9][0-9]?% \\[.*");
        assertNoTerminalWasOpened();

        closes.forEach(Runnable::run);

        assertEquals(1, get.get(30, TimeUnit.SECONDS));
        List<String> seen = screen.seen();
        assertTrue(
                seen.stream()
                        .anyMatch(line -> line.matches("p2pdi: interrupted: [0-9]+ bytes of document 3 stay in .*")),
                seen::toString);
        assertTrue(seen.stream().allMatch(line -> line.startsWith("p2pdi: ")), seen::toString);
        assertEquals(
                1, Outcome.of("peers", "--rs", rs.address().toString()).out().size());
    }

    /** It takes the signals from the JVM: SIGINT ended it at once, without leaving. */
    private static void assertNoTerminalWasOpened() throws ReflectiveOperationException {
        Field terminal = TerminalUtils.class.getDeclaredField("terminal");
        terminal.setAccessible(true);
        assertNull(terminal.get(null));
    }

    private String[] get(String... args) {
        List<String> all = new ArrayList<>(List.of("get", "--rs", rs.address().toString(), "--out", out.toString()));
        all.addAll(List.of(args));
        return all.toArray(String[]::new);
    }
}
