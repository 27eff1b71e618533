package io.github.p2pdi.examples;

import io.github.p2pdi.node.Download;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Bars on a terminal, one for each document that comes and one for all; nothing where nobody looks. Safe for concurrent use. */
final class ProgressView implements AutoCloseable {
    private static final long MEBIBYTE = 1 << 20;

    private final boolean shown;
    private final int count;
    private final Map<Long, ProgressBar> bars = new ConcurrentHashMap<>();
    private @Nullable ProgressBar all;
    private boolean closed;

    private ProgressView(boolean shown, int count) {
        this.shown = shown;
        this.count = count;
    }

    /** For so many documents. */
    static ProgressView open(int count) {
        return new ProgressView(isTerminal() && System.getenv("TERM") != null, count);
    }

    /** From 22 on there is always a console, and it says itself whether it is a terminal. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        try {
            return System.console() != null
                    && (boolean) java.io.Console.class.getMethod("isTerminal").invoke(System.console());
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** Shows how far a download is. */
    void watch(Download download) {
        if (shown) {
            download.addListener(this::update);
        }
    }

    private synchronized void update(Download download) {
        if (closed || download.state() == Download.State.WAITING) {
            return;
        }
        if (all == null && count > 1) {
            all = builder("all").setInitialMax(count).build();
        }
        Download.Progress now = download.progress();
        if (download.state().isFinal()) {
            ProgressBar bar = bars.remove(download.number());
            if (bar != null) {
                bar.stepTo(now.bytes());
                bar.close();
            }
            if (all != null) {
                all.step();
            }
            return;
        }
        now.total()
                .ifPresent(total -> bars.computeIfAbsent(
                                download.number(),
                                number -> builder("" + number)
                                        .setUnit(" MiB", MEBIBYTE)
                                        .setInitialMax(total)
                                        .startsFrom(now.resumed(), Duration.ZERO)
                                        .build())
                        .maxHint(total)
                        .stepTo(now.bytes()));
    }

    private static ProgressBarBuilder builder(String name) {
        return new ProgressBarBuilder()
                .setTaskName(name)
                .setStyle(ProgressBarStyle.ASCII)
                .showSpeed()
                .setUpdateIntervalMillis(500);
    }

    @Override
    public synchronized void close() {
        closed = true;
        bars.values().forEach(ProgressBar::close);
        if (all != null) {
            all.close();
        }
    }
}
