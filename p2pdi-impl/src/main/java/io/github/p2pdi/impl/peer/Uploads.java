package io.github.p2pdi.impl.peer;

import io.github.p2pdi.impl.runtime.PacedContent;
import io.github.p2pdi.impl.runtime.ReachedLimits;
import io.github.p2pdi.impl.runtime.Turns;
import io.github.p2pdi.model.Limit;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerListener;
import io.github.p2pdi.node.PeerStatistics;
import io.github.p2pdi.node.Upload;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Response;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** The documents that are being sent: how many at once, how fast all of them together, and who is told. Safe for concurrent use. */
public final class Uploads {
    private final UploadSlots slots;
    private final ReachedLimits limits;
    private final Turns turns;
    private final PeerListener listener;
    private final Consumer<Runnable> events;
    private final AtomicLong ids = new AtomicLong();
    private final LongAdder begun = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    private Uploads(
            UploadSlots slots, ReachedLimits limits, Turns turns, PeerListener listener, Consumer<Runnable> events) {
        this.slots = slots;
        this.limits = limits;
        this.turns = turns;
        this.listener = listener;
        this.events = events;
    }

    /** As many and as fast as that is set up; {@code events} tells the listener, in order and away from here, and {@code limits} counts those for whom there is no slot. */
    public static Uploads of(PeerConfig config, TimeSource time, ReachedLimits limits, Consumer<Runnable> events) {
        return new Uploads(
                new UploadSlots(config.uploads(), time, config.maxUploadRate()),
                limits,
                new Turns(time, config.maxUploadRate()),
                config.listener(),
                events);
    }

    /** How fast all of them together may go, from now on. */
    void rate(OptionalLong bytesPerSecond) {
        turns.rate(bytesPerSecond);
        slots.rate(bytesPerSecond);
    }

    /** Whether one more may be sent; it counts until the exchange ends, or makes room for another since it is hardly read. */
    boolean admit(Exchange exchange) {
        boolean admitted = slots.take(exchange);
        if (!admitted) {
            limits.reached(Limit.UPLOADS, 1);
        }
        return admitted;
    }

    /** Answers a getrfc with a refusal, or with a record and the document. */
    void send(Exchange exchange, List<Response> frames) {
        if (frames.size() < 2 || !(frames.get(1).body() instanceof Body.Slice document)) {
            exchange.answer(frames);
            return;
        }
        count(exchange, document.size());
        if (listener != PeerListener.NONE) {
            tell(exchange, document);
        }
        Body.Slice watched = slots.watched(exchange, document);
        Body.Slice paced =
                new Body.Slice(new PacedContent(watched.content(), turns), document.offset(), document.size());
        exchange.answer(List.of(frames.get(0), new Response(frames.get(1).head(), paced)));
    }

    private void count(Exchange exchange, long size) {
        begun.increment();
        exchange.onEnd(outcome -> {
            ended.increment();
            bytes.add(outcome == Exchange.Outcome.SENT ? size : 0);
        });
    }

    PeerStatistics.Uploads statistics() {
        // In this order, so that no more have ended than have begun.
        long over = ended.sum();
        long all = begun.sum();
        return new PeerStatistics.Uploads((int) (all - over), all, bytes.sum());
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
