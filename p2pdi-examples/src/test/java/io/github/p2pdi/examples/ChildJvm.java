package io.github.p2pdi.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A main of this module in a JVM of its own. What it prints, on stdout and stderr alike, is read line by line. */
final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;

    private ChildJvm(Process process) {
        this.process = process;
        lines = process.inputReader(UTF_8);
    }

    static ChildJvm start(Class<?> main, String... args) throws IOException {
        return start(List.of(), main, args);
    }

    /** With options of the JVM. */
    static ChildJvm start(List<String> options, Class<?> main, String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(args));
        return new ChildJvm(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** The next line, or null where it has ended. */
    String readLine() throws IOException {
        return kept(lines.readLine());
    }

    /** All that is left, once it has ended. */
    List<String> readAll() {
        return lines.lines().map(ChildJvm::kept).toList();
    }

    /** For the search of all that was printed. */
    private static String kept(String line) {
        System.err.println(line);
        return line;
    }

    /** Sends SIGTERM; {@code Process.destroy} would also close what can still be read. */
    void terminate() {
        process.toHandle().destroy();
    }

    int exitCode() throws InterruptedException {
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it should have ended");
        return process.exitValue();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        lines.close();
    }
}
