package io.github.p2pdi.impl.peer;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.impl.exchange.CallTime;
import io.github.p2pdi.impl.exchange.Connections;
import io.github.p2pdi.impl.index.Learned;
import io.github.p2pdi.impl.index.MergedIndex;
import io.github.p2pdi.impl.json.RfcAnswer;
import io.github.p2pdi.impl.peer.LatestAnswers.Latest;
import io.github.p2pdi.impl.peer.LatestAnswers.Self;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Headers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Asks peers for their index, and merges what they say. A peer that has been asked before is asked for what has changed since; where that is not known
 * any more, on either side, or was not told whole, for everything. Safe for concurrent use.
 */
final class IndexQuery {
    /** How long one of many is waited for to begin an answer, or a page of it. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final IndexCalls calls;
    private final MergedIndex index;
    private final LatestAnswers answers = new LatestAnswers();

    IndexQuery(Connections connections, MergedIndex index) {
        this.calls = new IndexCalls(connections);
        this.index = index;
    }

    /** Asks one peer for all it knows; blocks. */
    List<Rfc> ask(PeerAddress peer) throws P2pdiException {
        List<Rfc> told = new ArrayList<>();
        var unused = askAll(peer, Scope.ALL, calls.time(), learned -> told.add(learned.rfc()));
        return told;
    }

    /** Asks page by page; those that know no pages answer with everything. Whether there was room for all of it. */
    private boolean askAll(PeerAddress peer, Scope scope, CallTime within, Consumer<Learned> listener)
            throws P2pdiException {
        Told all = new Told(true);
        Optional<String> after = Optional.empty();
        int count = 0;
        do {
            Headers page = Headers.of(HeaderNames.LIMIT, Integer.toString(RecordBodies.USUAL));
            IndexCalls.Page answer = calls.page(
                    peer,
                    scope,
                    after.map(cursor -> page.with(HeaderNames.AFTER, cursor)).orElse(page),
                    within);
            List<Learned> learned = IndexCalls.learned(peer, answer.records());
            learned.forEach(listener);
            all.add(answer.records(), learned, index.speakers());
            count += answer.records().added().size();
            boolean goesOn = !learned.isEmpty() && !answer.next().equals(after) && count < IndexCalls.MOST_RECORDS;
            after = answer.next().filter(any -> goesOn && all.learned.size() <= index.mostOfOne());
        } while (after.isPresent());
        return take(peer, scope, all);
    }

    /**
     * Brings what one peer told up to date: asks for what has changed since, if that is known, else for everything in that scope. Blocks: ten seconds at the most for each
     * answer to begin, and in all no longer than one long answer may take, in how many pages soever.
     *
     * @return whether there was room for all that it told
     */
    boolean update(PeerAddress peer, Scope scope) throws P2pdiException {
        CallTime within = calls.time(PATIENCE);
        Optional<Latest> latest = answers.of(peer).filter(last -> last.scope() == scope);
        if (latest.isPresent()) {
            String tag = '"' + latest.get().tag() + '"';
            Headers known = Headers.of(HeaderNames.SINCE, tag).with(HeaderNames.IF_NONE_MATCH, tag);
            RfcAnswer answer = calls.page(peer, scope, known, within).records();
            Told changes = new Told(answer.full());
            changes.add(answer, IndexCalls.learned(peer, answer), index.speakers());
            boolean whole = take(peer, scope, changes);
            // Where all was told and there was no room for it, asking again would not help.
            if (whole || changes.full) {
                return whole;
            }
        }
        return askAll(peer, scope, within, any -> {});
    }

    /** One answer after the other, so that the tag is always that of what was taken last. Whether what is known is what the peer told. */
    private synchronized boolean take(PeerAddress peer, Scope scope, Told told) {
        Optional<Latest> before = answers.of(peer).filter(latest -> !told.full);
        Optional<Self> self = told.self.or(() -> before.flatMap(Latest::self));
        boolean whole = told.full ? index.merge(peer, told.learned) : amend(peer, self, told);
        Optional<String> tag = told.tag.or(() -> before.map(Latest::tag));
        if (whole && tag.isPresent()) {
            answers.remember(peer, new Latest(scope, tag.get(), self));
        } else {
            answers.forget(peer);
        }
        return whole;
    }

    private boolean amend(PeerAddress peer, Optional<Self> self, Told told) {
        boolean unchanged = told.removed.isEmpty() && told.learned.isEmpty();
        return unchanged ? index.confirm(peer) : index.amend(peer, gone(peer, self, told.removed), told.learned);
    }

    /** The peer's own records are kept under the address used, and told under the name that it gives itself. */
    private static Predicate<Rfc> gone(PeerAddress peer, Optional<Self> self, Set<RfcAnswer.Key> removed) {
        return rfc -> {
            PeerAddress holder = rfc.holder();
            boolean own = holder.equals(peer);
            Self named = self.filter(any -> own).orElseGet(() -> new Self(holder.host(), holder.port()));
            return removed.contains(new RfcAnswer.Key(rfc.number(), named.hostname(), named.port()));
        };
    }

    /** What a peer has told in all its pages. One thread at a time. */
    private static final class Told {
        private final boolean full;
        private final List<Learned> learned = new ArrayList<>();
        private final Set<RfcAnswer.Key> removed = new HashSet<>();
        /** That of the first page: whatever has changed since is asked for next time. */
        private Optional<String> tag = Optional.empty();

        private Optional<Self> self = Optional.empty();

        Told(boolean full) {
            this.full = full;
        }

        /** Adds a page, without what is told of peers that have spoken for themselves, as that counts nothing and might be very much. */
        void add(RfcAnswer page, List<Learned> records, Set<PeerAddress> speakers) {
            tag = tag.or(page::tag);
            self = self.or(() -> self(page));
            removed.addAll(page.removed());
            records.stream()
                    .filter(each -> each.ttl().isEmpty()
                            || !speakers.contains(each.rfc().holder()))
                    .forEach(learned::add);
        }

        private static Optional<Self> self(RfcAnswer answer) {
            return answer.added().stream()
                    .filter(entry ->
                            !IndexCalls.isHearsay(entry) && entry.port().isPresent())
                    .map(entry -> new Self(entry.hostname(), entry.port().getAsInt()))
                    .findFirst();
        }
    }
}
