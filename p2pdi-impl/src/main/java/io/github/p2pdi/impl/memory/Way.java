package io.github.p2pdi.impl.memory;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.transport.ByteStream;
import io.github.p2pdi.transport.LinkFault;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The way to a listener, with what is wrong on it. Its monitor guards who waits to be overtaken. */
final class Way {
    static final Way GOOD = new Way();

    private final List<LinkFault> faults;
    private final Flaws requests;
    private final Flaws answers;
    private @Nullable MemoryPipe held;

    Way(LinkFault... faults) {
        this.faults = List.of(faults);
        requests = Flaws.of(this.faults, true);
        answers = Flaws.of(this.faults, false);
    }

    /** Opens a connection to a listener. */
    ByteStream connect(MemoryListener to, PeerAddress client, Means means) throws ConnectException {
        if (has(LinkFault.Kind.REFUSE)) {
            throw new ConnectException("nobody listens there");
        }
        MemoryPipe there = means.pipe(requests);
        MemoryPipe back = means.pipe(answers);
        there.onCut(back::end);
        back.onCut(there::end);
        overtake(there, back, means);
        to.accept(there, back, client);
        List<MemoryPipe> out = new ArrayList<>(List.of(there));
        if (has(LinkFault.Kind.DUPLICATE)) {
            MemoryPipe copy = means.pipe(requests);
            to.accept(copy, means.drain(), client);
            out.add(copy);
        }
        return new MemoryStream(back, out, client, to.address());
    }

    private boolean has(LinkFault.Kind kind) {
        return faults.stream().anyMatch(fault -> fault.kind() == kind);
    }

    /** Holds a connection; one that was held before it is let go when this one is answered. */
    private synchronized void overtake(MemoryPipe there, MemoryPipe back, Means means) {
        MemoryPipe first = held;
        if (first != null) {
            held = null;
            back.onReadable(first::release);
            return;
        }
        faults.stream()
                .filter(fault -> fault.kind() == LinkFault.Kind.REORDER)
                .findFirst()
                .ifPresent(fault -> hold(there, Duration.ofMillis(fault.amount()), means));
    }

    private void hold(MemoryPipe pipe, Duration most, Means means) {
        pipe.hold();
        held = pipe;
        means.time().schedule(most, () -> letGo(pipe));
    }

    private void letGo(MemoryPipe pipe) {
        synchronized (this) {
            held = held == pipe ? null : held;
        }
        pipe.release();
    }

    /**
     * What pipes are made with.
     *
     * @param time of who opens the connection
     * @param sent counts the bytes of the network
     */
    record Means(TimeSource time, LongAdder sent) {
        MemoryPipe pipe(Flaws flaws) {
            return new MemoryPipe(flaws, time, sent);
        }

        /** One that takes everything and gives nothing. */
        MemoryPipe drain() {
            MemoryPipe pipe = pipe(Flaws.NONE);
            pipe.drain();
            return pipe;
        }
    }
}
