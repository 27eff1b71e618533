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
import org.jspecify.annotations.Nullable;

/** A name being looked up by another thread, as a resolver knows no deadline. The lock guards both outcomes. */
public final class HostLookup {
    /** What {@link UnknownHostException} says here. */
    public static final String UNKNOWN = "there is no host of that name";

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition done = lock.newCondition();
    private @Nullable List<InetAddress> found;
    private @Nullable UnknownHostException failure;

    private HostLookup() {}

    /**
     * The addresses of a host, in the resolver's order; blocks until the deadline at the most. A literal is parsed.
     *
     * @param executor runs what may take longer than the deadline
     * @throws UnknownHostException if there is no host of that name
     * @throws IOException if it cannot be told in time, or the thread is interrupted, which then stays set
     */
    public static List<InetAddress> of(String host, Executor executor, Deadline deadline) throws IOException {
        if (IpLiteral.is(host)) {
            return List.of(InetAddress.getAllByName(host));
        }
        HostLookup lookup = new HostLookup();
        try {
            executor.execute(() -> lookup.run(host));
        } catch (RejectedExecutionException e) {
            throw new IOException("closed", e);
        }
        return lookup.await(deadline);
    }

    private void run(String host) {
        List<InetAddress> answer = null;
        UnknownHostException problem = null;
        try {
            answer = List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            problem = new UnknownHostException(UNKNOWN);
            problem.initCause(e);
        }
        lock.lock();
        try {
            found = answer;
            failure = problem;
            done.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private List<InetAddress> await(Deadline deadline) throws IOException {
        lock.lock();
        try {
            while (found == null && failure == null && !deadline.hasPassed()) {
                deadline.time().await(lock, done, deadline.nanosLeft());
            }
            return Optional.ofNullable(found)
                    .orElseThrow(
                            () -> failure == null ? new IOException("its name was not resolved in time") : failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            lock.unlock();
        }
    }
}
