package io.github.p2pdi.testkit;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The files, sockets and selectors that this process has open, where the system shows them in {@code /proc/self/fd}; elsewhere none. */
final class OpenFiles {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    /** Sockets, selectors and files; not the pipes of the process, nor what the JVM opens for itself: devices, libraries, archives. */
    private static final Pattern COUNTED = Pattern.compile(
            "socket:.*|anon_inode:\\[eventpoll]|/(?!(dev|proc|sys)/)(?!.*\\.(jar|so|class|jmod|jsa)\\b)(?!.*/lib/modules$).*");

    private OpenFiles() {}

    /** What is open now; one entry for each descriptor. */
    static List<String> now() {
        List<String> open = new ArrayList<>();
        if (!Files.isDirectory(DESCRIPTORS)) {
            return open;
        }
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                addTarget(descriptor, open);
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            throw new AssertionError("cannot list " + DESCRIPTORS, unreadable);
        }
        return open;
    }

    /** How many may be open at once, where the system tells; else as many as you like. */
    static long most() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }

    private static void addTarget(Path descriptor, List<String> open) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            if (COUNTED.matcher(target).matches()) {
                open.add(target);
            }
        } catch (IOException closedMeanwhile) {
            // That is what is wanted of it.
        }
    }
}
