package io.github.p2pdi.impl.registration;

import io.github.p2pdi.error.NotRegisteredException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.PeerUnreachableException;
import io.github.p2pdi.error.ProtocolViolationException;
import io.github.p2pdi.error.RequestRefusedException;
import io.github.p2pdi.impl.exchange.Connections;
import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Registration;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.node.PeerListing;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps a peer registered with one server: renews the lease by itself, and registers again when the server has forgotten the peer or can be reached
 * again. With which server, {@link ServerChoice} says.
 *
 * <p>{@link LeaseState} has the states, {@link BeatTimer} when the next renewal is due, {@link CallGate} the order of calls. The result of a call is in
 * the state before its turn at the gate ends, so it never arrives behind that of a later leave. No lock is held during a call:
 * {@link #registration()} and {@link #close()} never wait.
 */
final class LeaseKeeper implements AutoCloseable {
    private final WantedLease wanted;
    private final TimeSource time;
    private final RegistrationCalls calls;
    private final CallGate gate;
    private final LeaseState state = new LeaseState();
    private final RegistrationNews news;
    private final BeatTimer beats;
    private final CookieMemory memory;
    private final Fallback fallback;
    private final HeardLists lists = new HeardLists();
    private final AtomicBoolean recalled = new AtomicBoolean();

    /** Makes one that does nothing yet; {@code fallback} is asked when a beat has failed. */
    LeaseKeeper(
            WantedLease wanted, Connections connections, KeeperMeans means, RegistrationNews news, Fallback fallback) {
        this.wanted = wanted;
        time = means.time();
        calls = new RegistrationCalls(connections, wanted);
        memory = means.memory();
        this.fallback = fallback;
        gate = new CallGate(wanted.server());
        this.news = news;
        beats = new BeatTimer(time, means.random(), means.executor(), wanted.length(), this::beat);
    }

    PeerAddress server() {
        return wanted.server();
    }

    /** None where the lease has run out: the server counts the peer as active no more. */
    Optional<Registration> registration() {
        return state.current().filter(any -> !beats.isLeaseOver());
    }

    /** What the server said last of who is active. */
    Optional<PeerListing> lastListing() {
        return lists.last(server(), time.nanos());
    }

    /** How often the peer has left: a number to {@link #register(int, Deadline)} with. */
    int leaves() {
        return state.leaves();
    }

    /** Begins to register in the background, and goes on until that succeeds or the peer leaves; returns at once. */
    void startRegistering() {
        state.want();
        beats.beatNow();
    }

    /** Registers, or registers again; does not if the peer has left since it was asked for that number, and then throws. */
    Registration register(int leaves, Deadline deadline) throws P2pdiException {
        return gate.alone(deadline, () -> {
            if (state.leaves() != leaves) {
                throw new NotRegisteredException(server(), "this peer has left " + server() + " meanwhile");
            }
            return registerNow(deadline);
        });
    }

    /** Renews the lease. */
    Registration keepalive(Deadline deadline) throws P2pdiException {
        boolean wasRegistered = state.current().isPresent();
        try {
            return renew(deadline);
        } catch (NotRegisteredException e) {
            if (wasRegistered && state.isWanted()) {
                beats.beatNow();
            }
            throw e;
        }
    }

    /** Asks who is active; registers again first where the server has forgotten the peer. */
    List<Peer> activePeers(Deadline deadline) throws P2pdiException {
        try {
            return list(deadline);
        } catch (NotRegisteredException e) {
            if (!state.isWanted()) {
                throw e;
            }
        }
        registerAgain(deadline);
        return list(deadline);
    }

    /** Renews no more, and tells the server if it may still count the peer as active. */
    void leave(Deadline deadline) throws P2pdiException {
        state.leave();
        gate.alone(deadline, () -> {
            // Again, as a call that was under way may have registered the peer.
            Optional<Cookie> cookie = state.leave();
            if (cookie.isPresent() && !state.isClosed()) {
                leave(cookie.get(), deadline);
            }
            return cookie;
        });
    }

    /** Leaves; says nothing to a server where the lease must have run out. */
    void leaveUnlessOver(Deadline deadline) throws P2pdiException {
        if (beats.isSurelyOver()) {
            state.left();
        }
        leave(deadline);
    }

    /** An attempt to register that was not this keeper's own has failed. */
    void tellFailure(P2pdiException cause) {
        news.failed(cause);
    }

    /** Renews and tries no more, as a server elsewhere has the peer now. This one is not told: the lease runs out, or is left later. */
    void rest() {
        state.leave();
    }

    /** Renews and tries no more. The server is not told: see {@link #leave}. Calls that are under way end by themselves. */
    @Override
    public void close() {
        state.close();
        beats.close();
    }

    /** What happens by itself: renews, or registers where there is nothing to renew. */
    private void beat() {
        if (!state.isWanted()) {
            return;
        }
        try {
            renewOrRegister(Deadline.in(time, wanted.callTimeout()));
        } catch (P2pdiException e) {
            missed(e);
        }
    }

    /** A beat has failed: another server takes over, or this one is tried again later. */
    private void missed(P2pdiException cause) {
        if (!state.isWanted()) {
            return;
        }
        news.failed(cause);
        if (!fallback.takesOver(this, cause)) {
            tryLater(cause);
        }
    }

    private void renewOrRegister(Deadline deadline) throws P2pdiException {
        if (state.current().isPresent()) {
            try {
                renew(deadline.atMost(beats.patience()));
                return;
            } catch (NotRegisteredException e) {
                // Told and noted by then: registers at once, in what time is left.
            } catch (RequestRefusedException e) {
                if (!e.status().equals(Status.TOO_MANY_REQUESTS)) {
                    throw e;
                }
                // It looks at no cookies from here at present, but a registration is judged by more than its cookie.
                gate.alone(deadline, () -> state.isWanted() ? Optional.of(registerNow(deadline)) : Optional.empty());
                return;
            }
        }
        registerIfNeeded(deadline);
    }

    /** Registers in a call of the user's; if that fails, the beats take over. */
    private void registerAgain(Deadline deadline) throws P2pdiException {
        try {
            registerIfNeeded(deadline);
        } catch (P2pdiException e) {
            if (state.isWanted()) {
                news.failed(e);
                tryLater(e);
            }
            throw e;
        }
    }

    /** Registers, unless somebody else has meanwhile, or the peer has left. */
    private void registerIfNeeded(Deadline deadline) throws P2pdiException {
        gate.alone(deadline, () -> {
            boolean needed = state.isWanted() && state.current().isEmpty();
            return needed ? Optional.of(registerNow(deadline)) : Optional.empty();
        });
    }

    private Registration registerNow(Deadline deadline) throws P2pdiException {
        int leaves = state.leaves();
        PeerAddress self = wanted.self().towards(server(), deadline);
        if (recalled.compareAndSet(false, true) && state.cookie().isEmpty()) {
            memory.recall(server(), self).ifPresent(state::remember);
        }
        Optional<Cookie> old = state.cookie();
        Registration registration = granting(() -> calls.register(old, deadline));
        if (!old.equals(Optional.of(registration.cookie()))) {
            memory.keep(server(), self, registration.cookie());
        }
        if (state.granted(registration, leaves)) {
            beats.granted(registration.peer().ttl(), registration.renewAfter());
            news.registered(registration.peer());
        } else {
            beats.perhapsGranted(registration.peer().ttl());
        }
        return registration;
    }

    /** Makes a call by which a lease begins, and notes it if that may be so though no answer tells it. */
    private <T> T granting(Granting<T> call) throws P2pdiException {
        try {
            return call.ask();
        } catch (PeerUnreachableException | RequestRefusedException e) {
            throw e;
        } catch (P2pdiException e) {
            beats.perhapsGranted();
            state.perhapsGranted();
            throw e;
        }
    }

    private Registration renew(Deadline deadline) throws P2pdiException {
        return renewing(deadline, before -> {
            Registration registration = calls.keepalive(before.cookie(), deadline);
            renewed(registration);
            return registration;
        });
    }

    private List<Peer> list(Deadline deadline) throws P2pdiException {
        return renewing(deadline, before -> {
            KnownPeers asOf = lists.take();
            PeerList answer = calls.pquery(before.cookie(), asOf.tag(), deadline);
            KnownPeers now = asOf.with(answer.peers(), answer.etag(), RegistrationAnswers.MOST_PEERS)
                    .orElseThrow(this::toldOfTooMany);
            List<Peer> active = lists.keep(now, before.peer().address(), time.nanos());
            renewed(new Registration(before.peer(), before.cookie(), answer.renewAfter()));
            news.listed(active);
            return active;
        });
    }

    private ProtocolViolationException toldOfTooMany() {
        return new ProtocolViolationException(
                server(), server() + " has told of more than " + RegistrationAnswers.MOST_PEERS + " peers", null);
    }

    /** Makes a call that renews the registration, and notes it if the server has forgotten that. */
    private <T> T renewing(Deadline deadline, Renewal<T> renewal) throws P2pdiException {
        return gate.together(deadline, () -> {
            Registration before = current();
            try {
                return granting(() -> renewal.of(before));
            } catch (NotRegisteredException e) {
                if (state.forgotten(before.cookie())) {
                    news.forgotten(e);
                }
                throw e;
            }
        });
    }

    private void renewed(Registration registration) {
        Duration told = registration.peer().ttl();
        boolean counts = state.renewed(registration);
        if (!counts || !BeatTimer.isTold(told)) {
            beats.perhapsGranted(told);
        }
        if (counts) {
            beats.renewed(registration.renewAfter());
            news.renewed(registration.peer());
        }
    }

    private void tryLater(P2pdiException cause) {
        Optional<Duration> retryAfter = ServerFault.retryAfter(cause);
        if (state.current().isPresent()) {
            beats.renewalFailed(retryAfter);
        } else {
            beats.registeringFailed(retryAfter);
        }
    }

    private void leave(Cookie cookie, Deadline deadline) throws P2pdiException {
        try {
            calls.leave(cookie, deadline);
        } catch (NotRegisteredException e) {
            // The server has forgotten the peer: as good as left.
        }
        state.left();
        news.left();
    }

    private Registration current() throws NotRegisteredException {
        Optional<Registration> current = state.current();
        return current.orElseThrow(
                () -> new NotRegisteredException(server(), "this peer is not registered with " + server()));
    }

    /** A call by which a lease begins. */
    @FunctionalInterface
    private interface Granting<T> {
        T ask() throws P2pdiException;
    }

    /** A call that renews a registration. */
    @FunctionalInterface
    private interface Renewal<T> {
        T of(Registration before) throws P2pdiException;
    }
}
