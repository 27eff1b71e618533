package io.github.p2pdi.testkit;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.Registration;
import io.github.p2pdi.registry.Changes;
import io.github.p2pdi.registry.Claim;
import io.github.p2pdi.registry.Leave;
import io.github.p2pdi.registry.Listing;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A registry as a server asks it: whoever registers or leaves waits to be told what came of it. A registry that tells nothing fails the test, and so does one that
 * tells it again before it is closed.
 */
final class WaitingForms implements PeerRegistry {
    private final PeerRegistry registry;
    private final List<Tally<?>> told = new CopyOnWriteArrayList<>();

    WaitingForms(PeerRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Verdict register(Claim claim) {
        Tally<Verdict> verdicts = new Tally<>("verdict on " + claim.address());
        registry.register(claim, verdicts::add);
        return first(verdicts);
    }

    @Override
    public boolean leave(Cookie cookie) {
        Tally<Leave> outcomes = new Tally<>("outcome of leaving");
        registry.leave(cookie, outcomes::add);
        Leave outcome = first(outcomes);
        if (outcome == Leave.NOT_KEPT) {
            throw new AssertionError("that a peer leaves cannot be kept");
        }
        return outcome == Leave.LEFT;
    }

    private <T> T first(Tally<T> answers) {
        told.add(answers);
        try {
            return answers.await(1).get(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for a registry", e);
        }
    }

    @Override
    public Optional<Registration> renew(Cookie cookie) {
        return registry.renew(cookie);
    }

    @Override
    public boolean confirm(Cookie cookie) {
        return registry.confirm(cookie);
    }

    @Override
    public Optional<String> owner(Cookie cookie) {
        return registry.owner(cookie);
    }

    @Override
    public String version() {
        return registry.version();
    }

    @Override
    public Listing listed() {
        return registry.listed();
    }

    @Override
    public Listing sample(int most) {
        return registry.sample(most);
    }

    @Override
    public Optional<Changes> changes(String version, int most) {
        return registry.changes(version, most);
    }

    @Override
    public int size() {
        return registry.size();
    }

    @Override
    public void close() {
        registry.close();
        for (Tally<?> answers : told) {
            if (answers.soFar().size() > 1) {
                throw new AssertionError("told more than once: " + answers.soFar());
            }
        }
    }
}
