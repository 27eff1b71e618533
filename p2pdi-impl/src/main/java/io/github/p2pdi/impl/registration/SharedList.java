package io.github.p2pdi.impl.registration;

import io.github.p2pdi.impl.json.EncodedPeers;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.registry.Listing;
import io.github.p2pdi.registry.PeerRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The list of all peers in one form, encoded once for all who ask. Who is on it is always exact; times and counts in it are up to a second old, in long lists
 * up to {@value #PATIENCE} times as old as it takes to encode them, so that this never takes more than a part of one core.
 *
 * <p>A short list is encoded where it is asked for; a long one on another thread, while those who ask wait together. Whoever asks while a list is being
 * encoded waits for the next, unless that one is still exact: none is older than the question. The monitor guards the fields; only short lists are
 * encoded under it.
 */
final class SharedList {
    /** So many are encoded in a millisecond, for which others can wait. */
    static final int SHORT = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(SharedList.class);
    private static final int PATIENCE = 20;
    private static final long USUAL_AGE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long GREATEST_AGE_NANOS = Duration.ofMinutes(1).toNanos();

    private final PeerRegistry registry;
    private final ListMeans means;
    private final Function<List<Peer>, EncodedPeers> encoding;
    private List<Asker> waiting = List.of();
    private boolean isEncoding;
    private @Nullable EncodedList current;

    SharedList(PeerRegistry registry, ListMeans means, Function<List<Peer>, EncodedPeers> encoding) {
        this.registry = registry;
        this.means = means;
        this.encoding = encoding;
    }

    /** Gives the list as it is now, at once or later and on another thread. */
    void ask(Asker asker) {
        EncodedList list;
        synchronized (this) {
            list = exact();
            if (list == null && registry.size() <= SHORT) {
                list = encode();
                current = list;
            }
            if (list == null) {
                addWaiting(asker);
                if (isEncoding) {
                    return;
                }
                isEncoding = true;
            }
        }
        if (list == null) {
            begin();
        } else {
            asker.list(list);
        }
    }

    /** Something in a list has changed that its version does not tell; who asks for a short one sees it at once. */
    synchronized void outdated() {
        if (current != null && current.peers().size() <= SHORT) {
            current = null;
        }
    }

    private void addWaiting(Asker asker) {
        if (waiting.isEmpty()) {
            waiting = new ArrayList<>();
        }
        waiting.add(asker);
    }

    private void begin() {
        try {
            means.workers().execute(this::serve);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            answer(endWaiting(), null);
        }
    }

    /** Encodes for all who wait by now, and goes on if others do by then. */
    private void serve() {
        List<Asker> served = takeWaiting();
        EncodedList list = null;
        try {
            // Whatever the registry throws, those who wait are told so.
            list = exactNow();
            list = list == null ? encode() : list;
        } finally {
            end(served, list);
        }
    }

    /** Whatever fails of it, those who wait are answered, and others can ask. */
    private void end(List<Asker> served, @Nullable EncodedList list) {
        try {
            replace(list);
        } finally {
            goOn(served, list);
        }
    }

    private void goOn(List<Asker> served, @Nullable EncodedList list) {
        try {
            if (isToGoOn()) {
                begin();
            }
        } finally {
            answer(served, list);
        }
    }

    private static void answer(List<Asker> askers, @Nullable EncodedList list) {
        for (Asker asker : askers) {
            answer(asker, list);
        }
    }

    /** One who cannot be answered keeps nobody else from his answer. */
    private static void answer(Asker asker, @Nullable EncodedList list) {
        try {
            if (list == null) {
                asker.busy();
            } else {
                asker.list(list);
            }
        } catch (RuntimeException | Error e) {
            LogLine.warn(LOG, "who waited for a list could not be answered", e);
            if (list != null) {
                answer(asker, null);
            }
        }
    }

    /** Makes a list the current one. */
    private synchronized void replace(@Nullable EncodedList list) {
        EncodedList old = current;
        if (list != null && list != old) {
            current = list;
            if (old != null) {
                means.superseded().add(old.revocable(), old.peers().bytes(), 0);
            }
        }
    }

    /** Whether somebody waits for another. */
    private synchronized boolean isToGoOn() {
        isEncoding = !waiting.isEmpty();
        return isEncoding;
    }

    private synchronized List<Asker> takeWaiting() {
        List<Asker> all = waiting;
        waiting = List.of();
        return all;
    }

    private synchronized List<Asker> endWaiting() {
        isEncoding = false;
        return takeWaiting();
    }

    private synchronized @Nullable EncodedList exactNow() {
        return exact();
    }

    /** The current list, if it is still right. */
    private @Nullable EncodedList exact() {
        EncodedList list = current;
        if (list == null) {
            return null;
        }
        long age = means.time().nanos() - list.madeAt();
        boolean isYoung = age < Math.max(USUAL_AGE_NANOS, PATIENCE * list.costNanos())
                || (age < GREATEST_AGE_NANOS
                        && list.peers().size() > SHORT
                        && means.superseded().isTight());
        return isYoung && list.version().equals(registry.version()) ? list : null;
    }

    private EncodedList encode() {
        long begin = means.time().nanos();
        Listing listing = registry.listed();
        List<Peer> peers = listing.peers();
        if (peers.size() > SHORT) {
            // So that any stretch of the list is a sample of it.
            peers = means.shuffled(peers);
        }
        EncodedPeers encoded = encoding.apply(peers);
        return new EncodedList(listing.version(), encoded, begin, means.time().nanos() - begin);
    }

    /** Somebody who wants the list. One of these is called, once; the other as well if that throws. */
    interface Asker {
        void list(EncodedList list);

        /** There is no thread, no memory, or no registry any more, to make it; or it could not be given. */
        void busy();
    }
}
