package io.github.p2pdi.impl.registration;

import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.node.LimitCounts;
import io.github.p2pdi.node.RegistrationServerListener;
import io.github.p2pdi.node.RegistrationServerStatistics;
import io.github.p2pdi.registry.RegistryListener;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Counts what happens at a registration server, and tells whoever listens, on another thread. Safe for concurrent use. */
public final class ServerEvents implements RegistryListener {
    private final RegistrationServerListener listener;
    private final Consumer<Runnable> events;
    private final LongAdder registered = new LongAdder();
    private final LongAdder renewed = new LongAdder();
    private final LongAdder listed = new LongAdder();
    private final LongAdder left = new LongAdder();
    private final LongAdder expired = new LongAdder();
    private final LongAdder wrongCookies = new LongAdder();
    private final LongAdder throttled = new LongAdder();
    private final LongAdder refused = new LongAdder();

    /** {@code events} queues calls of user code and does not block. */
    public ServerEvents(RegistrationServerListener listener, Consumer<Runnable> events) {
        this.listener = listener;
        this.events = events;
    }

    @Override
    public void joined(Peer peer) {
        tell(() -> listener.peerJoined(peer));
    }

    @Override
    public void left(PeerAddress address) {
        left.increment();
        tell(() -> listener.peerLeft(address));
    }

    @Override
    public void expired(PeerAddress address) {
        expired.increment();
        tell(() -> listener.peerExpired(address));
    }

    void registered() {
        registered.increment();
    }

    void renewed() {
        renewed.increment();
    }

    void listed() {
        listed.increment();
    }

    void wrongCookie() {
        wrongCookies.increment();
    }

    /** A request was not looked at; {@code first} if the one before from that source was. */
    void throttled(String source, boolean first) {
        throttled.increment();
        if (first) {
            tell(() -> listener.guessingThrottled(source));
        }
    }

    void refused(PeerAddress address, String source, Status status) {
        refused.increment();
        tell(() -> listener.registrationRefused(address, source, status));
    }

    long expirations() {
        return expired.sum();
    }

    RegistrationServerStatistics snapshot(int active, LimitCounts limits, Duration paused) {
        return new RegistrationServerStatistics(
                active,
                registered.sum(),
                renewed.sum(),
                listed.sum(),
                left.sum(),
                expired.sum(),
                wrongCookies.sum(),
                throttled.sum(),
                refused.sum(),
                limits,
                paused);
    }

    private void tell(Runnable event) {
        if (listener != RegistrationServerListener.NONE) {
            events.accept(event);
        }
    }
}
