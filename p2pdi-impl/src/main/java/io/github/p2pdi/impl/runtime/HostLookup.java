package io.github.p2pdi.impl.runtime;

import io.github.p2pdi.time.Deadline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A name being looked up by another thread, as a resolver knows no deadline. The lock guards both outcomes. Safe for concurrent use. */
public final class HostLookup {
    /** What {@link UnknownHostException} says here. */
    public static final String UNKNOWN = "there is no host of that name";

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition done = lock.newCondition();
    private @Nullable List<InetAddress> found;
    private @Nullable IOException failure;

    private HostLookup() {}

    /**
     * The addresses of a host, in the system's order; blocks until the deadline at the most. A literal is parsed.
     *
     * @param executor runs what may take longer than the deadline
     * @throws UnknownHostException if there is no host of that name
     * @throws IOException if it cannot be told in time, or the thread is interrupted, which then stays set
     */
    public static List<InetAddress> of(String host, Executor executor, Deadline deadline) throws IOException {
        return begin(host, Resolver.SYSTEM, executor).await(deadline);
    }

    /** Begins to look a host up; a literal is parsed. Does not block. */
    public static HostLookup begin(String host, Resolver resolver, Executor executor) {
        return begin(host, resolver, executor, lookup -> {});
    }

    /**
     * The same for somebody who does not wait.
     *
     * @param executor runs the resolver
     * @param then is given the lookup when {@link #outcome} has something to tell, by the thread that found out
     */
    public static HostLookup begin(String host, Resolver resolver, Executor executor, Consumer<HostLookup> then) {
        HostLookup lookup = new HostLookup();
        Runnable resolving = () -> {
            lookup.run(host, resolver);
            then.accept(lookup);
        };
        if (IpLiteral.is(host)) {
            resolving.run();
            return lookup;
        }
        try {
            executor.execute(resolving);
        } catch (RejectedExecutionException e) {
            lookup.ended(null, new IOException("closed", e));
            then.accept(lookup);
        }
        return lookup;
    }

    private void run(String host, Resolver resolver) {
        try {
            ended(List.of((IpLiteral.is(host) ? Resolver.SYSTEM : resolver).resolve(host)), null);
        } catch (UnknownHostException e) {
            UnknownHostException unknown = new UnknownHostException(UNKNOWN);
            unknown.initCause(e);
            ended(null, unknown);
        } catch (RuntimeException | Error e) {
            // Whatever a resolver throws: others wait for it to end.
            ended(null, new IOException("its name could not be resolved: " + e, e));
        }
    }

    private void ended(@Nullable List<InetAddress> answer, @Nullable IOException problem) {
        lock.lock();
        try {
            found = answer;
            failure = problem;
            done.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The addresses, in the resolver's order; blocks until the deadline at the most. Whoever gives up takes nothing from others who wait.
     *
     * @throws UnknownHostException if there is no host of that name
     * @throws IOException if it cannot be told in time, or the thread is interrupted, which then stays set
     */
    public List<InetAddress> await(Deadline deadline) throws IOException {
        lock.lock();
        try {
            while (found == null && failure == null && !deadline.hasPassed()) {
                deadline.time().await(lock, done, deadline.nanosLeft());
            }
            return outcome();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The addresses, if they are known by now; does not block.
     *
     * @throws UnknownHostException if there is no host of that name
     * @throws IOException if it cannot be told, or not yet
     */
    public List<InetAddress> outcome() throws IOException {
        lock.lock();
        try {
            return Optional.ofNullable(found)
                    .orElseThrow(
                            () -> failure == null ? new IOException("its name was not resolved in time") : failure);
        } finally {
            lock.unlock();
        }
    }
}
