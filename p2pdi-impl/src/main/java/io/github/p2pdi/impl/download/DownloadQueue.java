package io.github.p2pdi.impl.download;

import io.github.p2pdi.node.Download;
import io.github.p2pdi.time.TimeSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** All downloads of a peer: a few at once, the others wait in order, and none runs twice at the same time. The monitor guards the collections. */
public final class DownloadQueue implements AutoCloseable {
    private static final int AT_ONCE = 5;

    private final DocumentFetch fetch;
    private final HolderSearch holders;
    private final TimeSource time;
    private final Executor executor;
    private final Consumer<Download> listener;
    private final Map<Long, DocumentDownload> open = new HashMap<>();
    private final Queue<DocumentDownload> waiting = new ArrayDeque<>();
    private int running;
    private boolean closed;

    /** {@code executor} runs what blocks; {@code listener} is told of each change of state and must not block. */
    public DownloadQueue(
            DocumentFetch fetch,
            HolderSearch holders,
            TimeSource time,
            Executor executor,
            Consumer<Download> listener) {
        this.fetch = fetch;
        this.holders = holders;
        this.time = time;
        this.executor = executor;
        this.listener = listener;
    }

    /** The download of a document: the one under way, or a new one. */
    public Download download(long number) {
        DocumentDownload begun;
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("the peer is closed");
            }
            DocumentDownload same = open.get(number);
            if (same != null) {
                return same;
            }
            begun = new DocumentDownload(number, fetch, holders.search(number), time, this::changed);
            open.put(number, begun);
            waiting.add(begun);
        }
        startNext();
        return begun;
    }

    private void changed(DocumentDownload download) {
        if (download.state().isFinal()) {
            synchronized (this) {
                open.remove(download.number(), download);
                waiting.remove(download);
            }
        }
        listener.accept(download);
    }

    private void startNext() {
        DocumentDownload next;
        synchronized (this) {
            next = running < AT_ONCE ? waiting.poll() : null;
            if (next == null) {
                return;
            }
            running++;
        }
        try {
            executor.execute(() -> run(next));
        } catch (RejectedExecutionException e) {
            next.cancel();
        }
    }

    private void run(DocumentDownload download) {
        try {
            download.run();
        } finally {
            synchronized (this) {
                running--;
            }
            startNext();
        }
    }

    @Override
    public void close() {
        List<DocumentDownload> all;
        synchronized (this) {
            closed = true;
            all = new ArrayList<>(open.values());
        }
        all.forEach(DocumentDownload::cancel);
    }
}
