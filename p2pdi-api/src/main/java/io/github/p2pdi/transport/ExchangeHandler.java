package io.github.p2pdi.transport;

/** Answers requests. Called on the transport's own threads, many at once, one exchange at a time for each connection. */
@FunctionalInterface
public interface ExchangeHandler {
    /**
     * Answers a request, or sees to it that somebody will. It must not block: what takes long is given to another thread, which answers then.
     * What it throws becomes a 500, and touches no other connection.
     *
     * @param exchange the request and the means to answer it
     */
    void handle(Exchange exchange);
}
