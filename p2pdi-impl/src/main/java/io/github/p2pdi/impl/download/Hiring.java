package io.github.p2pdi.impl.download;

import io.github.p2pdi.model.Manifest;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;

/** Finds workers for those holders of a crew that are to be asked now. For the transfer's thread. */
final class Hiring {
    /** How long one holder may keep the others waiting. */
    private static final long TURN_NANOS = 3_000_000_000L;

    /** Whoever sends a document whole is slow if the rest would take so long; twice as long each time that one had to make room. */
    private static final double SLOW_SECONDS = 30;

    /** So many downloads share a rate, and somewhat more. */
    private static final int SHARES = 10;

    private final Board board;
    private final Crew crew;
    private final int maxHolders;
    private final Transfer.Means means;
    private final Supplier<OptionalLong> rate;
    private double slowSeconds = SLOW_SECONDS;

    /** {@code rate} is how fast the download may go. */
    Hiring(Board board, Crew crew, int maxHolders, Transfer.Means means, Supplier<OptionalLong> rate) {
        this.board = board;
        this.crew = crew;
        this.maxHolders = maxHolders;
        this.means = means;
        this.rate = rate;
    }

    /**
     * Has as many holders asked as can be of use now.
     *
     * @throws RejectedExecutionException if there is no thread for it
     */
    void hire(Function<Holder, Worker> worker) {
        makeRoom();
        for (Optional<Holder> free = free(); free.isPresent(); free = free()) {
            Holder holder = free.get();
            try {
                means.executor().execute(worker.apply(holder));
            } catch (RejectedExecutionException e) {
                board.changing(() -> {
                    holder.standing = Holder.Standing.READY;
                    return true;
                });
                throw e;
            }
        }
    }

    /** Who is to be asked as well, if there is anybody. */
    private Optional<Holder> free() {
        // No change: this thread would never come to rest.
        return board.locked(() -> {
            if (crew.active() >= most()) {
                return Optional.empty();
            }
            Optional<Holder> free = crew.next(board.manifest(), means.time().nanos());
            free.ifPresent(holder -> holder.hire(means.time().nanos()));
            return free;
        });
    }

    /** Whoever says nothing, or sends the whole so slowly that others are worth beginning anew with, makes room for them, long before it is given up. */
    private void makeRoom() {
        // No change: see below.
        board.locked(() -> {
            long now = means.time().nanos();
            if (board.manifest().isEmpty()) {
                crew.keepsWaiting(TURN_NANOS, now, holder -> isSlow(holder, now))
                        .ifPresent(holder -> {
                            slowSeconds *= isSlow(holder, now) ? 2 : 1;
                            holder.giveWay();
                        });
            }
            return true;
        });
    }

    private boolean isSlow(Holder holder, long now) {
        double comes = holder.meter.at(now);
        boolean isUs = rate.get().orElse(Long.MAX_VALUE) < SHARES * comes;
        return !isUs && board.intake().leftOfWhole() > comes * slowSeconds;
    }

    /** Until it is known what is put together, and for what is small and comes soon, one after the other. */
    int most() {
        return board.locked(() -> {
            Optional<Manifest> manifest = board.manifest();
            boolean many = manifest.isPresent()
                    && (manifest.get().size() >= Allotment.MANY_FROM_BYTES
                            || crew.isBusyFor(TURN_NANOS, means.time().nanos()));
            return many ? maxHolders : 1;
        });
    }
}
