package io.github.p2pdi.impl.registration;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.impl.exchange.Connections;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Registration;
import io.github.p2pdi.node.PeerListing;
import io.github.p2pdi.node.RegistrationClient;
import io.github.p2pdi.node.RegistrationStatistics;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.time.TimeSource;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A peer's registration with one of several servers, or with the only one: which of them is in use, and when it goes on to another or back, by the
 * rules of {@link RegistrationClient}. A {@link LeaseKeeper} each keeps the registration with a server.
 *
 * <p>{@link InUse} has which keeper that is and whether a registration is wanted at all, {@link Moves} goes from one to another, one move at a time.
 * Leaving waits for no move: none that began before it registers anywhere after it.
 */
public final class ServerChoice implements RegistrationClient, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServerChoice.class);

    private final List<LeaseKeeper> keepers;
    private final TimeSource time;
    private final Duration callTimeout;
    private final Executor executor;
    private final RegistrationCounts counts = new RegistrationCounts();
    private final ReturnTimer returns;
    private final InUse inUse;
    private final Moves moves;
    private final BusySpell busy;

    /**
     * Makes one that does nothing yet.
     *
     * @param wanted the registrations that will do, at least one; the preferred one first
     * @param connections makes the calls; not closed here
     * @param means what to work with
     * @param listener is told what becomes of the registrations
     */
    public ServerChoice(
            List<WantedLease> wanted, Connections connections, KeeperMeans means, RegistrationListener listener) {
        time = means.time();
        executor = means.executor();
        callTimeout = wanted.get(0).callTimeout();
        // A server has many peers, each of which asks every now and then: it could not hold a connection for each.
        Connections fleeting = connections.fleeting();
        keepers = wanted.stream()
                .map(lease -> new LeaseKeeper(
                        lease,
                        fleeting,
                        means,
                        new RegistrationNews(lease.server(), listener, counts),
                        this::takesOver))
                .toList();
        returns = new ReturnTimer(time, means.random(), this::comeBackSoon);
        inUse = new InUse(keepers.get(0));
        moves = new Moves(keepers, inUse, returns, counts);
        busy = new BusySpell(time, counts, wanted.get(0).length());
    }

    @Override
    public PeerAddress server() {
        return inUse.keeper().server();
    }

    @Override
    public Optional<Registration> registration() {
        return inUse.keeper().registration();
    }

    @Override
    public RegistrationStatistics statistics() {
        return counts.now();
    }

    @Override
    public List<PeerListing> lastListings() {
        return keepers.stream()
                .flatMap(keeper -> keeper.lastListing().stream())
                .sorted(Comparator.comparing(PeerListing::age))
                .toList();
    }

    /** Begins to register in the background, and goes on until that succeeds or the peer leaves; returns at once. */
    public void startRegistering() {
        checkOpen();
        inUse.want();
        inUse.keeper().startRegistering();
    }

    @Override
    public Registration register() throws P2pdiException {
        checkOpen();
        return moves.register(inUse.leaves(), callDeadline());
    }

    @Override
    public Registration keepalive() throws P2pdiException {
        return ask(LeaseKeeper::keepalive, () -> true);
    }

    @Override
    public List<Peer> activePeers() throws P2pdiException {
        return ask(LeaseKeeper::activePeers, () -> !lastListings().isEmpty());
    }

    @Override
    public void leave() throws P2pdiException {
        leave(callTimeout);
    }

    @Override
    public void leave(Duration longest) throws P2pdiException {
        Deadline deadline = Deadline.in(time, longest);
        LeaseKeeper current = inUse.leave();
        returns.stop();
        List<LeaseKeeper> others =
                keepers.stream().filter(keeper -> keeper != current).toList();
        try {
            current.leave(share(deadline, keepers.size()));
        } finally {
            // All of them, as a move may be under way: whoever registers the peer just now is left as well.
            for (int i = 0; i < others.size(); i++) {
                leaveIfPossible(others.get(i), share(deadline, others.size() - i));
            }
        }
    }

    /** Renews and tries no more. No server is told: see {@link #leave()}. Calls that are under way end by themselves. */
    @Override
    public void close() {
        inUse.close();
        returns.close();
        keepers.forEach(LeaseKeeper::close);
    }

    @Override
    public String toString() {
        return "the registration with " + server();
    }

    /** Asks the server that is in use; if it has failed, or is busy and the answer cannot wait, the one that the peer can go on to. */
    private <T> T ask(Question<T> question, BooleanSupplier canWait) throws P2pdiException {
        checkOpen();
        int leaves = inUse.leaves();
        Deadline deadline = callDeadline();
        LeaseKeeper asked = inUse.keeper();
        try {
            return question.ask(asked, share(deadline, keepers.size()));
        } catch (P2pdiException e) {
            if (inUse.keeper() == asked && (!inUse.isWanted() || !isToBeLeft(e, canWait))) {
                throw e;
            }
            return question.ask(moves.onFrom(asked, e, leaves, deadline, Moves.QUIETLY), deadline);
        }
    }

    /** A beat has failed. */
    private boolean takesOver(LeaseKeeper failed, P2pdiException cause) {
        int leaves = inUse.leaves();
        if (!inUse.isWanted() || !isToBeLeft(cause, () -> true)) {
            return false;
        }
        try {
            return moves.onFrom(failed, cause, leaves, callDeadline(), LeaseKeeper::tellFailure) != failed;
        } catch (P2pdiException e) {
            // Told by then; the keeper tries again, and if that fails, all of them are tried again.
            return false;
        }
    }

    private boolean isToBeLeft(P2pdiException failure, BooleanSupplier canWait) {
        return keepers.size() > 1
                && ServerFault.isOf(failure)
                && !(ServerFault.isBusy(failure) && canWait.getAsBoolean() && busy.isBorne());
    }

    private void comeBackSoon() {
        try {
            executor.execute(this::comeBack);
        } catch (RejectedExecutionException e) {
            returns.again();
        }
    }

    /** Goes back to a server that is preferred, if one is well, and then leaves the one that was used meanwhile. */
    private void comeBack() {
        LeaseKeeper from = inUse.keeper();
        int leaves = inUse.leaves();
        if (!inUse.isWanted()) {
            return;
        }
        try {
            if (moves.backFrom(from, leaves, callDeadline())) {
                leaveIfPossible(from, callDeadline());
            }
        } catch (P2pdiException e) {
            LOG.info("staying with {}: {}", from.server(), e.getMessage());
            returns.again();
        }
    }

    private static void leaveIfPossible(LeaseKeeper keeper, Deadline deadline) {
        try {
            keeper.leaveUnlessOver(deadline);
        } catch (P2pdiException e) {
            LOG.info("the lease with {} will run out by itself: {}", keeper.server(), e.getMessage());
        }
    }

    private Deadline callDeadline() {
        return Deadline.in(time, callTimeout);
    }

    /** A part of the time that is left, where that many share it: who does not answer does not take the others' time. */
    static Deadline share(Deadline deadline, int among) {
        return among == 1 ? deadline : deadline.atMost(Duration.ofNanos(Math.max(0, deadline.nanosLeft()) / among));
    }

    private void checkOpen() {
        if (inUse.isClosed()) {
            throw new IllegalStateException("the registration with " + server() + " is closed");
        }
    }

    /** A call to a server with which the peer is registered. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(LeaseKeeper keeper, Deadline deadline) throws P2pdiException;
    }
}
