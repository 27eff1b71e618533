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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Lets in as many requests at once as can be answered in time, and tells the others when to come again: a server that answers late is worse than one
 * that says so, as who has waited in vain asks once more. Peers that renew or leave are let in while those that register are not any more, so that
 * no lease is lost to a crowd. Safe for concurrent use.
 */
public final class Doorkeeper implements ExchangeHandler {
    private static final Set<String> FIRST = Set.of("keepalive", "leave");

    private final ExchangeHandler service;
    private final Pace pace;
    private final AtomicInteger inside = new AtomicInteger();

    /** Stands before a service. */
    public Doorkeeper(ExchangeHandler service, TimeSource time) {
        this.service = service;
        pace = new Pace(time);
    }

    @Override
    public void handle(Exchange exchange) {
        Request request = exchange.request();
        int room = pace.room();
        if (inside.incrementAndGet() > (FIRST.contains(request.method()) ? room : room / 2)) {
            inside.decrementAndGet();
            exchange.answer(Reply.refusal(request, Status.UNAVAILABLE, "too much is going on", pace.turn()));
            return;
        }
        Visit visit = new Visit(exchange);
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

    /** An exchange that is counted until it is answered. */
    private final class Visit implements Exchange {
        private final Exchange exchange;
        private final AtomicBoolean over = new AtomicBoolean();

        Visit(Exchange exchange) {
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

        private void over() {
            if (over.compareAndSet(false, true)) {
                pace.served(inside.decrementAndGet());
            }
        }
    }
}
