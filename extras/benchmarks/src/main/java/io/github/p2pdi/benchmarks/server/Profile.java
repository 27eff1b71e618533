package io.github.p2pdi.benchmarks.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Says where a JVM spends its time, from samples of the flight recorder. */
public final class Profile {
    private static final String OURS = "io.github.p2pdi.";
    private static final int LINES = 12;

    private final Map<String, Integer> tops = new HashMap<>();
    private final Map<String, Integer> withCallees = new HashMap<>();
    private int samples;

    private Profile() {}

    /** Something to be done while samples are taken. */
    @FunctionalInterface
    public interface Work {
        /** Does it. */
        void run() throws IOException, InterruptedException;
    }

    /**
     * Takes samples while the work is done.
     *
     * @return lines to be printed: the methods that ran, and those of ours that ran or waited for what they had called
     * @throws IOException if the work fails, or the samples cannot be read
     * @throws InterruptedException if the work is interrupted
     */
    public static List<String> of(long pid, Work work) throws IOException, InterruptedException {
        Path file = Files.createTempFile("p2pdi", ".jfr");
        try {
            Heap.jcmd(pid, "JFR.start", "name=figure", "settings=profile");
            work.run();
            Heap.jcmd(pid, "JFR.stop", "name=figure", "filename=" + file);
            Profile profile = new Profile();
            profile.read(file);
            return profile.lines();
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void read(Path file) throws IOException {
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                String type = event.getEventType().getName();
                boolean sample = type.equals("jdk.ExecutionSample") || type.equals("jdk.NativeMethodSample");
                if (sample && event.getStackTrace() != null) {
                    take(event.getStackTrace().getFrames());
                }
            }
        }
    }

    private void take(List<RecordedFrame> frames) {
        String top = name(frames.get(0));
        if (top.contains("wait")) {
            // It waited for events, which costs nothing.
            return;
        }
        samples++;
        tops.merge(top, 1, Integer::sum);
        Set<String> ours = new HashSet<>();
        for (RecordedFrame frame : frames) {
            if (name(frame).startsWith(OURS)) {
                ours.add(name(frame));
            }
        }
        ours.forEach(name -> withCallees.merge(name, 1, Integer::sum));
    }

    private static String name(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("profile of " + samples + " samples, what ran:");
        lines.addAll(most(tops));
        lines.add("and what of ours ran or had called what ran:");
        lines.addAll(most(withCallees));
        return lines;
    }

    private List<String> most(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(LINES)
                .map(each ->
                        String.format(Locale.ROOT, "  %5.1f %% %s", 100.0 * each.getValue() / samples, each.getKey()))
                .toList();
    }
}
