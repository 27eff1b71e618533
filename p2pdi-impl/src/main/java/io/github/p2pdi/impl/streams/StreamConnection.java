package io.github.p2pdi.impl.streams;

import io.github.p2pdi.impl.conversation.Conversation;
import io.github.p2pdi.impl.conversation.Ending;
import io.github.p2pdi.impl.conversation.Engine;
import io.github.p2pdi.impl.runtime.Closer;
import io.github.p2pdi.impl.runtime.Moment;
import io.github.p2pdi.impl.runtime.Watchdog;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.transport.ByteStream;
import io.github.p2pdi.transport.Exchange.Outcome;
import io.github.p2pdi.transport.ExchangeHandler;
import io.github.p2pdi.transport.TransportContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives a conversation over a blocking stream, with a thread of its own. Whoever holds the lock may touch the conversation: the thread holds
 * it but for shaking hands, reading, writing, saying goodbye and waiting. The watchdog, when a deadline passes, takes it to say so to the conversation, sends the
 * last answer if there is one, and closes the stream under the thread.
 *
 * <p>Handlers and listeners run with the lock held, and may do what they like to other connections. So nobody else waits for it: others leave steps to be done, and close
 * the stream under a thread that reads.
 */
final class StreamConnection implements Runnable, Engine, Ending {
    private static final Logger LOG = LoggerFactory.getLogger(StreamConnection.class);
    private static final int READ_BUFFER = 8 << 10;
    private static final int WRITE_BUFFER = 128 << 10;
    /** How long the last answer may take of one who is late. */
    private static final Duration LAST_WORD = Duration.ofSeconds(1);
    /** What is written at a time of an answer whose reader has turned out to be slow, as only what is written whole counts as taken. */
    private static final int SMALL_WRITE = 8 << 10;

    private static final long SLOW_NANOS = 1_000_000_000L;

    private final ByteStream stream;
    private final TransportContext context;
    private final Consumer<StreamConnection> onEnd;
    private final Conversation conversation;
    private final Watchdog watchdog;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ReentrantLock lock = new ReentrantLock();
    private final Steps steps = new Steps();
    private final ByteBuffer in = ByteBuffer.allocate(READ_BUFFER);
    /** By when hands must be shaken; until then the conversation has no say. */
    private long shakenBy;

    private boolean shaking = true;
    private boolean saidGoodbye;
    /** How much of an answer is written at a time. */
    private int most = WRITE_BUFFER;

    StreamConnection(
            TransportContext context, ByteStream stream, ExchangeHandler handler, Consumer<StreamConnection> onEnd) {
        this.context = context;
        this.stream = stream;
        this.onEnd = onEnd;
        this.conversation = new Conversation(context, handler, stream::remote, this);
        this.watchdog = new Watchdog(context.time(), () -> away(this::late));
    }

    /** To be called before it runs. */
    void refuse() {
        conversation.refuse();
        steps.listens(false);
    }

    @Override
    public void run() {
        lock.lock();
        try {
            shakeHands();
            while (!conversation.isClosed()) {
                step();
            }
        } catch (IOException e) {
            conversation.close(stream.isOpen() ? Outcome.PEER_GONE : Outcome.CLOSED);
        } catch (RuntimeException | Error e) {
            // A document or a stream of the user's own may throw anything: it ends this connection and nothing else.
            LOG.warn("the connection of {} failed", stream.remote().address(), e);
        } finally {
            try {
                end();
            } finally {
                lock.unlock();
                leave();
            }
        }
    }

    private void end() {
        try {
            conversation.close(Outcome.CLOSED);
        } finally {
            // Answers that have come too late have bodies that are to be closed.
            steps.end().forEach(Runnable::run);
        }
    }

    private void leave() {
        Closer.close(watchdog);
        Closer.close(stream);
        try {
            onEnd.accept(this);
        } finally {
            ended.countDown();
        }
    }

    private void shakeHands() throws IOException {
        shakenBy = context.time().nanos() + TimeSource.nanosIn(context.limits().handshake());
        watchdog.arm(shakenBy);
        lock.unlock();
        try {
            stream.shakeHands();
        } finally {
            lock.lock();
            watchdog.disarm();
        }
        shaking = false;
        steps.listens(false);
        conversation.begin();
    }

    /** The lock is held. */
    private void step() throws IOException {
        Runnable next = steps.poll();
        if (next != null) {
            next.run();
        } else if (conversation.hasOutput()) {
            write();
        } else if (conversation.isLingering()) {
            sayGoodbye();
            read();
        } else if (!conversation.advance()) {
            if (conversation.wantsInput()) {
                read();
            } else {
                await();
            }
        }
    }

    /** What others wanted first, as that it be the last answer. */
    private void doSteps() {
        steps.take().forEach(Runnable::run);
    }

    private void await() {
        lock.unlock();
        try {
            steps.await();
        } finally {
            lock.lock();
        }
    }

    private void sayGoodbye() throws IOException {
        if (!saidGoodbye) {
            saidGoodbye = true;
            watchdog.arm(conversation.deadline());
            lock.unlock();
            try {
                stream.shutdownOutput();
            } finally {
                lock.lock();
                watchdog.disarm();
            }
        }
    }

    private void read() throws IOException {
        if (!steps.listens(!conversation.isLingering())) {
            return;
        }
        watchdog.arm(conversation.deadline());
        int read;
        lock.unlock();
        try {
            in.clear();
            read = stream.read(in);
        } finally {
            lock.lock();
            watchdog.disarm();
        }
        steps.listens(false);
        doSteps();
        if (conversation.isClosed()) {
            return;
        }
        if (read < 0) {
            conversation.inputEnded();
        } else {
            conversation.received(in.flip());
        }
    }

    private void write() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(0);
        while (conversation.hasOutput()) {
            ByteBuffer out = conversation.outputInPlace(most).orElse(null);
            if (out == null) {
                int wanted = conversation.outputSize(most);
                buffer = buffer.capacity() < wanted ? ByteBuffer.allocate(wanted) : buffer;
                out = fill(buffer.clear().limit(wanted));
            }
            int count = out.remaining();
            if (count == 0) {
                return;
            }
            watchdog.arm(conversation.deadline());
            long began = context.time().nanos();
            lock.unlock();
            try {
                stream.write(out);
            } finally {
                lock.lock();
                watchdog.disarm();
            }
            if (context.time().nanos() - began > SLOW_NANOS) {
                most = SMALL_WRITE;
            }
            doSteps();
            conversation.sent(count);
        }
        if (conversation.outputSize(most) == 0) {
            most = WRITE_BUFFER;
        }
    }

    private ByteBuffer fill(ByteBuffer out) throws IOException {
        boolean whole = false;
        try {
            conversation.output(out);
            whole = true;
        } finally {
            if (!whole) {
                // The document failed us, not the connection.
                conversation.close(Outcome.CLOSED);
            }
        }
        return out.flip();
    }

    @Override
    public boolean execute(Runnable step) {
        if (lock.isHeldByCurrentThread()) {
            step.run();
            return true;
        }
        return steps.add(step) != Steps.State.OVER;
    }

    private void late() {
        // Also where nobody can tell.
        boolean ends = true;
        lock.lock();
        try {
            long by = shaking ? shakenBy : conversation.deadline();
            if (Moment.hasCome(by, context.time().nanos())) {
                ends = !lingersLate();
            } else {
                // Meanwhile what was waited for may have come, or the timer has rung too early.
                watchdog.arm(by);
                ends = false;
            }
        } finally {
            lock.unlock();
            if (ends) {
                Closer.close(stream);
            }
        }
    }

    /** Whether there was a last word, and the thread that reads goes on for as long as it takes to arrive: closed at once, it would be lost. */
    private boolean lingersLate() {
        boolean lingers = false;
        try {
            conversation.deadlinePassed();
            if (conversation.hasOutput()) {
                sayLastWord();
                lingers = conversation.isLingering();
            }
        } catch (IOException e) {
            // It is closed all the same.
        } finally {
            if (lingers) {
                steps.listens(false);
                watchdog.arm(conversation.deadline());
            } else {
                conversation.close(Outcome.DEADLINE);
            }
        }
        return lingers;
    }

    /** Whoever does not take it at once does not get it: others wait for the lock. */
    private void sayLastWord() throws IOException {
        TimeSource.Scheduled end = context.time().schedule(LAST_WORD, () -> away(() -> Closer.close(stream)));
        try {
            ByteBuffer last = ByteBuffer.allocate(READ_BUFFER);
            conversation.output(last);
            int count = last.flip().remaining();
            stream.write(last);
            stream.shutdownOutput();
            saidGoodbye = true;
            conversation.sent(count);
        } finally {
            end.cancel();
        }
    }

    /** Ends it away from the thread that rings; where there is no other, without a word. */
    private void away(Runnable ending) {
        try {
            context.executor().execute(ending);
        } catch (RejectedExecutionException e) {
            Closer.close(stream);
        }
    }

    @Override
    public void shutDown() {
        if (steps.add(conversation::shutDown) == Steps.State.LISTENING) {
            Closer.close(stream);
        }
    }

    /** Ends it if it has waited for another request for that long; then its thread does not hold the lock. */
    void makeRoom(long idleNanos) {
        if (isIdleFor(idleNanos)) {
            shutDown();
        }
    }

    private boolean isIdleFor(long nanos) {
        if (!lock.tryLock()) {
            return false;
        }
        try {
            return conversation.isIdleFor(nanos);
        } finally {
            lock.unlock();
        }
    }

    /** Ends it without its ever having run. */
    void abandon() {
        lock.lock();
        try {
            end();
        } finally {
            lock.unlock();
            leave();
        }
    }

    @Override
    public boolean awaitEnd(long most, TimeUnit unit) {
        if (lock.isHeldByCurrentThread()) {
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
        steps.add(() -> conversation.close(Outcome.CLOSED));
        Closer.close(stream);
    }
}
