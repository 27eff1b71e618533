package io.github.p2pdi.benchmarks.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Looks into the heap of a JVM that runs as this user. */
public final class Heap {
    private Heap() {}

    /** {@return the bytes of all objects that are alive} They are counted behind a full collection. */
    public static long liveBytes(long pid) {
        String[] lines = jcmd(pid, "GC.class_histogram").strip().split("\n", -1);
        String[] total = lines[lines.length - 1].trim().split("\\s+", -1);
        return Long.parseLong(total[2]);
    }

    /** Collects all garbage. */
    public static void collect(long pid) {
        jcmd(pid, "GC.run");
    }

    /** Runs a command of {@code jcmd} and gives what it printed. */
    static String jcmd(long pid, String... command) {
        try {
            String[] all = new String[command.length + 2];
            all[0] = Program.jdk("jcmd");
            all[1] = Long.toString(pid);
            System.arraycopy(command, 0, all, 2, command.length);
            Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("process " + pid + " cannot be looked into", e);
        }
    }
}
