package io.github.p2pdi.impl.registration;

import io.github.p2pdi.impl.json.PeerJson;
import io.github.p2pdi.impl.reply.Reply;
import io.github.p2pdi.impl.runtime.Revocable;
import io.github.p2pdi.impl.runtime.Superseded;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.registry.Changes;
import io.github.p2pdi.registry.Listing;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Response;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The answer to one pquery, in whichever form; the caller is in none.
 *
 * @param exchange is answered once
 * @param self the caller
 * @param headers what else the answer has
 */
record ListAnswer(Exchange exchange, PeerAddress self, Headers headers) {
    private static final Duration COME_AGAIN = Duration.ofSeconds(1);

    /** One that waits for a list. */
    SharedList.Asker from(Consumer<EncodedList> step) {
        return new SharedList.Asker() {
            @Override
            public void list(EncodedList list) {
                step.accept(list);
            }

            @Override
            public void busy() {
                ListAnswer.this.busy();
            }
        };
    }

    void busy() {
        exchange.answer(
                Reply.refusal(exchange.request(), Status.UNAVAILABLE, "too many want a list of peers", COME_AGAIN));
    }

    void notModified(ListTag tag) {
        exchange.answer(Response.of(Status.NOT_MODIFIED, headers.with(tag.header()), Body.NONE));
    }

    void plain(EncodedList list) {
        exchange.answer(Reply.json(exchange.request(), list.body(list.peers().without(self)), headers));
    }

    void all(EncodedList list) {
        answer(list, list.peers().without(self), new ListTag(list.version(), 0));
    }

    void allAnew(EncodedList list) {
        ListTag tag = new ListTag(list.version(), 0);
        answer(list, PeerJson.allAnew(tag.text(), list.peers().without(self)), tag);
    }

    /** A sample of so many, from a place drawn by lot: the list is in random order. */
    void some(EncodedList list, int first, int most) {
        answer(list, list.peers().some(first, most, self), new ListTag(list.version(), most));
    }

    /** A sample of so many, of which one more was drawn, in place of the caller: without him, what is left is a sample of the others. */
    void some(Listing drawn, int most) {
        List<Peer> others = others(drawn.peers());
        answer(
                PeerJson.list(others.size() > most ? others.subList(0, most) : others),
                new ListTag(drawn.version(), most));
    }

    /** Those that are long are among what is being sent, for as long as that takes. */
    void changes(Changes changes, Superseded sent) {
        ListTag tag = new ListTag(changes.version(), 0);
        List<PeerAddress> removed =
                changes.removed().stream().filter(address -> !isCaller(address)).toList();
        ByteBuffer text = PeerJson.changes(tag.text(), others(changes.added()), removed);
        Revocable revocable = new Revocable();
        Body body = revocable.body(new Body.Bytes(List.of(text)));
        if (revocable.isBeingRead()) {
            sent.add(revocable, body.size(), 0);
        }
        exchange.answer(Reply.json(exchange.request(), body, headers.with(tag.header())));
    }

    private void answer(EncodedList list, List<ByteBuffer> pieces, ListTag tag) {
        exchange.answer(Reply.json(exchange.request(), list.body(pieces), headers.with(tag.header())));
    }

    private void answer(ByteBuffer body, ListTag tag) {
        exchange.answer(Reply.json(exchange.request(), body, headers.with(tag.header())));
    }

    private List<Peer> others(List<Peer> peers) {
        List<Peer> others = new ArrayList<>(peers.size());
        for (Peer peer : peers) {
            if (!isCaller(peer.address())) {
                others.add(peer);
            }
        }
        return others;
    }

    private boolean isCaller(PeerAddress address) {
        return address.port() == self.port() && address.host().equals(self.host());
    }
}
