package io.github.p2pdi.impl.peer;

import io.github.p2pdi.error.ExchangeTimeoutException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.ProtocolViolationException;
import io.github.p2pdi.error.RequestRefusedException;
import io.github.p2pdi.impl.exchange.CallTime;
import io.github.p2pdi.impl.exchange.Connections;
import io.github.p2pdi.impl.index.MergedIndex;
import io.github.p2pdi.impl.json.RfcAnswer;
import io.github.p2pdi.impl.json.RfcEntry;
import io.github.p2pdi.impl.peer.LatestAnswers.Latest;
import io.github.p2pdi.impl.peer.LatestAnswers.Self;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.model.Status;
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
import java.util.function.Supplier;

/**
 * Asks peers for their index, and merges what they say. A peer that has been asked before is asked for what has changed since; where that is not known
 * any more, on either side, or was not told whole, for everything. Safe for concurrent use.
 */
final class IndexQuery {
    /** How long one of many is waited for to begin an answer, or a page of it. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** More pages than that are not asked for, however short they are. */
    private static final int MOST_PAGES = 1_000;

    private static final Set<Status> PASSING =
            Set.of(Status.REQUEST_TIMEOUT, Status.TOO_MANY_REQUESTS, Status.UNAVAILABLE);

    private final IndexCalls calls;
    private final MergedIndex index;
    private final Supplier<PeerAddress> us;
    private final TellingRoom room;
    private final LatestAnswers answers = new LatestAnswers();

    /** {@code us} is of whom nobody else is believed; {@code room} is for what peers are telling. */
    IndexQuery(Connections connections, MergedIndex index, Supplier<PeerAddress> us, TellingRoom room) {
        this.calls = new IndexCalls(connections);
        this.index = index;
        this.us = us;
        this.room = room;
    }

    /** Asks one peer for all it knows; blocks. */
    List<Rfc> ask(PeerAddress peer) throws P2pdiException {
        List<Rfc> told = new ArrayList<>();
        var unused = askAll(peer, Scope.ALL, calls.time(), () -> {
            told.clear();
            return entry -> IndexCalls.learned(peer, entry).ifPresent(each -> told.add(each.rfc()));
        });
        return told;
    }

    private Told nothingOf(PeerAddress peer, Scope scope, CallTime within, Consumer<RfcEntry> listener) {
        PeerAddress self = us.get();
        return new Told(
                peer,
                scope,
                holder -> holder.equals(self) || index.hasSpoken(holder),
                index.limits(),
                listener,
                room.part(() -> within.hasLasted(Discovery.SLOW)));
    }

    /**
     * Asks for everything in that scope; where all that the peer knows is not to be had, which may be the fault of those who told it, for what it holds itself.
     *
     * @param listeners gives one each time that is begun anew
     */
    private boolean askAll(PeerAddress peer, Scope scope, CallTime within, Supplier<Consumer<RfcEntry>> listeners)
            throws P2pdiException {
        try {
            return askPages(peer, scope, within, listeners.get());
        } catch (ProtocolViolationException | RequestRefusedException e) {
            if (scope == Scope.LOCAL || isPassing(e)) {
                throw e;
            }
            try {
                return askPages(peer, Scope.LOCAL, within, listeners.get());
            } catch (P2pdiException again) {
                if (again.wasInterrupted() || isPassing(again)) {
                    throw again;
                }
                e.addSuppressed(again);
                throw e;
            }
        }
    }

    /** Whether somebody is to be asked later, not otherwise. */
    private static boolean isPassing(P2pdiException e) {
        return e instanceof RequestRefusedException refused && PASSING.contains(refused.status());
    }

    /** Asks page by page; those that know no pages answer with everything. Whether there was room for all of it. */
    private boolean askPages(PeerAddress peer, Scope scope, CallTime within, Consumer<RfcEntry> listener)
            throws P2pdiException {
        boolean whole;
        boolean changing;
        try (Told all = nothingOf(peer, scope, within, listener)) {
            Optional<String> after = Optional.empty();
            int pages = 0;
            do {
                int seen = all.seen();
                Headers page = after.map(cursor -> IndexCalls.A_PAGE.with(HeaderNames.AFTER, cursor))
                        .orElse(IndexCalls.A_PAGE);
                IndexCalls.Page answer = calls.page(peer, scope, page, within, all);
                all.add(answer.records());
                checkRoom(peer, all);
                boolean goesOn = all.seen() > seen
                        && !answer.next().equals(after)
                        && all.seen() < IndexCalls.MOST_RECORDS
                        && ++pages < MOST_PAGES;
                after = answer.next().filter(any -> goesOn && !all.isEnough());
            } while (after.isPresent());
            whole = take(peer, scope, all);
            changing = all.hasChanged();
        }
        return whole && (!changing || catchUp(peer, within));
    }

    /** Asks for what has changed between pages that were taken. Where that is not to be had, they stand. Whether there was room for all of it. */
    private boolean catchUp(PeerAddress peer, CallTime within) throws P2pdiException {
        Optional<Latest> latest = answers.of(peer);
        try {
            return latest.isEmpty()
                    || askChanges(peer, latest.get(), within)
                            .orElseGet(() -> answers.of(peer).isPresent());
        } catch (P2pdiException e) {
            if (e.wasInterrupted()) {
                throw e;
            }
            // The next time the same is asked for first.
            return true;
        }
    }

    /** What is known of a peer is not replaced by a part of what it told. */
    private static void checkRoom(PeerAddress peer, Told told) throws ExchangeTimeoutException {
        if (told.isCrowdedOut()) {
            throw new ExchangeTimeoutException(
                    peer,
                    "too many others tell their index at the same time: there is no room for that of " + peer,
                    null);
        }
    }

    /**
     * Brings what one peer told up to date: asks for what has changed since, if that is known, else for everything in that scope, or what can be had of it. Blocks: ten seconds at the most for each
     * answer to begin, and in all no longer than one long answer may take, in how many pages soever.
     *
     * @return whether there was room for all that it told
     */
    boolean update(PeerAddress peer, Scope scope) throws P2pdiException {
        CallTime within = calls.time(PATIENCE);
        Optional<Latest> latest = answers.of(peer).filter(last -> last.scope() == scope);
        Optional<Boolean> followed =
                latest.isPresent() ? askChanges(peer, latest.get(), within) : Optional.<Boolean>empty();
        return followed.isPresent() ? followed.get() : askAll(peer, scope, within, () -> any -> {});
    }

    /** Whether there was room for all that has changed; nothing where everything is to be asked for. */
    private Optional<Boolean> askChanges(PeerAddress peer, Latest latest, CallTime within) throws P2pdiException {
        String tag = '"' + latest.tag() + '"';
        Headers known = Headers.of(HeaderNames.SINCE, tag).with(HeaderNames.IF_NONE_MATCH, tag);
        try (Told changes = nothingOf(peer, latest.scope(), within, any -> {})) {
            try {
                changes.addChanges(
                        calls.page(peer, latest.scope(), known, within, changes).records());
            } catch (ProtocolViolationException | RequestRefusedException e) {
                if (isPassing(e)) {
                    throw e;
                }
                // It may be all there is, in one piece that nobody takes.
                return Optional.empty();
            }
            checkRoom(peer, changes);
            boolean whole = !changes.isBeyondUse() && take(peer, latest.scope(), changes);
            // Where all was told and there was no room for it, asking again would not help.
            return whole || changes.isFull() ? Optional.of(whole) : Optional.empty();
        }
    }

    /** One answer after the other, so that the tag is always that of what was taken last. Whether what is known is what the peer told. */
    private synchronized boolean take(PeerAddress peer, Scope scope, Told told) {
        Optional<Latest> before = answers.of(peer).filter(latest -> !told.isFull());
        Optional<Self> named = before.flatMap(Latest::self);
        Optional<Self> self = told.self().or(() -> named);
        boolean taken = told.isFull() ? index.merge(peer, told.learned()) : amend(peer, named, told);
        boolean whole = taken && !told.isCut();
        // What was known before is what is known now only where nothing has changed.
        Optional<String> tag =
                told.tag().or(() -> before.filter(any -> told.isUnchanged()).map(Latest::tag));
        if (whole && tag.isPresent()) {
            answers.remember(peer, new Latest(scope, tag.get(), self));
        } else {
            answers.forget(peer);
        }
        return whole;
    }

    private boolean amend(PeerAddress peer, Optional<Self> named, Told told) {
        return told.isUnchanged()
                ? index.confirm(peer)
                : index.amend(
                        peer, gone(peer, names(peer, named, told), new HashSet<>(told.removed())), told.learned());
    }

    /** How a peer may name itself where it tells what is gone: as it did, and as it does from now on. The address used where neither is known. */
    private static Set<Self> names(PeerAddress peer, Optional<Self> named, Told told) {
        Set<Self> names = new HashSet<>();
        named.ifPresent(names::add);
        told.self().ifPresent(names::add);
        return names.isEmpty() ? Set.of(new Self(peer.host(), peer.port())) : names;
    }

    /** The peer's own records are kept under the address used, and told under the names that it gives itself. */
    private static Predicate<Rfc> gone(PeerAddress peer, Set<Self> names, Set<RfcAnswer.Key> removed) {
        return rfc -> {
            PeerAddress holder = rfc.holder();
            Set<Self> known = holder.equals(peer) ? names : Set.of(new Self(holder.host(), holder.port()));
            return known.stream()
                    .anyMatch(name -> removed.contains(new RfcAnswer.Key(rfc.number(), name.hostname(), name.port())));
        };
    }
}
