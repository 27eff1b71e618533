package io.github.p2pdi.impl.registration;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.registry.PeerStore;
import io.github.p2pdi.registry.StoredPeer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A store in memory that can be held up, and fail: what it is given by {@link #crash} is what a restart would find. Safe for concurrent use. */
final class FakeStore implements PeerStore {
    private final Map<PeerAddress, StoredPeer> peers = new HashMap<>();
    private final List<Integer> saves = new ArrayList<>();
    /** How many saves may still begin. */
    private final Semaphore allowed = new Semaphore(1_000_000);
    /** Each save that has begun. */
    private final Semaphore begun = new Semaphore(0);

    private Duration age = Duration.ZERO;
    private @Nullable IOException failure;
    private boolean closed;

    /** The same peers in another store, as a new process would find them. */
    synchronized FakeStore crash() {
        FakeStore other = new FakeStore();
        other.peers.putAll(peers);
        other.age = age;
        return other;
    }

    /** Saves wait from now on, until they are {@linkplain #allow allowed}. */
    void hold() {
        allowed.drainPermits();
    }

    void allow(int more) {
        allowed.release(more);
    }

    /** Returns when so many more saves have begun. */
    void awaitBegun(int more) throws InterruptedException {
        begun.acquire(more);
    }

    /** Whether saves fail from now on, without keeping anything. */
    void full(boolean full) {
        failing(full ? new IOException("no space left on the device") : null);
    }

    /** What saves fail with from now on. */
    synchronized void failing(@Nullable IOException with) {
        failure = with;
    }

    /** How many changes each save had, so far. */
    synchronized List<Integer> saves() {
        return List.copyOf(saves);
    }

    synchronized boolean isClosed() {
        return closed;
    }

    synchronized Map<PeerAddress, StoredPeer> peers() {
        return Map.copyOf(peers);
    }

    @Override
    public synchronized Duration load(Consumer<StoredPeer> each) {
        peers.values().forEach(each);
        return age;
    }

    @Override
    public void save(Changes changes) throws IOException {
        begun.release();
        allowed.acquireUninterruptibly();
        keep(changes);
    }

    private synchronized void keep(Changes changes) throws IOException {
        if (failure != null) {
            throw failure;
        }
        saves.add(changes.peers().size() + changes.forgotten().size());
        changes.peers().forEach(peer -> peers.put(peer.key(), peer));
        changes.forgotten().forEach(peers::remove);
        age = changes.age();
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
