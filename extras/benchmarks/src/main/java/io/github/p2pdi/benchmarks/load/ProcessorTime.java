package io.github.p2pdi.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel has counted for a process, read from {@code /proc}. */
public final class ProcessorTime {
    /** The kernel tells the times of processes in hundredths of a second, whatever it counts in itself. */
    private static final long NANOS_PER_TICK = 10_000_000;

    private static final int UTIME = 11;
    private static final int STIME = 12;

    private ProcessorTime() {}

    /** {@return the processor time that a process has used, all its threads together} */
    public static long nanosOf(long pid) {
        return parse(read(pid, "stat"));
    }

    /** {@return the bytes of a process that are in memory} */
    public static long residentBytes(long pid) {
        for (String line : read(pid, "status").split("\n", -1)) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) << 10;
            }
        }
        throw new IllegalStateException("process " + pid + " has no VmRSS");
    }

    /** The name of the program, in parentheses, may hold anything: what counts stands behind the last one. */
    static long parse(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME])) * NANOS_PER_TICK;
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException e) {
            throw new UncheckedIOException("process " + pid + " cannot be looked at", e);
        }
    }
}
