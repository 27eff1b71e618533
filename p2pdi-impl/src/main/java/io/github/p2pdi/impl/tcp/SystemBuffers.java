package io.github.p2pdi.impl.tcp;

import io.github.p2pdi.time.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/**
 * How much the system holds of what one socket has taken and another on this machine has not given out. What goes to another machine is in the send buffer until that has it.
 *
 * <p>The other socket may have another socket's output spliced into it, once, by a forwarder; and it is in the same namespace, or one that is set up alike. Safe for concurrent use.
 */
final class SystemBuffers {
    private static final long LEAST = 64L << 20;
    private static final Path SETTINGS = Path.of("/proc/sys/net");
    private static final long LATEST_NANOS = Duration.ofSeconds(1).toNanos();

    private final Path settings;
    private final TimeSource time;
    private volatile Read last;

    SystemBuffers(TimeSource time) {
        this(time, SETTINGS);
    }

    /** By the settings in another folder. */
    SystemBuffers(TimeSource time, Path settings) {
        this.time = time;
        this.settings = settings;
        this.last = read();
    }

    private record Read(long most, long atNanos) {}

    /** No fewer bytes than can be on their way like this, by the settings of a second ago at the most; as many as there are numbers where nobody can tell. */
    long most() {
        Read known = last;
        if (time.nanos() - known.atNanos >= LATEST_NANOS) {
            known = read();
            last = known;
        }
        return known.most;
    }

    private Read read() {
        return new Read(most(settings), time.nanos());
    }

    private static long most(Path settings) {
        try {
            // What is asked for is doubled. Behind a receive buffer that is full as much again may queue.
            long received = Math.max(largest(settings, "ipv4/tcp_rmem"), 2 * largest(settings, "core/rmem_max"));
            long sent = Math.max(largest(settings, "ipv4/tcp_wmem"), 2 * largest(settings, "core/wmem_max"));
            return Math.max(LEAST, 2 * (received + sent) + (LEAST >> 2));
        } catch (IOException | RuntimeException e) {
            return Long.MAX_VALUE;
        }
    }

    private static long largest(Path settings, String name) throws IOException {
        return Arrays.stream(Files.readString(settings.resolve(name)).trim().split("\\s+"))
                .mapToLong(Long::parseLong)
                .max()
                .orElseThrow();
    }
}
