package io.github.p2pdi.impl.peer;

import io.github.p2pdi.impl.reply.Reply;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.wire.Response;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers that take long. The sources have turns, so that nobody who asks much keeps the others waiting; of one source, who came first is answered first. Whoever
 * has gone before his turn is not answered. The monitor guards who waits.
 */
final class SlowAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(SlowAnswers.class);
    private static final Duration COME_AGAIN = Duration.ofSeconds(1);

    private final Executor slowly;
    /** By source, that whose turn it is first; none without any. For each who waits the executor has a task at least. */
    private final Map<String, Deque<Waiting>> waiting = new LinkedHashMap<>();

    /** Has the answers made on an executor that runs one at a time. */
    SlowAnswers(Executor slowly) {
        this.slowly = slowly;
    }

    /** Answers when it is its turn. */
    void answer(Exchange exchange, Supplier<Response> answer) {
        Waiting added = new Waiting(exchange, answer);
        add(added);
        exchange.onEnd(outcome -> remove(added));
        try {
            slowly.execute(this::answerNext);
        } catch (RejectedExecutionException closing) {
            // If somebody else's task has answered this one, there is one too few for those who are left.
            Waiting refused = remove(added) ? added : next();
            if (refused != null) {
                refused.refuse();
            }
        }
    }

    private void answerNext() {
        Waiting next = next();
        if (next != null) {
            next.answerOrFail();
        }
    }

    private synchronized void add(Waiting added) {
        waiting.computeIfAbsent(added.source(), any -> new ArrayDeque<>()).add(added);
    }

    private synchronized boolean remove(Waiting gone) {
        Deque<Waiting> ofSource = waiting.get(gone.source());
        if (ofSource == null || !ofSource.remove(gone)) {
            return false;
        }
        if (ofSource.isEmpty()) {
            waiting.remove(gone.source());
        }
        return true;
    }

    /** Takes the first of the source whose turn it is. The others have theirs before it has another. */
    private synchronized @Nullable Waiting next() {
        Iterator<Deque<Waiting>> sources = waiting.values().iterator();
        if (!sources.hasNext()) {
            return null;
        }
        Deque<Waiting> ofSource = sources.next();
        sources.remove();
        Waiting next = ofSource.remove();
        if (!ofSource.isEmpty()) {
            waiting.put(next.source(), ofSource);
        }
        return next;
    }

    private record Waiting(Exchange exchange, Supplier<Response> answer) {
        String source() {
            return exchange.remote().source();
        }

        void answerOrFail() {
            Response made;
            try {
                made = answer.get();
            } catch (RuntimeException | OutOfMemoryError e) {
                LOG.warn("an rfcquery could not be answered", e);
                made = Reply.refusal(exchange.request(), Status.INTERNAL_ERROR, "the index cannot be told");
            }
            exchange.answer(made);
        }

        void refuse() {
            exchange.answer(
                    Reply.refusal(exchange.request(), Status.UNAVAILABLE, "the peer is being closed", COME_AGAIN));
        }
    }
}
