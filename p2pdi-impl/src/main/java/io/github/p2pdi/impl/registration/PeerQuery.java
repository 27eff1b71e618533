package io.github.p2pdi.impl.registration;

import io.github.p2pdi.impl.json.PeerJson;
import io.github.p2pdi.impl.reply.Reply;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Registration;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.registry.Changes;
import io.github.p2pdi.registry.Listing;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers pquery, of a caller whose lease has been renewed: all peers but the caller, or those that are asked for (protocol, 1.4 and part 2). */
final class PeerQuery {
    private final PeerRegistry registry;
    private final SharedList plain;
    private final SharedList extended;

    PeerQuery(PeerRegistry registry, TimeSource time) {
        this.registry = registry;
        plain = new SharedList(registry, time, PeerJson::encodePlain);
        extended = new SharedList(registry, time, PeerJson::encode);
    }

    /** A registration has changed what lists say of a peer. */
    void outdated() {
        plain.outdated();
        extended.outdated();
    }

    /** Reads what is asked for before anything is renewed; throws where it is malformed. */
    static Wish wish(Request request) throws MalformedRequest {
        Headers headers = request.headers();
        if (!request.acceptsJson()) {
            return new Wish(false, Optional.empty(), Optional.empty(), 0);
        }
        Optional<String> since = headers.first(HeaderNames.SINCE);
        Optional<String> limit = headers.first(HeaderNames.LIMIT);
        if (since.isPresent()
                && (limit.isPresent() || headers.first(HeaderNames.AFTER).isPresent())) {
            throw new MalformedRequest("Since asks for changes, Limit for a sample: not both");
        }
        return new Wish(
                true, headers.first(HeaderNames.IF_NONE_MATCH), since, limit.isPresent() ? number(limit.get()) : 0);
    }

    private static int number(String limit) throws MalformedRequest {
        int most = WholeNumber.parse(limit, Integer.MAX_VALUE - 1);
        if (most < 1) {
            throw new MalformedRequest("Limit is a whole number from 1");
        }
        return most;
    }

    Response answer(Request request, Wish wish, Registration caller, Headers headers) {
        PeerAddress self = caller.peer().address();
        if (!wish.extended) {
            return Reply.json(request, new Body.Bytes(plain.now().peers().without(self)), headers);
        }
        if (wish.sample == 0) {
            return wish.since.isPresent() ? changes(request, wish, self, headers) : all(request, wish, self, headers);
        }
        return sample(request, wish, self, headers);
    }

    private Response all(Request request, Wish wish, PeerAddress self, Headers headers) {
        if (wish.ifNoneMatch.isPresent()) {
            ListTag tag = new ListTag(registry.version(), 0);
            if (tag.isAmong(wish.ifNoneMatch.get())) {
                return notModified(tag, headers);
            }
        }
        SharedList.Encoded list = extended.now();
        ListTag tag = new ListTag(list.version(), 0);
        return Reply.json(request, new Body.Bytes(list.peers().without(self)), headers.with(tag.header()));
    }

    /** Nothing new is a 304 if the asker takes that. */
    private Response changes(Request request, Wish wish, PeerAddress self, Headers headers) {
        Changes changes = registry.changes(wish.since.flatMap(ListTag::version).orElse(""));
        ListTag tag = new ListTag(changes.version(), 0);
        if (wish.ifNoneMatch.filter(tag::isAmong).isPresent()) {
            return notModified(tag, headers);
        }
        List<PeerAddress> removed = changes.removed().stream()
                .filter(address -> !isSame(address, self))
                .toList();
        return Reply.json(
                request,
                PeerJson.changes(tag.text(), changes.full(), without(self, changes.added()), removed),
                headers.with(tag.header()));
    }

    /** One more is drawn, in place of the caller: without him, what is left is a sample of the others. */
    private Response sample(Request request, Wish wish, PeerAddress self, Headers headers) {
        Listing drawn = registry.sample(wish.sample + 1);
        ListTag tag = new ListTag(drawn.version(), wish.sample);
        if (wish.ifNoneMatch.filter(tag::isAmong).isPresent()) {
            return notModified(tag, headers);
        }
        List<Peer> others = without(self, drawn.peers());
        if (others.size() > wish.sample) {
            others = others.subList(0, wish.sample);
        }
        return Reply.json(request, PeerJson.list(others), headers.with(tag.header()));
    }

    private static Response notModified(ListTag tag, Headers headers) {
        return Response.of(Status.NOT_MODIFIED, headers.with(tag.header()), Body.NONE);
    }

    private static List<Peer> without(PeerAddress self, List<Peer> peers) {
        List<Peer> others = new ArrayList<>(peers.size());
        for (Peer peer : peers) {
            if (!isSame(peer.address(), self)) {
                others.add(peer);
            }
        }
        return others;
    }

    private static boolean isSame(PeerAddress address, PeerAddress self) {
        return address.port() == self.port() && address.host().equals(self.host());
    }

    /**
     * What is asked for.
     *
     * @param extended whether the asker takes the additions
     * @param ifNoneMatch the tags of what he has
     * @param since the tag from which on changes are wanted
     * @param sample how many peers are wanted; 0 for all
     */
    record Wish(boolean extended, Optional<String> ifNoneMatch, Optional<String> since, int sample) {}
}
