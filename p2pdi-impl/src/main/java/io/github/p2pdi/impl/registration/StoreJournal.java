package io.github.p2pdi.impl.registration;

import io.github.p2pdi.impl.runtime.Threads;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.registry.PeerStore;
import io.github.p2pdi.registry.StoredPeer;
import io.github.p2pdi.time.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what a registry says in a store, by one thread that saves all that has gathered, again and again: so those who wait together share a save.
 * What nobody waits for goes with the next save, or a tenth of a second later by itself.
 *
 * <p>Where a save fails, nobody knows how much of it is in the store. All that is waited for, saved or still to be, is undone in the registry, and what it is
 * then is to be saved like all else. Until that has worked, which is tried once a second, nobody may take a step that has to be waited for.
 *
 * <p>The lock guards the fields. The registry calls with its own lock held, so that one always comes first; nobody is told anything under either.
 */
final class StoreJournal implements Journal {
    private static final Logger LOG = LoggerFactory.getLogger(StoreJournal.class);
    private static final long LONGEST_NANOS = Duration.ofMillis(100).toNanos();
    private static final long RETRY_NANOS = Duration.ofSeconds(1).toNanos();

    private final PeerStore store;
    private final TimeSource time;
    private final RegistryAge age;
    private final Thread writer = Threads.platform("registry").newThread(this::write);
    private final Map<PeerAddress, StoredPeer> before = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable MemoryRegistry registry;
    private Unsaved unsaved = new Unsaved();
    /** What is being saved, or was where that has failed and is not put back yet. */
    private @Nullable Unsaved saving;

    private boolean inStep;
    private boolean isFailing;
    private boolean isClosing;
    /** When what nobody waits for is saved by itself, or what has failed is tried again. */
    private long dueAt;
    /** Whether nothing of a save that has failed is left to be undone. The writer's alone. */
    private boolean isUndone = true;

    /** {@code store} has been loaded. */
    StoreJournal(PeerStore store, TimeSource time, RegistryAge age) {
        this.store = store;
        this.time = time;
        this.age = age;
    }

    /** Begins to save what that registry says. */
    void start(MemoryRegistry registry) {
        this.registry = registry;
        writer.start();
    }

    @Override
    public void before(PeerRecord record) {
        if (inStep) {
            before.put(StoredPeer.key(record.address()), record.stored(age, time.nanos()));
        }
    }

    @Override
    public void changed(PeerRecord record) {
        changed(StoredPeer.key(record.address()), record.stored(age, time.nanos()), true);
    }

    @Override
    public void shown(PeerRecord record) {
        changed(StoredPeer.key(record.address()), record.stored(age, time.nanos()), false);
    }

    @Override
    public void forgotten(PeerRecord record) {
        before(record);
        changed(StoredPeer.key(record.address()), null, true);
    }

    /** It is kept where else it would be undone with what it came behind. */
    @Override
    public void renewed(PeerRecord record) {
        lock.lock();
        try {
            boolean isQuiet = unsaved.isEmpty() && saving == null;
            if (!isQuiet && mayBeUndone(StoredPeer.key(record.address()))) {
                changed(record);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean mayBeUndone(PeerAddress key) {
        return unsaved.mayBeUndone(key) || (saving != null && saving.mayBeUndone(key));
    }

    private void changed(PeerAddress key, @Nullable StoredPeer now, boolean tellsLife) {
        lock.lock();
        try {
            if (unsaved.isEmpty() && !isFailing) {
                dueAt = time.nanos() + LONGEST_NANOS;
                changed.signalAll();
            }
            if (inStep) {
                unsaved.change(key, now, before.get(key));
            } else {
                unsaved.change(key, now, tellsLife);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Where nothing has changed there may still be something to wait for: another has asked for the same, and it is not saved yet. */
    @Override
    public <T> Optional<T> step(Supplier<T> step, Waiter<T> waiter) {
        lock.lock();
        try {
            if (isFailing) {
                return Optional.of(waiter.notKept());
            }
            T result = inStep(step);
            if (!waiter.changes().test(result) || (unsaved.isEmpty() && saving == null)) {
                return Optional.of(result);
            }
            unsaved.waiter(kept -> waiter.then().accept(kept ? result : waiter.notKept()));
            changed.signalAll();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private <T> T inStep(Supplier<T> step) {
        inStep = true;
        try {
            return step.get();
        } finally {
            inStep = false;
            before.clear();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            isClosing = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (Thread.currentThread() != writer) {
            join();
        }
    }

    private void join() {
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        try {
            boolean last;
            do {
                last = turn();
            } while (!last);
        } finally {
            store.close();
        }
    }

    /** Saves once; whether it was the last time. The one catch-all: whatever is thrown, by the store or by whoever is told, this thread must go on. */
    private boolean turn() {
        boolean last = false;
        try {
            last = awaitWork();
            undo();
            Unsaved batch = take();
            store.save(batch.changes(age.at(time.nanos())));
            saved(batch);
        } catch (IOException | RuntimeException | Error e) {
            failed(e);
        }
        return last;
    }

    /** Returns when there is something to save; whether it is the last time. */
    private boolean awaitWork() {
        lock.lock();
        try {
            while (!isClosing && !(unsaved.isWaitedFor() && !isFailing)) {
                if (unsaved.isEmpty() && !isFailing) {
                    changed.awaitUninterruptibly();
                } else if (isDue()) {
                    break;
                }
            }
            return isClosing;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether what is saved by itself is due; where it is not, some time has passed, a second of the JVM's own where the clock fails. Nobody has a
     * reason to interrupt this thread, and without it nobody could register: so it goes on.
     */
    private boolean isDue() {
        try {
            try {
                long left = dueAt - time.nanos();
                if (left <= 0) {
                    return true;
                }
                time.await(lock, changed, left);
            } catch (RuntimeException | Error e) {
                long left = RETRY_NANOS;
                while (left > 0 && !isClosing) {
                    left = changed.awaitNanos(left);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("interrupted while waiting for something to save", e);
        }
        return false;
    }

    private Unsaved take() {
        lock.lock();
        try {
            Unsaved batch = unsaved;
            unsaved = new Unsaved();
            saving = batch;
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void saved(Unsaved batch) {
        boolean isHealed;
        lock.lock();
        try {
            saving = null;
            isHealed = isFailing;
            isFailing = false;
            if (!unsaved.isEmpty()) {
                dueAt = dueIn(LONGEST_NANOS);
            }
        } finally {
            lock.unlock();
        }
        tell(batch.waiters(), true);
        if (isHealed) {
            LogLine.write(() -> LOG.info("what peers register is kept again"));
        }
    }

    private void failed(Throwable why) {
        boolean wasUndone = isUndone;
        isUndone = false;
        boolean isNews = beginFailing();
        try {
            if (isNews) {
                LogLine.write(
                        () -> LOG.warn("nobody can register or leave, as that cannot be kept: {}", why.getMessage()));
                LogLine.write(() -> LOG.debug("what it came from", why));
            }
            undo();
        } catch (RuntimeException | Error e) {
            if (wasUndone) {
                LogLine.warn(LOG, "what cannot be kept could not be undone, which is tried again", e);
            }
        }
    }

    /** From now on nobody takes a step that has to be waited for; whether that is new. */
    private boolean beginFailing() {
        lock.lock();
        try {
            boolean isNews = !isFailing;
            isFailing = true;
            dueAt = dueIn(RETRY_NANOS);
            return isNews;
        } finally {
            lock.unlock();
        }
    }

    /** When that has passed; where the clock fails, when something was due before: nobody who waits is to suffer for it. */
    private long dueIn(long nanos) {
        try {
            return time.nanos() + nanos;
        } catch (RuntimeException | Error e) {
            return dueAt;
        }
    }

    /** Undoes what is left to be undone. Those who wait for it are told, be it done by then or not. */
    private void undo() {
        if (isUndone) {
            return;
        }
        try {
            Objects.requireNonNull(registry).withRoster(this::undo);
            isUndone = true;
        } finally {
            tell(takeWaiters(), false);
        }
    }

    /** With the registry's lock held, so that nothing happens meanwhile. */
    private void undo(Roster roster, long now) {
        lock.lock();
        try {
            if (saving != null) {
                saving.add(unsaved);
                unsaved = saving;
                saving = null;
            }
            unsaved.undo((key, kept) -> roster.putBack(key, kept, age, now));
        } finally {
            lock.unlock();
        }
    }

    private List<Consumer<Boolean>> takeWaiters() {
        List<Consumer<Boolean>> waiters = new ArrayList<>();
        lock.lock();
        try {
            if (saving != null) {
                saving.takeWaiters(waiters);
            }
            unsaved.takeWaiters(waiters);
        } finally {
            lock.unlock();
        }
        return waiters;
    }

    private static void tell(List<Consumer<Boolean>> waiters, boolean kept) {
        for (Consumer<Boolean> waiter : waiters) {
            try {
                waiter.accept(kept);
            } catch (RuntimeException | Error e) {
                LogLine.warn(LOG, "who waited for a save failed when it was told", e);
            }
        }
    }
}
