package io.github.p2pdi.examples;

import io.github.p2pdi.node.Download;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Bars on a terminal, one for each document that comes and one for all; nothing where nobody looks. Safe for concurrent use. */
final class ProgressView implements AutoCloseable {
    private static final String ALL = "all";
    private static final long MEBIBYTE = 1 << 20;

    private final Footer footer;
    private final CompletableFuture<Optional<Terminal>> terminal;
    private final int count;
    private final Map<Long, ProgressBar> bars = new HashMap<>();
    private @Nullable ProgressBar all;
    /** Told of more than once, it has ended once. */
    private final Set<Long> ended = new HashSet<>();

    private boolean closed;

    private ProgressView(Footer footer, CompletableFuture<Optional<Terminal>> terminal, int count) {
        this.footer = footer;
        this.terminal = terminal;
        this.count = count;
    }

    /** For so many documents. */
    static ProgressView open(Footer footer, int count) {
        return new ProgressView(footer, footer.terminal(), count);
    }

    /** Shows how far a download is. */
    void watch(Download download) {
        download.addListener(this::update);
    }

    private synchronized void update(Download download) {
        if (closed || download.state() == Download.State.WAITING) {
            return;
        }
        if (download.state().isFinal()) {
            ended.add(download.number());
        }
        terminal.getNow(Optional.empty()).ifPresent(known -> draw(download, known));
    }

    private void draw(Download download, Terminal known) {
        if (count > 1) {
            if (all == null) {
                all = bar(ALL, known).setInitialMax(count).build();
            }
            all.stepTo(ended.size());
        }
        if (download.state().isFinal()) {
            ProgressBar bar = bars.remove(download.number());
            if (bar != null) {
                close(bar);
            }
            return;
        }
        Download.Progress now = download.progress();
        // With more bars than rows the terminal would scroll, and could not be drawn again.
        boolean room = bars.size() < known.rows() - 2;
        if (now.total().isPresent() && (room || bars.containsKey(download.number()))) {
            long total = now.total().getAsLong();
            bars.computeIfAbsent(
                            download.number(),
                            number -> bar("" + number, known)
                                    .setUnit(" MiB", MEBIBYTE)
                                    .setInitialMax(total)
                                    .startsFrom(now.resumed(), Duration.ZERO)
                                    .build())
                    .maxHint(total)
                    .stepTo(now.bytes());
        }
    }

    /** With a consumer of its own: that of the library opens a terminal, which takes SIGINT from the JVM, and knows nothing of what else is printed. */
    private ProgressBarBuilder bar(String name, Terminal known) {
        return new ProgressBarBuilder()
                .setTaskName(name)
                .setStyle(ProgressBarStyle.ASCII)
                .showSpeed()
                .setUpdateIntervalMillis(500)
                .setConsumer(new DelegatingProgressBarConsumer(line -> footer.set(name, line), known.columns() - 1));
    }

    /** What becomes of the document is said in a line that stays. */
    private void close(ProgressBar bar) {
        bar.close();
        footer.remove(bar.getTaskName());
    }

    /** Leaves nothing of the bars. */
    @Override
    public synchronized void close() {
        closed = true;
        bars.values().forEach(this::close);
        bars.clear();
        if (all != null) {
            close(all);
            all = null;
        }
    }
}
