package io.github.p2pdi.impl.registration;

import io.github.p2pdi.impl.reply.Reply;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.ExchangeHandler;
import io.github.p2pdi.transport.Remote;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.Response;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Lets in as many requests at once as can be answered in time, and tells the others when to come again: a server that answers late is worse than one
 * that says so, as who has waited in vain asks once more. Peers that renew or leave are let in while those that register are not any more, so that
 * no lease is lost to a crowd. Who waits for a lookup or a save takes no room from anybody; of those there is a number that may wait at once. Safe for
 * concurrent use.
 */
public final class Doorkeeper implements ExchangeHandler {
    /** So many wait for lookups and saves before nobody registers any more: more than come while one save takes its usual time. */
    static final int MOST_WAITING = 1000;

    private static final Set<String> FIRST = Set.of("keepalive", "leave");

    private final ExchangeHandler service;
    private final Pace pace;
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();

    /** Stands before a service. */
    public Doorkeeper(ExchangeHandler service, TimeSource time) {
        this.service = service;
        pace = new Pace(time);
    }

    @Override
    public void handle(Exchange exchange) {
        Request request = exchange.request();
        if (waiting.get() >= MOST_WAITING && request.method().equals("register")) {
            sendAway(exchange);
            return;
        }
        int room = pace.room();
        if (inside.incrementAndGet() > (FIRST.contains(request.method()) ? room : room / 2)) {
            inside.decrementAndGet();
            pace.crowded();
            sendAway(exchange);
            return;
        }
        Counted visit = new Counted(exchange);
        boolean handled = false;
        try {
            service.handle(visit);
            handled = true;
        } finally {
            if (!handled) {
                visit.over();
            }
        }
    }

    private void sendAway(Exchange exchange) {
        exchange.answer(Reply.refusal(exchange.request(), Status.UNAVAILABLE, "too much is going on", pace.turn()));
    }

    private enum Stage {
        INSIDE,
        WAITING,
        OVER
    }

    /** An exchange that is counted until it is answered: among those inside, until it waits. */
    private final class Counted implements Visit {
        private final Exchange exchange;
        private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.INSIDE);

        Counted(Exchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public Request request() {
            return exchange.request();
        }

        @Override
        public Remote remote() {
            return exchange.remote();
        }

        @Override
        public void answer(List<Response> frames) {
            over();
            exchange.answer(frames);
        }

        @Override
        public void hangUp() {
            over();
            exchange.hangUp();
        }

        @Override
        public void onEnd(Consumer<Outcome> listener) {
            exchange.onEnd(listener);
        }

        @Override
        public void waits() {
            if (stage.compareAndSet(Stage.INSIDE, Stage.WAITING)) {
                waiting.incrementAndGet();
                pace.served(inside.decrementAndGet());
            }
        }

        private void over() {
            Stage before = stage.getAndSet(Stage.OVER);
            if (before == Stage.INSIDE) {
                pace.served(inside.decrementAndGet());
            } else if (before == Stage.WAITING) {
                waiting.decrementAndGet();
            }
        }
    }
}
