package io.github.p2pdi.impl.tcp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** How much the system holds of what one socket has taken and another on the same machine has not given out. */
final class SystemBuffers {
    private static final long LEAST = 64L << 20;
    private static final Path SETTINGS = Path.of("/proc/sys/net");

    private SystemBuffers() {}

    /**
     * No fewer bytes than can ever be on their way like this; as many as there are numbers where nobody can tell. What goes to another machine is not held any more once that has it, and while it
     * has not it fills the send buffer.
     */
    static long most() {
        return most(SETTINGS);
    }

    /** The same by the settings in another folder. */
    static long most(Path settings) {
        try {
            long grown = largest(settings.resolve("ipv4/tcp_rmem"));
            // What is asked for is doubled.
            long asked = 2 * largest(settings.resolve("core/rmem_max"));
            // Behind a receive buffer that is full as much again may queue.
            return Math.max(LEAST, 2 * Math.max(grown, asked) + (LEAST >> 2));
        } catch (IOException | NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private static long largest(Path setting) throws IOException {
        return Arrays.stream(Files.readString(setting).trim().split("\\s+"))
                .mapToLong(Long::parseLong)
                .max()
                .orElse(Long.MAX_VALUE);
    }
}
