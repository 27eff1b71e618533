package io.github.p2pdi.impl.conversation;

import io.github.p2pdi.impl.reply.Reply;
import io.github.p2pdi.impl.runtime.Closer;
import io.github.p2pdi.impl.runtime.Moment;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.transport.Exchange.Outcome;
import io.github.p2pdi.transport.ExchangeHandler;
import io.github.p2pdi.transport.MessageListener.Direction;
import io.github.p2pdi.transport.Remote;
import io.github.p2pdi.transport.TransportContext;
import io.github.p2pdi.transport.TransportLimits;
import io.github.p2pdi.wire.Event;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.MessageCodec;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.Response;
import io.github.p2pdi.wire.ResponseHead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's side of one connection, without I/O: an engine feeds it what came in, sends what it has to send, and asks when the next deadline is. All methods are for the engine's thread.
 *
 * <p>READING waits for a request, or is in the middle of one. HANDLING: a request is with the handler. ANSWERING: an answer is on its way. In
 * both nothing is read, which is the back-pressure; what had been read already is kept. LINGERING: the last answer is out, and what still comes
 * is thrown away for a moment, as closing over unread bytes would reset the connection and lose the answer. CLOSED: the engine may close.
 */
public final class Conversation {
    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
    private static final long LINGER_NANOS = 1_000_000_000L;
    private static final int LINGER_BYTES = 256 << 10;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private enum State {
        READING,
        HANDLING,
        ANSWERING,
        LINGERING,
        CLOSED
    }

    private final TransportContext context;
    private final TransportLimits limits;
    private final TimeSource time;
    private final ExchangeHandler handler;
    private final Engine engine;
    private final Supplier<Remote> remote;
    private final MessageCodec.Decoder decoder;
    private final Outbox outbox = new Outbox(this::onTurn);
    private final ReaderPace reader;

    private State state = State.READING;
    private long deadline;
    private boolean inFrame;
    private boolean hasAnswered;
    private boolean lastAnswer;
    private boolean inputEnded;
    private int lingered;
    private ByteBuffer kept = NOTHING;
    private @Nullable Request request;
    private Event.@Nullable Malformed malformed;
    private @Nullable ServerExchange exchange;

    /** {@code remote} is asked anew for each request: who is there may become known only with the first. */
    public Conversation(TransportContext context, ExchangeHandler handler, Supplier<Remote> remote, Engine engine) {
        this.context = context;
        this.limits = context.limits();
        this.time = context.time();
        this.handler = handler;
        this.engine = engine;
        this.remote = remote;
        this.decoder = context.codec().decoder(MessageCodec.Role.SERVER, limits.wire());
        this.reader = new ReaderPace(limits.writeStall());
        this.deadline = time.nanos() + TimeSource.nanosIn(limits.firstByte());
    }

    public Remote remote() {
        return remote.get();
    }

    /** Whoever is there can speak only now, hands having been shaken. */
    public void begin() {
        if (state == State.READING) {
            deadline = time.nanos() + TimeSource.nanosIn(limits.firstByte());
        }
    }

    /** Answers 503 at once and reads nothing: one connection too many. */
    public void refuse() {
        answerAndClose(Status.UNAVAILABLE);
    }

    /** Whether bytes from the other side are welcome now. */
    public boolean wantsInput() {
        return state == State.LINGERING || (state == State.READING && !kept.hasRemaining());
    }

    /** Takes in what has come; all of it is used or kept. */
    public void received(ByteBuffer in) {
        if (state == State.LINGERING) {
            lingered += in.remaining();
            in.position(in.limit());
            state = lingered > LINGER_BYTES ? State.CLOSED : state;
            return;
        }
        parse(in);
        if (in.hasRemaining() && (state == State.HANDLING || state == State.ANSWERING)) {
            kept = ByteBuffer.allocate(in.remaining()).put(in).flip();
        }
        in.position(in.limit());
    }

    /** Goes on with what was kept, once the answer before it is out; gives whether anything changed. */
    public boolean advance() {
        if (state != State.READING || !kept.hasRemaining()) {
            return false;
        }
        parse(kept);
        kept = kept.hasRemaining() ? kept : NOTHING;
        return true;
    }

    /** Whether {@link #advance} has something to go on with. */
    public boolean hasKept() {
        return state == State.READING && kept.hasRemaining();
    }

    /** The other side has said that it will send nothing more. */
    public void inputEnded() {
        inputEnded = true;
        if (state == State.READING && inFrame) {
            answerAndClose(Status.BAD_REQUEST);
        } else if (state == State.READING || state == State.LINGERING) {
            close(Outcome.PEER_GONE);
        }
    }

    /** Whether something waits to be sent. */
    public boolean hasOutput() {
        return state == State.ANSWERING && !outbox.isPaused();
    }

    /** Whether what waits should be sent one write at a time, each when there is room for it. */
    public boolean sendsAligned() {
        return outbox.isAligned();
    }

    /** How large a buffer the next write takes that is to have so many bytes at the most; larger, where more must leave in one write; 0 if nothing waits. */
    public int outputSize(int most) {
        return (int) Math.max(outbox.leastWrite(), Math.min(outbox.unsent(), most));
    }

    /**
     * Gives what the next write shall be; it waits until {@link #sent} says that it has gone. Nothing, if it must not go yet: then there is no output
     * until the engine is called.
     *
     * @throws IOException if the document cannot be read on: the connection is to be closed
     */
    public void output(ByteBuffer into) throws IOException {
        outbox.fill(into);
        if (outbox.isPaused()) {
            // It is us who are slow.
            reader.pause(time.nanos());
            deadline = Moment.NEVER;
        }
    }

    /** So many bytes that the next write may be, not to be changed, where they lie in one piece; else {@link #output} has what it shall be. */
    public Optional<ByteBuffer> outputInPlace(int count) {
        return outbox.inPlace(count);
    }

    /** Bytes that may go straight from a document, where behind them at least {@code behind} follow; else {@link #output} has what the next write shall be. */
    public Optional<DirectOutput> outputDirect(int count, LongSupplier behind) throws IOException {
        return outbox.direct(count, behind);
    }

    private void onTurn() {
        engine.execute(() -> {
            if (state == State.ANSWERING && outbox.isPaused()) {
                outbox.goOn();
                deadline = reader.waitsFrom(time.nanos());
            }
        });
    }

    /** Some bytes of the output have gone. */
    public void sent(int bytes) {
        if (state != State.ANSWERING) {
            return;
        }
        outbox.advance(bytes);
        if (outbox.isEmpty()) {
            answered();
        } else if (bytes > 0) {
            deadline = reader.took(bytes, time.nanos());
        }
    }

    /** When {@link #deadlinePassed} is to be called, as the time source counts; {@link Moment#NEVER} where that may take its time. */
    public long deadline() {
        return deadline;
    }

    /** The deadline has passed. */
    public void deadlinePassed() {
        if (state == State.READING && inFrame) {
            answerAndClose(Status.REQUEST_TIMEOUT);
        } else {
            close(state == State.ANSWERING ? Outcome.DEADLINE : Outcome.CLOSED);
        }
    }

    /** Whether it has waited for another request for at least that long. */
    public boolean isIdleFor(long nanos) {
        return state == State.READING
                && hasAnswered
                && !inFrame
                && !kept.hasRemaining()
                && time.nanos() - (deadline - TimeSource.nanosIn(limits.idle())) >= nanos;
    }

    /** The listener closes: what is being answered is answered, and nothing else. */
    public void shutDown() {
        lastAnswer = true;
        if (state == State.READING) {
            close(Outcome.CLOSED);
        }
    }

    /** Ends it now. */
    public void close(Outcome outcome) {
        state = State.CLOSED;
        outbox.close();
        kept = NOTHING;
        end(outcome);
    }

    public boolean isLingering() {
        return state == State.LINGERING;
    }

    public boolean isClosed() {
        return state == State.CLOSED;
    }

    private void parse(ByteBuffer in) {
        // Most often a request has come whole. Then it is not kept in this object, which is old: that would be one more
        // for the garbage collector to look at.
        Request begun = request;
        request = null;
        while (state == State.READING) {
            Event event = decoder.next(in);
            if (event instanceof Event.NeedMore) {
                request = begun;
                enterFrame();
                return;
            } else if (event instanceof Event.Started started) {
                begun = (Request) started.head();
            } else if (event instanceof Event.Malformed found) {
                malformed(found);
            } else if (event instanceof Event.End) {
                Request whole = begun;
                begun = null;
                ended(whole);
            }
        }
    }

    /** A request has as long as it has from its first byte on, however slowly it drips. */
    private void enterFrame() {
        if (!inFrame && !decoder.atBoundary()) {
            inFrame = true;
            deadline = time.nanos() + TimeSource.nanosIn(limits.wholeHead());
        }
    }

    private void malformed(Event.Malformed found) {
        Complaint.log(context, remote.get(), found, hasAnswered);
        if (found.boundaryKnown()) {
            malformed = found;
        } else {
            answerAndClose(found.status());
        }
    }

    private void ended(@Nullable Request good) {
        inFrame = false;
        Event.Malformed bad = malformed;
        malformed = null;
        if (bad != null) {
            answer(List.of(Reply.refusal(bad)), !bad.acceptsJson());
        } else if (good != null) {
            handle(good);
        }
    }

    private void handle(Request good) {
        context.messages().message(Direction.RECEIVED, remote.get().address(), good);
        state = State.HANDLING;
        deadline = Moment.NEVER;
        ServerExchange started = new ServerExchange(this, engine, remote.get(), good);
        exchange = started;
        try {
            handler.handle(started);
        } catch (RuntimeException | Error e) {
            // The one catch-all of a connection: whatever a handler throws ends here.
            LOG.warn("{} could not be handled", started, e);
            if (started.settle()) {
                deliver(
                        started,
                        List.of(Reply.refusal(good, Status.INTERNAL_ERROR, "the request could not be handled")));
            }
        }
    }

    /** An answer has come from the handler. Whatever a codec throws ends here, as nobody else would end the exchange. */
    void deliver(ServerExchange from, List<Response> frames) {
        if (from != exchange) {
            frames.forEach(frame -> Closer.close(frame.body()));
            return;
        }
        try {
            answer(frames, !from.request().acceptsJson());
        } catch (RuntimeException | Error e) {
            LOG.warn("the answer to {} cannot be written", from, e);
            frames.forEach(frame -> Closer.close(frame.body()));
            refuseOrHangUp(from);
        }
    }

    private void refuseOrHangUp(ServerExchange from) {
        try {
            answer(List.of(Reply.refusal(Status.INTERNAL_ERROR)), true);
        } catch (RuntimeException | Error e) {
            hangUp(from);
        }
    }

    /** The handler wants no more of this connection. */
    void hangUp(ServerExchange from) {
        if (from == exchange) {
            linger();
            end(Outcome.CLOSED);
        }
    }

    private void answerAndClose(Status status) {
        lastAnswer = true;
        answer(List.of(Reply.refusal(status)), true);
    }

    private void answer(List<Response> frames, boolean plainReader) {
        Headers defaults = context.defaultHeaders();
        List<ByteBuffer> heads = new ArrayList<>(frames.size());
        for (Response frame : frames) {
            ResponseHead head = frame.head().with(defaults);
            heads.add(context.codec().head(head, frame.body().size()));
            context.messages().message(Direction.SENT, remote.get().address(), head);
        }
        outbox.start(heads, frames, plainReader);
        state = State.ANSWERING;
        deadline = reader.begin(time.nanos());
    }

    private void answered() {
        hasAnswered = true;
        if (lastAnswer) {
            linger();
        } else {
            state = State.READING;
            deadline = time.nanos() + TimeSource.nanosIn(limits.idle());
        }
        end(Outcome.SENT);
    }

    private void end(Outcome how) {
        ServerExchange over = exchange;
        exchange = null;
        if (over != null) {
            over.end(how);
        }
    }

    private void linger() {
        state = inputEnded ? State.CLOSED : State.LINGERING;
        kept = NOTHING;
        deadline = time.nanos() + LINGER_NANOS;
    }
}
