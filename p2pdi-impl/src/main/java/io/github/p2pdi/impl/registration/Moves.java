package io.github.p2pdi.impl.registration;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.Registration;
import io.github.p2pdi.time.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Takes a peer from one of its servers to another, one move at a time; whoever finds that another has moved meanwhile goes along. Safe for concurrent use. */
final class Moves {
    /** For those who throw what has failed. */
    static final BiConsumer<LeaseKeeper, P2pdiException> QUIETLY = (keeper, failure) -> {};

    private final List<LeaseKeeper> keepers;
    private final InUse inUse;
    private final ReturnTimer returns;
    private final RegistrationCounts counts;
    private final CallGate gate;

    Moves(List<LeaseKeeper> keepers, InUse inUse, ReturnTimer returns, RegistrationCounts counts) {
        this.keepers = keepers;
        this.inUse = inUse;
        this.returns = returns;
        this.counts = counts;
        gate = new CallGate(keepers.get(0).server());
    }

    /** Registers, or registers again where the peer is registered. */
    Registration register(int leaves, Deadline deadline) throws P2pdiException {
        return gate.alone(deadline, () -> {
            List<LeaseKeeper> order = new ArrayList<>(keepers);
            LeaseKeeper current = inUse.keeper();
            if (current.registration().isPresent()) {
                order.remove(current);
                order.add(0, current);
            }
            return new Attempt(leaves, deadline, QUIETLY).first(order, null);
        });
    }

    /**
     * Goes on from a server that has failed.
     *
     * @param failed its keeper
     * @param cause what it failed with; thrown if the others fail too, with what they failed with suppressed in it
     * @param leaves how often the peer had left when this began
     * @param deadline for all of them together
     * @param telling is told what the others fail with
     * @return the keeper that is in use then
     */
    LeaseKeeper onFrom(
            LeaseKeeper failed,
            P2pdiException cause,
            int leaves,
            Deadline deadline,
            BiConsumer<LeaseKeeper, P2pdiException> telling)
            throws P2pdiException {
        return gate.alone(deadline, () -> {
            if (inUse.keeper() == failed) {
                List<LeaseKeeper> others = new ArrayList<>(keepers);
                others.remove(failed);
                new Attempt(leaves, deadline, telling).first(others, cause);
            }
            return inUse.keeper();
        });
    }

    /** Goes back from a server to one that is preferred, if there is one; returns whether that is done, and throws if none of them is well. */
    boolean backFrom(LeaseKeeper from, int leaves, Deadline deadline) throws P2pdiException {
        return gate.alone(deadline, () -> {
            List<LeaseKeeper> preferred = keepers.subList(0, keepers.indexOf(from));
            if (inUse.keeper() != from || preferred.isEmpty()) {
                return false;
            }
            new Attempt(leaves, deadline, QUIETLY).first(preferred, null);
            return true;
        });
    }

    private void use(LeaseKeeper next, int leaves) {
        LeaseKeeper before = inUse.use(next, leaves);
        if (before != next) {
            counts.moves.increment();
            before.rest();
            returns.moved(keepers.indexOf(before), keepers.indexOf(next));
        }
    }

    /** What a server has failed with, and those before it: told as the first of them, unless it has refused this very peer. */
    private static P2pdiException together(@Nullable P2pdiException earlier, P2pdiException failure) {
        if (earlier == null) {
            return failure;
        }
        P2pdiException told = ServerFault.isOf(failure) ? earlier : failure;
        told.addSuppressed(told == failure ? earlier : failure);
        return told;
    }

    /** An attempt to register with whichever of some servers answers first. */
    private final class Attempt {
        private final int leaves;
        private final Deadline deadline;
        private final BiConsumer<LeaseKeeper, P2pdiException> telling;

        Attempt(int leaves, Deadline deadline, BiConsumer<LeaseKeeper, P2pdiException> telling) {
            this.leaves = leaves;
            this.deadline = deadline;
            this.telling = telling;
        }

        /** {@code earlier} is what one has failed with that is not among them. */
        Registration first(List<LeaseKeeper> order, @Nullable P2pdiException earlier) throws P2pdiException {
            @Nullable P2pdiException failure = earlier;
            for (int i = 0; i < order.size(); i++) {
                LeaseKeeper next = order.get(i);
                try {
                    Registration registration =
                            next.register(inUse.permit(next, leaves), ServerChoice.share(deadline, order.size() - i));
                    use(next, leaves);
                    return registration;
                } catch (P2pdiException e) {
                    telling.accept(next, e);
                    failure = together(failure, e);
                    if (!ServerFault.isOf(e)) {
                        break;
                    }
                }
            }
            throw failure;
        }
    }
}
