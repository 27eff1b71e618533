package io.github.p2pdi.impl.memory;

import io.github.p2pdi.impl.conversation.Conversation;
import io.github.p2pdi.impl.conversation.Ending;
import io.github.p2pdi.impl.conversation.Engine;
import io.github.p2pdi.impl.runtime.Moment;
import io.github.p2pdi.impl.runtime.Watchdog;
import io.github.p2pdi.transport.Exchange.Outcome;
import io.github.p2pdi.transport.ExchangeHandler;
import io.github.p2pdi.transport.Remote;
import io.github.p2pdi.transport.TransportContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives a conversation over two pipes, in turns: one begins on a thread of the executor when there is something to do, and ends when there is no more. In
 * between no thread waits for it. One turn runs at a time; its thread alone touches the conversation. The monitor guards who has the turn, and what is to be done in it.
 */
final class MemoryConnection implements Engine, Ending {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryConnection.class);
    private static final int READ_BUFFER = 8 << 10;
    private static final int WRITE_BUFFER = 64 << 10;

    private final TransportContext context;
    private final Executor turns;
    private final MemoryPipe in;
    private final MemoryPipe out;
    private final Consumer<MemoryConnection> onEnd;
    private final Conversation conversation;
    private final Watchdog watchdog;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Queue<Runnable> steps = new ArrayDeque<>(1);
    private @Nullable Thread driver;
    private boolean hasTurn;
    private boolean wanted;
    private boolean over;

    MemoryConnection(
            TransportContext context,
            ExchangeHandler handler,
            Remote remote,
            MemoryPipe in,
            MemoryPipe out,
            Consumer<MemoryConnection> onEnd) {
        this.context = context;
        turns = context.shared(TurnThreads.class, () -> new TurnThreads(context.executor()))
                .executor();
        this.in = in;
        this.out = out;
        this.onEnd = onEnd;
        conversation = new Conversation(context, handler, () -> remote, this);
        watchdog = new Watchdog(context.time(), () -> execute(this::late));
    }

    /** Begins, once; a connection too many is told so. */
    void open(boolean admitted) {
        if (!admitted) {
            conversation.refuse();
        }
        in.onReadable(this::wake);
        out.onWritable(this::wake);
        wake();
    }

    /** There may be something to do. */
    private void wake() {
        synchronized (this) {
            wanted = true;
            if (hasTurn || over) {
                return;
            }
            hasTurn = true;
        }
        try {
            turns.execute(this::turn);
        } catch (RejectedExecutionException e) {
            // The node is being closed.
            conversation.close(Outcome.CLOSED);
            end();
        }
    }

    private void turn() {
        synchronized (this) {
            driver = Thread.currentThread();
        }
        try {
            while (isWanted()) {
                drive();
            }
        } catch (IOException e) {
            conversation.close(Outcome.PEER_GONE);
        } catch (RuntimeException | Error e) {
            // A document of the user's own may throw anything: it ends this connection and nothing else.
            LOG.warn("the connection of {} failed", conversation.remote().address(), e);
            conversation.close(Outcome.CLOSED);
        } finally {
            // Where the turn was given back somebody else may have had one meanwhile, and ended it.
            if (isDriver() && conversation.isClosed()) {
                end();
            }
        }
    }

    /** Whether there may be more to do; if not, the turn is over. */
    private synchronized boolean isWanted() {
        boolean more = wanted && !conversation.isClosed();
        wanted = false;
        if (!more && !conversation.isClosed()) {
            hasTurn = false;
            driver = null;
        }
        return more;
    }

    private void drive() throws IOException {
        boolean more = true;
        while (more && !conversation.isClosed()) {
            Runnable step = nextStep();
            if (step != null) {
                step.run();
            } else if (conversation.hasOutput()) {
                more = write();
            } else if (!conversation.advance()) {
                more = conversation.wantsInput() && read();
            }
        }
        watchdog.arm(conversation.deadline());
    }

    private synchronized @Nullable Runnable nextStep() {
        return steps.poll();
    }

    private boolean read() throws IOException {
        if (conversation.isLingering()) {
            out.end();
        }
        ByteBuffer bytes = ByteBuffer.allocate(Math.min(READ_BUFFER, in.size()));
        int read = in.tryRead(bytes);
        if (read < 0) {
            conversation.inputEnded();
        } else if (read > 0) {
            conversation.received(bytes.flip());
        }
        return read != 0;
    }

    private boolean write() throws IOException {
        int size = Math.min(conversation.outputSize(WRITE_BUFFER), out.room());
        if (size == 0) {
            return false;
        }
        ByteBuffer bytes = ByteBuffer.allocate(size);
        fill(bytes);
        int written = out.tryWrite(bytes.flip());
        conversation.sent(written);
        return written > 0;
    }

    private void fill(ByteBuffer bytes) throws IOException {
        boolean whole = false;
        try {
            conversation.output(bytes);
            whole = true;
        } finally {
            if (!whole) {
                // The document failed us, not the connection.
                conversation.close(Outcome.CLOSED);
            }
        }
    }

    private void late() {
        if (Moment.hasCome(conversation.deadline(), context.time().nanos())) {
            conversation.deadlinePassed();
        }
    }

    @Override
    public boolean execute(Runnable step) {
        if (isDriver()) {
            step.run();
            return true;
        }
        synchronized (this) {
            if (over) {
                return false;
            }
            steps.add(step);
        }
        wake();
        return true;
    }

    private synchronized boolean isDriver() {
        return driver == Thread.currentThread();
    }

    @Override
    public void shutDown() {
        execute(conversation::shutDown);
    }

    @Override
    public boolean awaitEnd(long most, TimeUnit unit) {
        if (isDriver()) {
            return false;
        }
        try {
            return ended.await(most, unit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        execute(() -> conversation.close(Outcome.CLOSED));
    }

    private void end() {
        List<Runnable> left;
        synchronized (this) {
            over = true;
            driver = null;
            left = List.copyOf(steps);
            steps.clear();
        }
        // Answers that have come too late have bodies that are to be closed.
        left.forEach(Runnable::run);
        watchdog.close();
        out.end();
        in.breakOff();
        onEnd.accept(this);
        ended.countDown();
    }
}
