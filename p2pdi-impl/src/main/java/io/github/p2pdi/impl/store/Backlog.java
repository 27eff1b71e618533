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
 * What a store does in the background, in one task at a time: it hashes the documents that wait for it, and tells listeners that documents have
 * changed. Changes are told together, not one by one: at once where a call has noticed one, and now and then while digests turn up.
 *
 * <p>The lock guards {@code waiting} and all fields behind it. Neither is a document hashed under it, nor a listener called. The task ends when
 * nothing is left to do; whoever adds work while none runs starts one. Where there is no thread for it the work waits for whoever comes next.
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
    private final List<Told> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Long> waiting = new LinkedHashSet<>();
    private boolean running;
    private boolean closed;
    private boolean changed;
    private int digests;
    private int together = TOGETHER;

    /**
     * Makes an empty one.
     *
     * @param hash hashes the document of a number, and says whether there is a new digest
     */
    Backlog(Executor executor, LongPredicate hash) {
        this.executor = executor;
        this.hash = hash;
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
            if (running || closed || (waiting.isEmpty() && !changed)) {
                return;
            }
            running = true;
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
                running = false;
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
            if (closed || (!changed && digests == 0 && waiting.isEmpty())) {
                running = false;
                return Optional.empty();
            }
            if (changed || digests >= together || waiting.isEmpty()) {
                together = waiting.isEmpty() ? TOGETHER : digests >= together ? 2 * together : together;
                changed = false;
                digests = 0;
                return Optional.of(() -> listeners.forEach(told -> attempt(told.listener)));
            }
            long number = waiting.iterator().next();
            waiting.remove(number);
            return Optional.of(() -> hashed(number));
        } finally {
            lock.unlock();
        }
    }

    private void hashed(long number) {
        boolean found = hash.test(number);
        lock.lock();
        try {
            digests += found ? 1 : 0;
        } finally {
            lock.unlock();
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
