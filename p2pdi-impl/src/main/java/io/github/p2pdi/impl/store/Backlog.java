package io.github.p2pdi.impl.store;

import io.github.p2pdi.node.DocumentStore;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a store does in the background: it hashes the documents that wait for it, one at a time, and tells listeners that documents have
 * changed. Changes are told together, not one by one: at once where a call has noticed one, and now and then while digests turn up.
 *
 * <p>The lock guards {@code waiting} and all fields behind it. Neither is a document hashed under it, nor a listener called. One task does it all, and
 * a second one tells of what changes while a document is hashed, which may take minutes. A task ends when nothing is left that it could do; whoever
 * adds work while none runs starts one. Where there is no thread for it the work waits for whoever comes next.
 */
final class Backlog {
    private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);
    /**
     * So many digests are told together, and twice as many each time while there are others to find: to tell of some costs as much as there are documents in
     * all. So nobody waits for a digest longer than it has taken to find those before.
     */
    private static final int TOGETHER = 256;

    private final Executor executor;
    private final LongPredicate hash;
    private final LongPredicate isLarge;
    private final List<Told> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Long> waiting = new LinkedHashSet<>();
    private int tasks;
    private boolean hashing;
    private boolean hashingLarge;
    private boolean telling;
    private boolean closed;
    private boolean changed;
    private int digests;
    private int together = TOGETHER;

    /**
     * Makes an empty one.
     *
     * @param hash hashes the document of a number, and says whether there is a new digest
     * @param isLarge whether it takes so long to hash a document that what was found before is told first
     */
    Backlog(Executor executor, LongPredicate hash, LongPredicate isLarge) {
        this.executor = executor;
        this.hash = hash;
        this.isLarge = isLarge;
    }

    /** {@code listener} is told until that is closed, and apart from others that are equal to it. */
    DocumentStore.Subscription onChange(Runnable listener) {
        Told told = new Told(listener);
        listeners.add(told);
        return () -> listeners.remove(told);
    }

    /** Has documents hashed some time; one that waits already is not taken twice. */
    void hash(Collection<Long> numbers) {
        add(numbers, false);
    }

    /** Has a change told as soon as possible. */
    void changed() {
        add(List.of(), true);
    }

    /** Begins with what could not be begun for want of a thread, if there is such. */
    void goOn() {
        add(List.of(), false);
    }

    /** Nothing begins after this. */
    void close() {
        lock.lock();
        try {
            closed = true;
            waiting.clear();
        } finally {
            lock.unlock();
        }
    }

    private void add(Collection<Long> numbers, boolean change) {
        lock.lock();
        try {
            waiting.addAll(numbers);
            changed |= change;
            boolean isWork = tasks == 0 ? changed || !waiting.isEmpty() : tasks == 1 && changed && hashing;
            if (closed || !isWork) {
                return;
            }
            tasks++;
        } finally {
            lock.unlock();
        }
        start();
    }

    private void start() {
        try {
            executor.execute(this::run);
        } catch (RejectedExecutionException e) {
            LOG.debug("no thread to work on shared documents", e);
            lock.lock();
            try {
                tasks--;
            } finally {
                lock.unlock();
            }
        }
    }

    private void run() {
        for (Optional<Runnable> step = next(); step.isPresent(); step = next()) {
            attempt(step.get());
        }
    }

    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("a listener or a step of the work on shared documents failed", e);
        }
    }

    /** The next step; none ends the task, and that is decided under the same lock as its beginning. */
    private Optional<Runnable> next() {
        lock.lock();
        try {
            if (!closed && !telling && isToTell()) {
                together = waiting.isEmpty() ? TOGETHER : digests >= together ? 2 * together : together;
                changed = false;
                digests = 0;
                telling = true;
                return Optional.of(this::tell);
            }
            if (!closed && !hashing && !waiting.isEmpty()) {
                long number = waiting.iterator().next();
                waiting.remove(number);
                hashing = true;
                hashingLarge = isLarge.test(number);
                return Optional.of(() -> hashed(number));
            }
            tasks--;
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** At once what has changed; and digests where they are many, or no more will be there soon. */
    private boolean isToTell() {
        if (changed || digests == 0) {
            return changed;
        }
        boolean isLast = hashing
                ? hashingLarge
                : waiting.isEmpty() || isLarge.test(waiting.iterator().next());
        return isLast || digests >= together;
    }

    private void tell() {
        listeners.forEach(told -> attempt(told.listener));
        lock.lock();
        try {
            telling = false;
        } finally {
            lock.unlock();
        }
    }

    private void hashed(long number) {
        boolean found = false;
        try {
            found = hash.test(number);
        } finally {
            lock.lock();
            try {
                hashing = false;
                digests += found ? 1 : 0;
            } finally {
                lock.unlock();
            }
        }
    }

    /** A listener that has asked once. Equal to itself alone, as the same may ask again. */
    private static final class Told {
        private final Runnable listener;

        Told(Runnable listener) {
            this.listener = listener;
        }
    }
}
