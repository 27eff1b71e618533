package io.github.p2pdi.testkit;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What of the library is running and open at one moment, and what has come on top of it since: threads whose names start with {@code p2pdi-},
 * and descriptors. It sees the whole JVM, whoever's they are.
 */
final class Footprint {
    private static final String OURS = "p2pdi-";
    private static final int FRAMES_SHOWN = 8;
    private static final long BETWEEN_LOOKS_MILLIS = 10;

    private final Set<Thread> threads;
    private final List<String> files;

    private Footprint(Set<Thread> threads, List<String> files) {
        this.threads = threads;
        this.files = files;
    }

    static Footprint now() throws IOException, InterruptedException {
        JdkDescriptors.open();
        return new Footprint(running(), OpenFiles.now());
    }

    /** What has come since and does not go away in time, one line or more for each; nothing if all is well. */
    List<String> leftAfter(Duration patience) throws InterruptedException {
        long begun = System.nanoTime();
        List<String> left = left();
        while (!left.isEmpty() && System.nanoTime() - begun < patience.toNanos()) {
            // Nobody tells when a descriptor is closed: it takes looking.
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
            left = left();
        }
        return left;
    }

    private List<String> left() {
        List<String> left = new ArrayList<>();
        for (Thread thread : running()) {
            if (!threads.contains(thread)) {
                left.add("thread " + thread.getName() + top(thread));
            }
        }
        List<String> more = OpenFiles.now();
        files.forEach(more::remove);
        more.forEach(target -> left.add("open " + target));
        return left;
    }

    private static Set<Thread> running() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(OURS))
                .collect(Collectors.toSet());
    }

    private static String top(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .limit(FRAMES_SHOWN)
                .map(frame -> System.lineSeparator() + "    at " + frame)
                .collect(Collectors.joining());
    }
}
