package io.github.p2pdi.transport;

/** Answers requests: rule 8 of {@link Transport}. Many threads at once. */
@FunctionalInterface
public interface ExchangeHandler {
    /**
     * Answers a request, or sees to it that somebody will. It must not block: what takes long is given to another thread, which answers then.
     *
     * @param exchange the request and the means to answer it
     */
    void handle(Exchange exchange);
}
