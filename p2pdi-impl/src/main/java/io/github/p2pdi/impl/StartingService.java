package io.github.p2pdi.impl;

import io.github.p2pdi.impl.reply.Reply;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.ExchangeHandler;
import java.time.Duration;

/**
 * Stands before the service of a node that listens already, and has whoever asks come again until it is ready: a peer that has not looked at its documents yet would tell
 * that it has none. Safe for concurrent use.
 */
final class StartingService implements ExchangeHandler {
    private static final Duration COME_AGAIN = Duration.ofSeconds(1);

    private final ExchangeHandler service;
    private volatile boolean ready;

    StartingService(ExchangeHandler service) {
        this.service = service;
    }

    void ready() {
        ready = true;
    }

    @Override
    public void handle(Exchange exchange) {
        if (ready) {
            service.handle(exchange);
        } else {
            exchange.answer(Reply.refusal(exchange.request(), Status.UNAVAILABLE, "this peer is starting", COME_AGAIN));
        }
    }
}
