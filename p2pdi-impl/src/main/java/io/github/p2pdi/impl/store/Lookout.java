package io.github.p2pdi.impl.store;

import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.time.TimeSource.Scheduled;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when to look at shared files: at some of them soon after something was heard of them, at those that must settle when they may have, and at
 * all now and then. One look at a time, in the background, and none before {@link #begin}. The monitor guards all fields; no look happens under it.
 */
final class Lookout implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);
    /** Whoever hears of more files than this looks at all. */
    private static final int MOST_HEARD = 10_000;

    private final TimeSource time;
    private final Executor executor;
    private final FolderPace pace;
    private final Look look;
    private Set<Path> heard = new HashSet<>();
    private OptionalLong someDue = OptionalLong.empty();
    private OptionalLong allDue = OptionalLong.empty();
    private long earliestAll;
    private @Nullable Scheduled timer;
    private boolean regular;
    private boolean running = true;
    private boolean closed;

    /** A look at shared files. */
    @FunctionalInterface
    interface Look {
        /**
         * Looks at files; may take long.
         *
         * @param heard files that something was heard of
         * @param all whether to look at all others too
         * @return how many nanoseconds later another look at some is due
         */
        OptionalLong at(Set<Path> heard, boolean all);
    }

    Lookout(TimeSource time, Executor executor, FolderPace pace, Look look) {
        this.time = time;
        this.executor = executor;
        this.pace = pace;
        this.look = look;
        this.earliestAll = time.nanos();
    }

    /** The first look is over, and took so long; no other begins before. */
    synchronized void begin(long tookNanos) {
        running = false;
        finishedAll(tookNanos);
        arm();
    }

    /** From now on all is looked at now and then, whether anything is heard or not. */
    synchronized void lookNowAndThen() {
        if (regular) {
            return;
        }
        regular = true;
        allDue = earlier(allDue, time.nanos() + pace.rescanNanos(0));
        arm();
    }

    /** Something has happened to files, or to who knows which if there are none. */
    synchronized void hear(Set<Path> files) {
        long soon = time.nanos() + pace.quick().toNanos();
        heard.addAll(files);
        if (files.isEmpty() || heard.size() > MOST_HEARD) {
            heard.clear();
            allDue = earlier(allDue, later(soon, earliestAll));
        } else {
            someDue = earlier(someDue, soon);
        }
        arm();
    }

    private static OptionalLong earlier(OptionalLong due, long other) {
        return due.isPresent() && due.getAsLong() - other <= 0 ? due : OptionalLong.of(other);
    }

    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }

    /** What has been heard since that look began is looked at too, but not at once. */
    private void finishedAll(long tookNanos) {
        long now = time.nanos();
        earliestAll = now + pace.pauseNanos(tookNanos);
        allDue = later(allDue, earliestAll);
        if (regular) {
            allDue = earlier(allDue, now + pace.rescanNanos(tookNanos));
        }
    }

    private void arm() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        OptionalLong due = someDue.isPresent() ? earlier(allDue, someDue.getAsLong()) : allDue;
        if (!closed && !running && due.isPresent()) {
            timer = time.schedule(Duration.ofNanos(Math.max(0, due.getAsLong() - time.nanos())), this::start);
        }
    }

    private void start() {
        synchronized (this) {
            if (closed || running) {
                return;
            }
            running = true;
        }
        try {
            executor.execute(this::run);
        } catch (RejectedExecutionException e) {
            LOG.debug("no thread to look at the shared files on; there will be other looks", e);
            notBegun();
        }
    }

    /** There is no thread, which may pass. */
    private synchronized void notBegun() {
        running = false;
        long next = time.nanos() + pace.rescanNanos(0);
        someDue = later(someDue, next);
        allDue = later(allDue, next);
        arm();
    }

    private static OptionalLong later(OptionalLong due, long earliest) {
        return due.isPresent() ? OptionalLong.of(later(due.getAsLong(), earliest)) : due;
    }

    private void run() {
        Set<Path> files;
        boolean all;
        synchronized (this) {
            files = heard;
            heard = new HashSet<>();
            someDue = OptionalLong.empty();
            all = allDue.isPresent() && allDue.getAsLong() - time.nanos() <= 0;
            if (all) {
                allDue = OptionalLong.empty();
            }
        }
        long began = time.nanos();
        OptionalLong again = looked(files, all);
        synchronized (this) {
            running = false;
            if (again.isPresent()) {
                someDue = earlier(someDue, time.nanos() + again.getAsLong());
            }
            if (all) {
                finishedAll(time.nanos() - began);
            }
            arm();
        }
    }

    private OptionalLong looked(Set<Path> files, boolean all) {
        try {
            return look.at(files, all);
        } catch (RuntimeException | Error e) {
            LOG.warn("a look at the shared files failed; there will be others", e);
            return OptionalLong.empty();
        }
    }

    /** No look begins after this; one that runs goes on. */
    @Override
    public synchronized void close() {
        closed = true;
        heard.clear();
        arm();
    }
}
