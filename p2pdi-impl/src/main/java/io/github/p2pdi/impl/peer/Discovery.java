package io.github.p2pdi.impl.peer;

import io.github.p2pdi.error.DocumentNotFoundException.Attempt;
import io.github.p2pdi.error.ExchangeTimeoutException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.PeerUnreachableException;
import io.github.p2pdi.impl.runtime.LimitedExecutor;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks around, in rounds: the registration server who is active, and each of those for its index, a few at a time. Whoever needs a round that
 * began after a certain moment shares one with all others who do. The monitor guards the latest round.
 */
final class Discovery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);
    private static final int AT_ONCE = 5;
    /** Who has not told all for so long is waited for beside the others, not in the place of one; of such as many as that, of all rounds. */
    static final Duration SLOW = Duration.ofSeconds(2);

    private static final int MOST_SLOW = 128;

    private static final String CUT =
            "has more records than are taken of one peer, and none of this number among those";

    private final WhoIsActive active;
    private final HearsaySources hearsay;
    private final IndexQuery query;
    private final TimeSource time;
    private final LimitedExecutor executor;
    /** Those that could not be asked last time: that is said once. */
    private final Map<PeerAddress, P2pdiException> silent = new ConcurrentHashMap<>();
    /** Those that were slow when they were asked last. */
    private final Set<PeerAddress> slow = ConcurrentHashMap.newKeySet();

    private final Semaphore beside = new Semaphore(MOST_SLOW);

    private volatile boolean closed;
    private @Nullable Round latest;

    Discovery(WhoIsActive active, HearsaySources hearsay, IndexQuery query, TimeSource time, LimitedExecutor executor) {
        this.active = active;
        this.hearsay = hearsay;
        this.query = query;
        this.time = time;
        this.executor = executor;
    }

    /** Those of the active peers that could not be asked last time, and why. */
    Map<PeerAddress, P2pdiException> silent() {
        return copy(silent);
    }

    /** Not Map.copyOf, which searches one by one where addresses hash alike. */
    static <T> Map<PeerAddress, T> copy(Map<PeerAddress, T> peers) {
        return Collections.unmodifiableMap(new HashMap<>(peers));
    }

    long now() {
        return time.nanos();
    }

    /** A round that began at that moment or later, running or finished. */
    Round since(long nanos) {
        Round begun;
        synchronized (this) {
            if (latest != null && latest.startedNanos() - nanos >= 0) {
                return latest;
            }
            begun = new Round(time.nanos());
            latest = begun;
        }
        run(place -> begin(begun, place), begun);
        return begun;
    }

    private void begin(Round round, LimitedExecutor.Place place) {
        if (closed) {
            round.abandon();
            return;
        }
        Set<PeerAddress> peers;
        try {
            peers = active(round, place);
        } catch (P2pdiException e) {
            round.failed(e);
            return;
        } catch (RuntimeException | Error e) {
            // Whatever it is, others wait for the round to end.
            if (!closed) {
                LOG.warn("nobody could be asked", e);
            }
            round.abandon();
            return;
        }
        Set<PeerAddress> askedForAll = hearsay.among(peers);
        silent.keySet().retainAll(peers);
        slow.retainAll(peers);
        round.peers(inOrder(peers));
        Asking asking = new Asking(round, askedForAll);
        for (int i = 0; i < Math.min(AT_ONCE, peers.size()); i++) {
            asking.start();
        }
    }

    private Set<PeerAddress> active(Round round, LimitedExecutor.Place place) throws P2pdiException {
        TimeSource.Scheduled tooLong = time.schedule(SLOW, place::leave);
        try {
            return active.find(round::remark);
        } finally {
            tooLong.cancel();
        }
    }

    /** Who kept nobody waiting the last time is asked first, and who was slow last. */
    private List<PeerAddress> inOrder(Collection<PeerAddress> peers) {
        List<PeerAddress> prompt = new ArrayList<>();
        List<PeerAddress> failed = new ArrayList<>();
        List<PeerAddress> late = new ArrayList<>();
        for (PeerAddress peer : peers) {
            (slow.contains(peer) ? late : silent.containsKey(peer) ? failed : prompt).add(peer);
        }
        prompt.addAll(failed);
        prompt.addAll(late);
        return prompt;
    }

    /** Those who ask for one round. */
    private final class Asking {
        private final Round round;
        private final Set<PeerAddress> askedForAll;

        Asking(Round round, Set<PeerAddress> askedForAll) {
            this.round = round;
            this.askedForAll = askedForAll;
        }

        /** One more. */
        void start() {
            run(this::ask, round);
        }

        private void ask(LimitedExecutor.Place place) {
            PeerAddress peer = next();
            while (peer != null) {
                Wait wait = new Wait(peer, this, place);
                TimeSource.Scheduled tooLong = time.schedule(SLOW, wait::isLong);
                round.answered(answer(peer, askedForAll.contains(peer) ? Scope.ALL : Scope.LOCAL));
                tooLong.cancel();
                peer = wait.end() ? null : next();
            }
        }

        private @Nullable PeerAddress next() {
            if (closed) {
                round.abandon();
                return null;
            }
            return round.nextToAsk();
        }
    }

    /** For one peer to tell its index. The monitor guards what is not final. */
    private final class Wait {
        private final PeerAddress peer;
        private final Asking asking;
        private final LimitedExecutor.Place place;
        private boolean ended;
        private boolean isLong;
        private boolean replaced;

        Wait(PeerAddress peer, Asking asking, LimitedExecutor.Place place) {
            this.peer = peer;
            this.asking = asking;
            this.place = place;
        }

        /** From now on somebody else asks the others, if there is room for one more to be waited for. */
        void isLong() {
            synchronized (this) {
                if (ended) {
                    return;
                }
                isLong = true;
                slow.add(peer);
                replaced = beside.tryAcquire();
            }
            // All nodes that share their threads have others to ask.
            place.leave();
            if (replaced) {
                asking.start();
            }
        }

        /** Whether somebody else asks the others. */
        synchronized boolean end() {
            ended = true;
            if (!isLong) {
                slow.remove(peer);
            }
            if (replaced) {
                beside.release();
            }
            return replaced;
        }
    }

    private Attempt answer(PeerAddress peer, Scope scope) {
        try {
            boolean whole = query.update(peer, scope);
            silent.remove(peer);
            return new Attempt(peer, whole ? "does not have it" : CUT);
        } catch (P2pdiException e) {
            if (silent.put(peer, e) == null && !closed) {
                LOG.info("the index of {} could not be had: {}", peer, e.getMessage());
            }
            return new Attempt(peer, "could not be asked: " + e.getMessage(), e.mayRetry());
        } catch (RuntimeException | Error e) {
            // Whatever it is, others wait for the round to end.
            if (!closed) {
                LOG.warn("the index of {} could not be taken", peer, e);
            }
            silent.put(
                    peer, new ExchangeTimeoutException(peer, "the index of " + peer + " could not be taken: " + e, e));
            return new Attempt(peer, "could not be asked: " + e);
        }
    }

    private void run(Consumer<LimitedExecutor.Place> part, Round round) {
        try {
            executor.start(part);
        } catch (RejectedExecutionException e) {
            refused(round, e);
        }
    }

    private void refused(Round round, RejectedExecutionException e) {
        Optional<PeerAddress> server = active.server();
        if (closed || server.isEmpty()) {
            round.abandon();
            return;
        }
        String outcome = "no more could be asked: " + e.getMessage();
        round.remark(new Attempt(server.get(), outcome, true));
        round.failed(new PeerUnreachableException(server.get(), outcome, e));
    }

    /** Asks nobody any more: rounds end without the others. */
    @Override
    public void close() {
        closed = true;
    }
}
