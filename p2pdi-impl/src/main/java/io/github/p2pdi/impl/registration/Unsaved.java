package io.github.p2pdi.impl.registration;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.registry.PeerStore;
import io.github.p2pdi.registry.StoredPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What has changed and is not saved yet, by key: only the latest of each, and what it was before all steps that somebody waits for. Guarded by the
 * journal's lock, until it is being saved; then it does not change.
 */
final class Unsaved {
    private final Map<PeerAddress, Entry> entries = new HashMap<>();
    private final List<Consumer<Boolean>> waiters = new ArrayList<>();

    boolean isEmpty() {
        return entries.isEmpty() && waiters.isEmpty();
    }

    boolean isWaitedFor() {
        return !waiters.isEmpty();
    }

    void waiter(Consumer<Boolean> then) {
        waiters.add(then);
    }

    List<Consumer<Boolean>> waiters() {
        return waiters;
    }

    /** Nobody waits any more; those who did are in {@code taken}. */
    void takeWaiters(List<Consumer<Boolean>> taken) {
        taken.addAll(waiters);
        waiters.clear();
    }

    /** Whether a change of that key is undone where it cannot be saved. */
    boolean mayBeUndone(PeerAddress key) {
        Entry entry = entries.get(key);
        return entry != null && entry.isWaitedFor;
    }

    /** Nobody waits for this change, so it stays whatever becomes of the others; {@code tellsLife} is whether it tells that a lease runs, or has ended. */
    void change(PeerAddress key, @Nullable StoredPeer now, boolean tellsLife) {
        Entry entry = entries.get(key);
        if (entry == null) {
            entry = new Entry(now, null, false);
            entries.put(key, entry);
        } else {
            entry.now = now;
            entry.hasStayed = true;
            entry.before = entry.isWaitedFor ? sameLife(entry.before, now, tellsLife) : null;
        }
        entry.tellsLife |= tellsLife;
    }

    /** Somebody waits for this change, which is undone with all others that are waited for. */
    void change(PeerAddress key, @Nullable StoredPeer now, @Nullable StoredPeer before) {
        Entry entry = entries.get(key);
        if (entry == null) {
            entries.put(key, new Entry(now, before, true));
            return;
        }
        entry.now = now;
        if (!entry.isWaitedFor) {
            entry.before = before;
            entry.isWaitedFor = true;
            entry.hasStayed = true;
        }
    }

    /** Puts what came later on top of this. To do so again after it has thrown does no harm. */
    void add(Unsaved later) {
        later.entries.forEach((key, entry) -> {
            if (!entry.isWaitedFor) {
                change(key, entry.now, entry.tellsLife);
                return;
            }
            if (entry.hasStayed) {
                change(key, entry.before, entry.tellsLife);
            }
            change(key, entry.now, entry.before);
        });
        waiters.addAll(later.waiters);
    }

    /** Makes what is waited for as it was; {@code undo} is told of each. What it throws leaves the rest to be undone by another call. */
    void undo(BiConsumer<PeerAddress, Optional<StoredPeer>> undo) {
        entries.forEach((key, entry) -> {
            if (entry.isWaitedFor) {
                undo.accept(key, Optional.ofNullable(entry.before));
                entry.now = entry.before;
                entry.before = null;
                entry.isWaitedFor = false;
            }
        });
    }

    PeerStore.Changes changes(Duration age) {
        List<StoredPeer> peers = new ArrayList<>();
        List<PeerAddress> forgotten = new ArrayList<>();
        entries.forEach((key, entry) -> {
            if (entry.now == null) {
                forgotten.add(key);
            } else {
                peers.add(entry.now);
            }
        });
        return new PeerStore.Changes(age, peers, forgotten);
    }

    /** A sign of life, the end of a lease, or that somebody was found where he says, is not undone with what happened before it. */
    private static @Nullable StoredPeer sameLife(
            @Nullable StoredPeer before, @Nullable StoredPeer now, boolean tellsLife) {
        if (before == null || now == null || !before.cookie().equals(now.cookie())) {
            return before;
        }
        Optional<Duration> ended = tellsLife ? now.ended() : before.ended();
        // Who has renewed was told how long his lease runs.
        boolean wasToldMore = tellsLife && ended.isEmpty() && now.lease().compareTo(before.lease()) > 0;
        StoredPeer leased = wasToldMore ? now : before;
        return new StoredPeer(
                before.address(),
                before.owner(),
                before.cookie(),
                leased.lease(),
                leased.leaseAsked(),
                ended.isPresent() ? before.listedAtOnce() : before.listed() || (now.listed() && !now.listedAtOnce()),
                before.listedAtOnce(),
                before.lastRegistered(),
                before.registrations(),
                ended);
    }

    private static final class Entry {
        private @Nullable StoredPeer now;
        private @Nullable StoredPeer before;
        private boolean isWaitedFor;
        /** Whether what it was before has in it what nobody waited for. */
        private boolean hasStayed;
        /** Whether that tells that a lease runs, or has ended. */
        private boolean tellsLife;

        Entry(@Nullable StoredPeer now, @Nullable StoredPeer before, boolean isWaitedFor) {
            this.now = now;
            this.before = before;
            this.isWaitedFor = isWaitedFor;
        }
    }
}
