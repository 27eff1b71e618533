package io.github.p2pdi.impl.peer;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.ProtocolViolationException;
import io.github.p2pdi.error.RequestRefusedException;
import io.github.p2pdi.impl.exchange.Connections;
import io.github.p2pdi.impl.index.Learned;
import io.github.p2pdi.impl.index.MergedIndex;
import io.github.p2pdi.impl.json.RfcAnswer;
import io.github.p2pdi.impl.json.RfcEntry;
import io.github.p2pdi.impl.json.RfcJson;
import io.github.p2pdi.impl.peer.LatestAnswers.Latest;
import io.github.p2pdi.impl.peer.LatestAnswers.Self;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.transport.Answers;
import io.github.p2pdi.transport.Incoming;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import java.io.IOException;
import java.nio.channels.Channels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Asks peers for their index, and merges what they say. A peer that has been asked before is asked for what has changed since; where that is not known
 * any more, on either side, or was not told whole, for everything. Safe for concurrent use.
 */
final class IndexQuery {
    private static final long MOST_BYTES = 64L << 20;
    private static final int MOST_RECORDS = 1_000_000;

    private final Connections connections;
    private final MergedIndex index;
    private final LatestAnswers answers = new LatestAnswers();

    IndexQuery(Connections connections, MergedIndex index) {
        this.connections = connections;
        this.index = index;
    }

    /** Asks one peer for all it knows; blocks. */
    List<Rfc> ask(PeerAddress peer) throws P2pdiException {
        return askAll(peer, Scope.ALL).stream().map(Learned::rfc).toList();
    }

    private List<Learned> askAll(PeerAddress peer, Scope scope) throws P2pdiException {
        RfcAnswer answer = answer(peer, scope, Headers.NONE);
        List<Learned> learned = learned(peer, answer);
        take(peer, scope, answer, learned);
        return learned;
    }

    /** Brings what one peer told up to date: asks for what has changed since, if that is known, else for everything in that scope. Blocks. */
    void update(PeerAddress peer, Scope scope) throws P2pdiException {
        Optional<Latest> latest = answers.of(peer).filter(last -> last.scope() == scope);
        if (latest.isPresent()) {
            String tag = '"' + latest.get().tag() + '"';
            Headers known = Headers.of(HeaderNames.SINCE, tag).with(HeaderNames.IF_NONE_MATCH, tag);
            RfcAnswer answer = answer(peer, scope, known);
            if (take(peer, scope, answer, learned(peer, answer))) {
                return;
            }
        }
        askAll(peer, scope);
    }

    private RfcAnswer answer(PeerAddress peer, Scope scope, Headers more) throws P2pdiException {
        Headers headers = Headers.of(HeaderNames.ACCEPT, HeaderNames.JSON)
                .with(scope.headers())
                .with(more);
        return connections.ask(
                peer,
                new Request("rfcquery", peer.host(), headers),
                Answers.ONE,
                answer -> read(peer, answer, !more.fields().isEmpty()));
    }

    /** One answer after the other, so that the tag is always that of what was taken last. Whether what is known is what the peer told. */
    private synchronized boolean take(PeerAddress peer, Scope scope, RfcAnswer answer, List<Learned> learned) {
        Optional<Latest> before = answers.of(peer).filter(latest -> !answer.full());
        Optional<Self> self = self(answer).or(() -> before.flatMap(Latest::self));
        boolean whole = answer.full() ? index.merge(peer, learned) : amend(peer, self, answer, learned);
        Optional<String> tag = answer.tag().or(() -> before.map(Latest::tag));
        if (whole && tag.isPresent()) {
            answers.remember(peer, new Latest(scope, tag.get(), self));
        } else {
            answers.forget(peer);
        }
        // Where all was told and there was no room for it, asking again would not help.
        return whole || answer.full();
    }

    private boolean amend(PeerAddress peer, Optional<Self> self, RfcAnswer answer, List<Learned> learned) {
        Set<RfcAnswer.Key> removed = Set.copyOf(answer.removed());
        boolean unchanged = removed.isEmpty() && learned.isEmpty();
        return unchanged ? index.confirm(peer) : index.amend(peer, gone(peer, self, removed), learned);
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

    private static Optional<Self> self(RfcAnswer answer) {
        return answer.added().stream()
                .filter(entry -> !isHearsay(entry) && entry.port().isPresent())
                .map(entry -> new Self(entry.hostname(), entry.port().getAsInt()))
                .findFirst();
    }

    private static RfcAnswer read(PeerAddress peer, Incoming answer, boolean conditional) throws IOException {
        Optional<String> tag = answer.head().headers().first(HeaderNames.ETAG).flatMap(IndexQuery::unquoted);
        if (conditional && answer.head().status().equals(Status.NOT_MODIFIED)) {
            return new RfcAnswer(tag, false, List.of(), List.of());
        }
        if (!answer.head().status().isOk()) {
            throw new RequestRefusedException(
                    peer,
                    answer.head().status(),
                    peer + " answered " + answer.head().status() + " to 'rfcquery'",
                    null);
        }
        if (answer.size() > MOST_BYTES) {
            throw new ProtocolViolationException(
                    peer, peer + " sent an index of " + answer.size() + " bytes; the limit is " + MOST_BYTES, null);
        }
        RfcAnswer read = RfcJson.readChangesOrList(Channels.newInputStream(answer), MOST_RECORDS);
        return read.tag().isPresent() ? read : new RfcAnswer(tag, read.full(), read.added(), read.removed());
    }

    private static Optional<String> unquoted(String tag) {
        boolean quoted = tag.length() > 2 && tag.startsWith("\"") && tag.endsWith("\"");
        return quoted ? Optional.of(tag.substring(1, tag.length() - 1)) : Optional.empty();
    }

    private static List<Learned> learned(PeerAddress peer, RfcAnswer answer) {
        List<Learned> learned = new ArrayList<>();
        answer.added().forEach(entry -> learned(peer, entry).ifPresent(learned::add));
        return learned;
    }

    private static boolean isHearsay(RfcEntry entry) {
        return entry.port().isPresent() && entry.ttlSeconds().isPresent();
    }

    /** A record without a port, or without a ttl, is the asked peer's own, at the address used, whatever its host name says. */
    private static Optional<Learned> learned(PeerAddress asked, RfcEntry entry) {
        boolean hearsay = isHearsay(entry);
        try {
            PeerAddress holder = hearsay
                    ? new PeerAddress(
                            entry.scheme().orElse(PeerAddress.TCP),
                            entry.hostname(),
                            entry.port().getAsInt())
                    : asked;
            Rfc rfc = new Rfc(entry.number(), entry.title(), holder, entry.path(), entry.size(), entry.sha256());
            Optional<Duration> ttl = hearsay
                    ? Optional.of(
                            Duration.ofSeconds(Math.min(7200, entry.ttlSeconds().getAsLong())))
                    : Optional.empty();
            return Optional.of(new Learned(rfc, ttl));
        } catch (IllegalArgumentException e) {
            // A host name that cannot be one: nobody could be asked there.
            return Optional.empty();
        }
    }
}
