package io.github.p2pdi.impl.registration;

import io.github.p2pdi.impl.json.PeerJson;
import io.github.p2pdi.impl.runtime.LimitedExecutor;
import io.github.p2pdi.registry.Changes;
import io.github.p2pdi.registry.PeerRegistry;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers pquery: all peers but the caller, or those that are asked for (protocol, 1.4 and part 2). What costs little is answered at once. What is long is
 * cut from lists that all who ask share, so that no request costs much more than sending its answer; only long changes are each asker's own.
 */
final class PeerQuery {
    private static final Logger LOG = LoggerFactory.getLogger(PeerQuery.class);
    /** So many changes, or one in eight of who is listed, are worth more than the whole list. */
    private static final int FEW = SharedList.SHORT;

    private static final int SHARE = 8;

    private final PeerRegistry registry;
    private final ListMeans means;
    private final SharedList plain;
    private final SharedList extended;
    /** One after the other: each is put together for one asker, and may have megabytes. */
    private final Executor slowly;

    PeerQuery(PeerRegistry registry, ListMeans means) {
        this.registry = registry;
        this.means = means;
        plain = new SharedList(registry, means, PeerJson::encodePlain);
        extended = new SharedList(registry, means, PeerJson::encode);
        slowly = new LimitedExecutor(means.workers(), 1);
    }

    /** A registration has changed what lists say of a peer. */
    void outdated() {
        plain.outdated();
        extended.outdated();
    }

    /** Answers, now or later. */
    void answer(ListWish wish, ListAnswer answer) {
        if (!wish.extended()) {
            plain.ask(answer.from(answer::plain));
            return;
        }
        if (wish.ifNoneMatch().isPresent()) {
            ListTag tag = new ListTag(registry.version(), wish.sample());
            if (tag.isAmong(wish.ifNoneMatch().get())) {
                answer.notModified(tag);
                return;
            }
        }
        if (wish.sample() > 0) {
            sample(wish.sample(), answer);
        } else if (wish.since().isPresent()) {
            changes(ListTag.version(wish.since().get()).orElse(""), answer);
        } else {
            extended.ask(answer.from(answer::all));
        }
    }

    private void sample(int most, ListAnswer answer) {
        if (most <= SharedList.SHORT) {
            answer.some(registry.sample(most + 1), most);
            return;
        }
        extended.ask(answer.from(list -> {
            int size = list.peers().size();
            answer.some(list, size == 0 ? 0 : means.random().nextInt(size), most);
        }));
    }

    private void changes(String since, ListAnswer answer) {
        Optional<Changes> few = registry.changes(since, FEW);
        if (few.isPresent()) {
            answer.changes(few.get(), means.superseded());
        } else if (registry.size() / SHARE <= FEW) {
            extended.ask(answer.from(answer::allAnew));
        } else {
            later(since, answer);
        }
    }

    private void later(String since, ListAnswer answer) {
        try {
            slowly.execute(() -> manyChanges(since, answer));
        } catch (RejectedExecutionException e) {
            answer.busy();
        }
    }

    private void manyChanges(String since, ListAnswer answer) {
        try {
            Optional<Changes> many = registry.changes(since, registry.size() / SHARE);
            if (many.isPresent()) {
                answer.changes(many.get(), means.superseded());
            } else {
                extended.ask(answer.from(answer::allAnew));
            }
        } catch (RuntimeException | Error e) {
            // Nobody else catches here: whatever a registry throws, who asks is answered.
            LOG.warn("what has changed could not be told", e);
            answer.busy();
        }
    }
}
