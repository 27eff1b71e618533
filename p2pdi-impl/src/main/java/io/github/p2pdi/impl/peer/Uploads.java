package io.github.p2pdi.impl.peer;

import io.github.p2pdi.impl.runtime.PacedContent;
import io.github.p2pdi.impl.runtime.Turns;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerListener;
import io.github.p2pdi.node.Upload;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Response;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The documents that are being sent: how many at once, how fast all of them together, and who is told. Safe for concurrent use. */
public final class Uploads {
    private final UploadSlots slots;
    private final Turns turns;
    private final PeerListener listener;
    private final Consumer<Runnable> events;
    private final AtomicLong ids = new AtomicLong();

    private Uploads(UploadSlots slots, Turns turns, PeerListener listener, Consumer<Runnable> events) {
        this.slots = slots;
        this.turns = turns;
        this.listener = listener;
        this.events = events;
    }

    /** As many and as fast as that is set up; {@code events} tells the listener, in order and away from here. */
    public static Uploads of(PeerConfig config, TimeSource time, Consumer<Runnable> events) {
        return new Uploads(
                new UploadSlots(config.uploads()), new Turns(time, config.maxUploadRate()), config.listener(), events);
    }

    /** How fast all of them together may go, from now on. */
    void rate(OptionalLong bytesPerSecond) {
        turns.rate(bytesPerSecond);
    }

    /** Whether one more may be sent; it counts until the exchange ends. */
    boolean admit(Exchange exchange) {
        return slots.take(exchange);
    }

    /** Answers a getrfc with a refusal, or with a record and the document. */
    void send(Exchange exchange, List<Response> frames) {
        if (frames.size() < 2 || !(frames.get(1).body() instanceof Body.Slice document)) {
            exchange.answer(frames);
            return;
        }
        if (listener != PeerListener.NONE) {
            tell(exchange, document);
        }
        Body.Slice paced =
                new Body.Slice(new PacedContent(document.content(), turns), document.offset(), document.size());
        exchange.answer(List.of(frames.get(0), new Response(frames.get(1).head(), paced)));
    }

    private void tell(Exchange exchange, Body.Slice document) {
        Upload upload = new Upload(
                ids.incrementAndGet(),
                DocumentRequest.number(exchange.request()),
                exchange.remote().address(),
                document.offset(),
                document.size());
        events.accept(() -> listener.uploadStarted(upload));
        exchange.onEnd(outcome -> events.accept(() -> listener.uploadEnded(upload, outcome)));
    }
}
