package io.github.p2pdi.transport;

import io.github.p2pdi.model.Limit;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.MessageCodec;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What a transport is given to work with by the node that uses it.
 *
 * <p>Safe for concurrent use.
 */
public interface TransportContext {
    /** {@return what turns messages into bytes and back} */
    MessageCodec codec();

    /** {@return how much of everything, and how long} */
    TransportLimits limits();

    /** {@return the time} */
    TimeSource time();

    /**
     * {@return where to run what blocks: a thread each, as many as it takes} A task for which there is no thread, now or any more, is rejected with
     * {@link java.util.concurrent.RejectedExecutionException}.
     */
    Executor executor();

    /** {@return the headers that belong on every message that is sent now: Host, OS, Date} */
    Headers defaultHeaders();

    /** {@return whom to tell of each head that is sent or received; it neither blocks nor throws} */
    MessageListener messages();

    /**
     * {@return something that all transports of the same resources share, threads for instance} It is made at the first call and closed with the resources: with the node, or
     * where nodes share them, when whoever made them closes them.
     *
     * @param <T> what it is
     * @param type its class, which is also its name
     * @param make makes it
     */
    <T extends AutoCloseable> T shared(Class<T> type, Supplier<T> make);

    /**
     * Is to be called by a transport each time that it refuses a connection as a limit is reached, so that whoever runs the node is told. It neither blocks nor throws. A transport that
     * does not call it works as well.
     *
     * @param limit the limit
     */
    default void limitReached(Limit limit) {}
}
