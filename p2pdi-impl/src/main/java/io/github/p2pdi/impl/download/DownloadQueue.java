package io.github.p2pdi.impl.download;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.impl.exchange.Call;
import io.github.p2pdi.impl.exchange.Connections;
import io.github.p2pdi.impl.runtime.BufferPool;
import io.github.p2pdi.impl.runtime.Pacer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.DocumentStore;
import io.github.p2pdi.node.Download;
import io.github.p2pdi.node.DownloadOptions;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerStatistics;
import io.github.p2pdi.time.TimeSource;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All downloads of a peer: a few at once, the others wait in order, and none runs twice at the same time. One that was cancelled still counts until its
 * file is closed, so that the same may be asked for again at once. The monitor guards the collections.
 */
public final class DownloadQueue implements AutoCloseable {
    private static final int AT_ONCE = 5;
    private static final int BUFFER = 256 << 10;

    private final OwnDocuments own;
    private final HolderSearch search;
    private final Events events;
    private final Transfer.Means means;
    private final Map<DocumentDownload.Key, DocumentDownload> open = new HashMap<>();
    private final Map<DocumentDownload.Key, DocumentDownload> waiting = new LinkedHashMap<>();
    private final Set<DocumentDownload> running = new HashSet<>();
    private final Set<DocumentStream> streams = new HashSet<>();
    private final DownloadCounts counts = new DownloadCounts();
    private final LongSupplier received;
    private boolean closed;

    /** Makes one; {@code received} says how many bytes of documents have come. */
    DownloadQueue(OwnDocuments own, HolderSearch search, Events events, Transfer.Means means, LongSupplier received) {
        this.own = own;
        this.search = search;
        this.events = events;
        this.means = means;
        this.received = received;
    }

    /**
     * Makes one.
     *
     * @param config folder, limits and rate
     * @param store what is held here already
     * @param search finds others that hold a document
     * @param outside connections, time and threads
     * @param events is told what happens
     */
    public static DownloadQueue of(
            PeerConfig config, DocumentStore store, HolderSearch search, Outside outside, Events events) {
        HolderCalls calls =
                new HolderCalls(outside.connections(), config.limits().readStall());
        Transfer.Means means = new Transfer.Means(
                calls,
                new RealDisk(),
                config.downloads(),
                new HolderHealth(outside.time()),
                new Pacer(outside.time(), config.maxDownloadRate()),
                new BufferPool(BUFFER),
                outside.time(),
                outside.executor(),
                events::dropped);
        return new DownloadQueue(
                new OwnDocuments(store, outside.self(), means), search, events, means, calls::received);
    }

    /**
     * What it works with.
     *
     * @param self this peer's address
     * @param connections to holders
     * @param time the time
     * @param executor runs what blocks
     */
    public record Outside(Supplier<PeerAddress> self, Connections connections, TimeSource time, Executor executor) {}

    /** Is told what happens; must not block. */
    public interface Events {
        /** The state of a download has changed. */
        void changed(Download download);

        /** A holder was dropped for what it sent. */
        void dropped(long number, PeerAddress holder, String why);
    }

    /** The download of a document: the one under way, or a new one. */
    public Download download(long number, DownloadOptions options) {
        DocumentDownload.Key key = new DocumentDownload.Key(number, options);
        DocumentDownload begun;
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("the peer is closed");
            }
            DocumentDownload same = open.get(key);
            // Who waits for one is told of its end before this is.
            if (same != null && !same.state().isFinal()) {
                return same;
            }
            begun = new DocumentDownload(key, search.search(number), own, means, this::changed);
            open.put(key, begun);
            waiting.put(key, begun);
        }
        startNext();
        return begun;
    }

    /** Reads a document without a file; blocks until somebody delivers. */
    public InputStream open(long number) throws P2pdiException, InterruptedException {
        Call call = new Call();
        Handover handover = new Handover();
        DocumentStream stream = new DocumentStream(handover, call);
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("the peer is closed");
            }
            streams.add(stream);
            streams.removeIf(DocumentStream::isClosed);
        }
        boolean begun = false;
        try {
            means.executor()
                    .execute(new StreamFeed(
                            number, own, search.search(number), means, new StreamFeed.Reader(handover, call)));
            begun = true;
        } finally {
            if (!begun) {
                stream.close();
            }
        }
        stream.awaitBegin();
        return stream;
    }

    /** How fast all of them together may go, from now on. */
    public void rate(OptionalLong bytesPerSecond) {
        means.pacer().rate(bytesPerSecond);
    }

    /** What has been counted, and what is under way. */
    public synchronized PeerStatistics.Downloads statistics() {
        return new PeerStatistics.Downloads(
                waiting.size(),
                running.size(),
                counts.done.sum(),
                counts.failed.sum(),
                counts.cancelled.sum(),
                received.getAsLong());
    }

    private void changed(DocumentDownload download, Download.State to) {
        counts.moved(to);
        if (to.isFinal()) {
            synchronized (this) {
                open.remove(download.key(), download);
                waiting.remove(download.key(), download);
            }
        }
        events.changed(download);
    }

    private void startNext() {
        DocumentDownload next = next();
        while (next != null && !isStarted(next)) {
            next = next();
        }
    }

    private boolean isStarted(DocumentDownload next) {
        try {
            means.executor().execute(() -> run(next));
            return true;
        } catch (RejectedExecutionException e) {
            ended(next);
            next.fail(e);
            return false;
        }
    }

    /** The one whose turn it is, if there is room for it. */
    private synchronized @Nullable DocumentDownload next() {
        DocumentDownload next = running.size() < AT_ONCE ? pollWaiting() : null;
        if (next != null) {
            running.add(next);
        }
        return next;
    }

    private synchronized void ended(DocumentDownload download) {
        running.remove(download);
    }

    private @Nullable DocumentDownload pollWaiting() {
        for (Iterator<DocumentDownload> each = waiting.values().iterator(); each.hasNext(); ) {
            DocumentDownload next = each.next();
            if (running.stream().noneMatch(other -> isInTheWay(other, next))) {
                each.remove();
                return next;
            }
        }
        return null;
    }

    /** One that has ended, as it was cancelled, may be writing still; what it has left is gone on from, and by one alone. */
    private static boolean isInTheWay(DocumentDownload other, DocumentDownload next) {
        return other.key().equals(next.key())
                || (other.number() == next.number() && other.state().isFinal());
    }

    private void run(DocumentDownload download) {
        try {
            download.run();
        } finally {
            ended(download);
            startNext();
        }
    }

    @Override
    public void close() {
        List<DocumentDownload> all;
        List<DocumentStream> read;
        synchronized (this) {
            closed = true;
            all = new ArrayList<>(open.values());
            read = new ArrayList<>(streams);
        }
        all.forEach(DocumentDownload::cancel);
        read.forEach(DocumentStream::close);
    }
}
