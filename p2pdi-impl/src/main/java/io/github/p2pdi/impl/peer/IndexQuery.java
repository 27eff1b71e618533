package io.github.p2pdi.impl.peer;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.ProtocolViolationException;
import io.github.p2pdi.error.RequestRefusedException;
import io.github.p2pdi.impl.exchange.Connections;
import io.github.p2pdi.impl.index.Learned;
import io.github.p2pdi.impl.index.MergedIndex;
import io.github.p2pdi.impl.json.RfcEntry;
import io.github.p2pdi.impl.json.RfcJson;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
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

/** Asks peers for their index, and merges what they say. */
final class IndexQuery {
    private static final long MOST_BYTES = 64L << 20;
    private static final int MOST_RECORDS = 1_000_000;

    private final Connections connections;
    private final MergedIndex index;

    IndexQuery(Connections connections, MergedIndex index) {
        this.connections = connections;
        this.index = index;
    }

    /** Asks one peer; blocks. */
    List<Rfc> ask(PeerAddress peer) throws P2pdiException {
        Request request = new Request("rfcquery", peer.host(), Headers.of(HeaderNames.ACCEPT, HeaderNames.JSON));
        List<Learned> learned = connections.ask(peer, request, Answers.ONE, answer -> read(peer, answer));
        index.merge(peer, learned);
        return learned.stream().map(Learned::rfc).toList();
    }

    private static List<Learned> read(PeerAddress peer, Incoming answer) throws IOException {
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
        List<Learned> learned = new ArrayList<>();
        for (RfcEntry entry : RfcJson.readList(Channels.newInputStream(answer), MOST_RECORDS)) {
            learned(peer, entry).ifPresent(learned::add);
        }
        return learned;
    }

    /** A record without a port, or without a ttl, is the asked peer's own, at the address used, whatever its host name says. */
    private static Optional<Learned> learned(PeerAddress asked, RfcEntry entry) {
        boolean hearsay = entry.port().isPresent() && entry.ttlSeconds().isPresent();
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
