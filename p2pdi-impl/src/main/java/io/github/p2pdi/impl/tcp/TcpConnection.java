package io.github.p2pdi.impl.tcp;

import io.github.p2pdi.impl.conversation.Conversation;
import io.github.p2pdi.impl.conversation.DirectOutput;
import io.github.p2pdi.impl.conversation.Engine;
import io.github.p2pdi.impl.runtime.Closer;
import io.github.p2pdi.impl.runtime.Moment;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.transport.Exchange.Outcome;
import io.github.p2pdi.transport.ExchangeHandler;
import io.github.p2pdi.transport.Remote;
import io.github.p2pdi.transport.TransportContext;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drives a conversation over a socket that is registered with a loop. All but {@link #execute} is for the loop's thread. */
final class TcpConnection implements EventLoop.Ready, EventLoop.Answering, Engine {
    private static final Logger LOG = LoggerFactory.getLogger(TcpConnection.class);
    /** What must leave in one write always goes into it whole. */
    private static final int SMALLEST_WRITE = 132 << 10;

    private static final int SMALL_WRITE = 4 << 10;
    /** So many of a turn's bytes each write counts for, however small: a request has been handled for it, most often. */
    private static final int LEAST_OF_TURN = 16 << 10;

    private static final int SEND_BUFFER = 512 << 10;
    /**
     * A selector tells of room only once a third of the send buffer has gone, which can take a slow reader longer than the longest stall. So a write is tried
     * now and then; but not where it must be taken whole: there no more than two thirds are ever filled, and all that goes is seen.
     */
    private static final int TRIES_IN_A_STALL = 6;

    private static final long LONGEST_TRY_NANOS = Duration.ofSeconds(5).toNanos();

    private final TransportContext context;
    private final SocketChannel channel;
    private final EventLoop loop;
    private final ConnectionGroup group;
    private final Runnable onEnd;
    private final StraightWay straight;
    private @Nullable SelectionKey key;
    private @Nullable Conversation conversation;
    private boolean driving;
    private boolean saidGoodbye;
    private boolean dropped;
    private boolean hasWritten;
    private boolean tuned;
    private boolean tookAll;
    private int writeSize = EventLoop.TURN_BYTES;
    private long tryAgainAt = Moment.NEVER;

    TcpConnection(
            TransportContext context,
            SocketChannel channel,
            EventLoop loop,
            ConnectionGroup group,
            LongSupplier onTheirWay,
            Runnable onEnd) {
        this.context = context;
        this.channel = channel;
        this.loop = loop;
        this.group = group;
        this.straight = new StraightWay(channel, onTheirWay);
        this.onEnd = onEnd;
    }

    /** Begins; reads at once, as the first request has often come by now. */
    void open(ExchangeHandler handler, Remote remote, boolean admitted) {
        try {
            key = channel.register(loop.selector(), SelectionKey.OP_READ, this);
            Conversation begun = new Conversation(context, handler, () -> remote, this);
            conversation = begun;
            group.add(this);
            if (!admitted) {
                begun.refuse();
            } else if (!begun.isClosed()) {
                read(begun);
            }
        } catch (IOException | RuntimeException | Error e) {
            LOG.debug("the connection of {} could not begin", channel, e);
            drop();
        }
        loop.atEndOfTurn(this);
    }

    long deadline() {
        return conversation == null ? Moment.NEVER : Moment.first(conversation.deadline(), tryAgainAt);
    }

    @Override
    public void ready(SelectionKey ready) throws IOException {
        if (conversation != null) {
            // A second selection in one turn finds the interest as it was: nothing more is wanted where something is
            // kept.
            if (ready.isValid() && ready.isReadable() && conversation.wantsInput()) {
                read(conversation);
            }
            loop.atEndOfTurn(this);
        }
    }

    private void read(Conversation with) throws IOException {
        driving = true;
        try {
            ByteBuffer in = loop.read(channel);
            if (in == null) {
                with.inputEnded();
            } else if (in.hasRemaining()) {
                with.received(in);
            }
        } finally {
            driving = false;
        }
    }

    /** Sends what there is to send and handles what was kept, as far as the socket takes it and the turn allows. */
    private void drive() throws IOException {
        Conversation with = conversation;
        if (with == null || driving || dropped) {
            return;
        }
        driving = true;
        try {
            boolean more = true;
            for (int left = EventLoop.TURN_BYTES; more && left > 0; ) {
                if (with.hasOutput()) {
                    boolean aligned = with.sendsAligned();
                    int written = write(with);
                    with.sent(written);
                    left -= Math.max(written, LEAST_OF_TURN);
                    more = tookAll && !(aligned && with.hasOutput());
                } else {
                    more = with.advance();
                }
            }
        } finally {
            driving = false;
        }
        settle(with);
    }

    /** Writes once; gives how many bytes were taken. */
    private int write(Conversation with) throws IOException {
        ByteBuffer out = loop.out().limit(writeSize);
        Optional<DirectOutput> direct = output(with, out);
        if (direct.isPresent()) {
            tune(direct.get().count());
            int taken = straight.send(direct.get());
            tookAll = taken == direct.get().count();
            return taken;
        }
        tune(out.flip().remaining());
        int written = channel.write(out);
        tookAll = !out.hasRemaining();
        adapt(written);
        return written;
    }

    /** What the next write shall be: what is given, or what is in the buffer then. */
    private Optional<DirectOutput> output(Conversation with, ByteBuffer out) throws IOException {
        boolean whole = false;
        // A file that an interrupted thread reads is closed by that.
        EventLoop.forgetInterrupt();
        try {
            Optional<DirectOutput> direct = straight.next(with);
            if (direct.isEmpty()) {
                with.output(out);
            }
            whole = true;
            return direct;
        } finally {
            if (!whole) {
                // The document failed us, not the connection.
                with.close(Outcome.CLOSED);
            }
        }
    }

    /**
     * A first write that is small waits for nothing before it and fits into any buffer. On many connections there is no other, and to set an option is a
     * call of the system.
     */
    private void tune(int size) throws IOException {
        if (!tuned && (hasWritten || size > SMALL_WRITE)) {
            tuned = true;
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
        }
        hasWritten = true;
    }

    /** What the socket does not take is read again: so no more is offered to a slow one than it took last time, and a bit. */
    private void adapt(int written) {
        if (tookAll) {
            writeSize = Math.min(EventLoop.TURN_BYTES, writeSize * 2);
        } else {
            writeSize = Math.max(SMALLEST_WRITE, Math.min(EventLoop.TURN_BYTES, written));
        }
    }

    private long nextTryNanos() {
        return Math.min(TimeSource.nanosIn(context.limits().writeStall()) / TRIES_IN_A_STALL, LONGEST_TRY_NANOS);
    }

    /** Tells the selector what to wait for, or ends. */
    private void settle(Conversation with) throws IOException {
        if (with.isClosed()) {
            drop();
            return;
        }
        if (with.isLingering() && !saidGoodbye) {
            saidGoodbye = true;
            channel.shutdownOutput();
        }
        int interest = 0;
        tryAgainAt = Moment.NEVER;
        if (with.hasOutput()) {
            interest = SelectionKey.OP_WRITE;
            tryAgainAt = with.sendsAligned() ? Moment.NEVER : context.time().nanos() + nextTryNanos();
        } else if (with.wantsInput()) {
            interest = SelectionKey.OP_READ;
        } else if (with.hasKept()) {
            loop.execute(this::answer);
        }
        if (key != null && key.interestOps() != interest) {
            key.interestOps(interest);
        }
        group.heed(deadline());
    }

    /** Goes on; whatever fails, a document of the user's own included, ends this connection and nothing else. */
    @Override
    public void answer() {
        try {
            drive();
        } catch (IOException e) {
            drop();
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private void fail(Throwable cause) {
        LOG.warn("the connection of {} failed", channel, cause);
        drop();
    }

    @Override
    public boolean execute(Runnable step) {
        if (loop.isCurrent()) {
            step.run();
            answer();
            return true;
        }
        return loop.execute(() -> {
            step.run();
            answer();
        });
    }

    /** One of its deadlines has passed. Who cannot be told so is dropped. */
    void late() {
        if (conversation != null) {
            try {
                if (Moment.hasCome(conversation.deadline(), context.time().nanos())) {
                    conversation.deadlinePassed();
                }
            } catch (RuntimeException | Error e) {
                fail(e);
            }
            answer();
        }
    }

    void shutDown() {
        if (conversation != null) {
            conversation.shutDown();
            answer();
        }
    }

    /** Ends it if it has waited for another request for that long. */
    void makeRoom(long idleNanos) {
        if (conversation != null && conversation.isIdleFor(idleNanos)) {
            conversation.shutDown();
            answer();
        }
    }

    /** Ends it now, from our side. */
    void abort() {
        drop(Outcome.CLOSED);
    }

    @Override
    public void drop() {
        drop(Outcome.PEER_GONE);
    }

    private void drop(Outcome outcome) {
        if (dropped) {
            return;
        }
        dropped = true;
        try {
            if (conversation != null) {
                conversation.close(outcome);
            }
        } finally {
            leave();
        }
    }

    private void leave() {
        try {
            if (key == null) {
                Closer.close(channel);
            } else {
                loop.close(key);
            }
        } finally {
            group.remove(this);
            onEnd.run();
        }
    }
}
