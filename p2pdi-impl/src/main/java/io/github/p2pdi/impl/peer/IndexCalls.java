package io.github.p2pdi.impl.peer;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.ProtocolViolationException;
import io.github.p2pdi.error.RequestRefusedException;
import io.github.p2pdi.impl.exchange.CallTime;
import io.github.p2pdi.impl.exchange.Connections;
import io.github.p2pdi.impl.exchange.HeaderText;
import io.github.p2pdi.impl.exchange.Refusal;
import io.github.p2pdi.impl.exchange.RetryAfter;
import io.github.p2pdi.impl.index.Learned;
import io.github.p2pdi.impl.json.RfcAnswer;
import io.github.p2pdi.impl.json.RfcEntry;
import io.github.p2pdi.impl.json.RfcJson;
import io.github.p2pdi.impl.json.Shown;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.transport.Answers;
import io.github.p2pdi.transport.Incoming;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.ResponseHead;
import java.io.IOException;
import java.nio.channels.Channels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What peers are asked of their index. What comes back is read, and merged with nothing. Safe for concurrent use. */
final class IndexCalls {
    static final int MOST_RECORDS = 1_000_000;

    /** How much is asked for at once: of records of usual length some six megabytes. */
    static final Headers A_PAGE = Headers.of(HeaderNames.LIMIT, "20000");

    static final long MOST_BYTES = 64L << 20;

    private final Connections connections;

    IndexCalls(Connections connections) {
        this.connections = connections;
    }

    /** For calls that begin now; each peer has the usual time to connect and begin to answer. */
    CallTime time() {
        return connections.longCallTime(connections.callTimeout());
    }

    /** The same, with so much time at the most to connect and begin to answer. */
    CallTime time(Duration patience) {
        Duration usual = connections.callTimeout();
        return connections.longCallTime(usual.compareTo(patience) < 0 ? usual : patience);
    }

    /** Asks for the index, or for what {@code more} headers choose of it; blocks. */
    Page page(PeerAddress peer, Scope scope, Headers more, CallTime within, Wish wish) throws P2pdiException {
        Headers headers = Headers.of(HeaderNames.ACCEPT, HeaderNames.JSON)
                .with(scope.headers())
                .with(more);
        boolean conditional = more.first(HeaderNames.IF_NONE_MATCH).isPresent();
        return connections.ask(peer, new Request("rfcquery", peer.host(), headers), Answers.ONE, within, answer -> {
            wish.begins(answer.head());
            return read(peer, answer, conditional, wish);
        });
    }

    private static Page read(PeerAddress peer, Incoming answer, boolean conditional, Wish wish) throws IOException {
        Headers headers = answer.head().headers();
        Optional<String> tag =
                headers.first(HeaderNames.ETAG).filter(HeaderText::isSendable).flatMap(IndexCalls::unquoted);
        if (conditional && answer.head().status().equals(Status.NOT_MODIFIED)) {
            return new Page(new RfcAnswer(tag, false, List.of(), List.of()), Optional.empty());
        }
        if (!answer.head().status().isOk()) {
            throw new RequestRefusedException(
                    peer,
                    answer.head().status(),
                    peer + " answered " + answer.head().status() + " to 'rfcquery'" + Refusal.says(answer),
                    RetryAfter.of(answer.head()));
        }
        if (answer.size() > MOST_BYTES) {
            throw new ProtocolViolationException(
                    peer, peer + " sent an index of " + answer.size() + " bytes; the limit is " + MOST_BYTES, null);
        }
        RfcAnswer read = RfcJson.readChangesOrList(
                Channels.newInputStream(answer), MOST_RECORDS, wish::wants, wish.mostRemoved());
        Optional<String> told = read.tag().filter(HeaderText::isSendable).or(() -> tag);
        return new Page(new RfcAnswer(told, read.full(), read.added(), read.removed()), next(peer, headers));
    }

    private static Optional<String> next(PeerAddress peer, Headers headers) throws ProtocolViolationException {
        Optional<String> next = headers.first(HeaderNames.NEXT);
        if (next.isPresent() && !HeaderText.isSendable(next.get())) {
            throw new ProtocolViolationException(
                    peer, peer + " sent a Next that cannot be sent back: '" + Shown.text(next.get()) + "'", null);
        }
        return next;
    }

    private static Optional<String> unquoted(String tag) {
        boolean quoted = tag.length() > 2 && tag.startsWith("\"") && tag.endsWith("\"");
        return quoted ? Optional.of(tag.substring(1, tag.length() - 1)) : Optional.empty();
    }

    /** The records of an answer, each with its holder. */
    static List<Learned> learned(PeerAddress peer, RfcAnswer answer) {
        List<Learned> learned = new ArrayList<>();
        answer.added().forEach(entry -> learned(peer, entry).ifPresent(learned::add));
        return learned;
    }

    /** Whether a record is of another peer than the one that tells it. */
    static boolean isHearsay(RfcEntry entry) {
        return entry.port().isPresent() && entry.ttlSeconds().isPresent();
    }

    /** A record without a port, or without a ttl, is the asked peer's own, at the address used, whatever its host name says. */
    static Optional<Learned> learned(PeerAddress asked, RfcEntry entry) {
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

    /** What is wanted of an answer. What is not is read past, so that nobody fills the memory with it. */
    interface Wish {
        /** Told of the head before anything else is made of the answer. */
        default void begins(ResponseHead head) {}

        /** Asked for each record in turn. */
        boolean wants(RfcEntry entry);

        /** How many keys of what is gone can be of use; of more than that one too many is kept. */
        int mostRemoved();
    }

    /**
     * An answer, or a part of one.
     *
     * @param records what is told
     * @param next where what is told next begins, if there is more
     */
    record Page(RfcAnswer records, Optional<String> next) {}
}
