package io.github.p2pdi.impl.registration;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.node.GuessLimit;
import io.github.p2pdi.node.RegistrationServerListener;
import io.github.p2pdi.registry.LeaseTerms;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.PeerRegistryProvider.Context;
import io.github.p2pdi.registry.RegistryListener;
import io.github.p2pdi.registry.TakeOver;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.ExchangeHandler;
import io.github.p2pdi.transport.Remote;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Many peers whose registration server was restarted and knows none of them any more, all in simulated time: each peer's timing is that of
 * {@link BeatTimer}, the server is that of the library with a registry that takes a while for each request.
 */
final class Crowd {
    private static final Duration LEASE = Duration.ofSeconds(300);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T00:26:06Z"));
    private final Random random;
    private final PeerRegistry registry;
    private final ExchangeHandler server;
    private final List<SimulatedPeer> peers;
    private int back;
    private long lastBackNanos;
    private long longestNanos;
    private long sentAway;

    Crowd(int size, int servedPerSecond, long seed) {
        random = new Random(seed);
        registry = Registries.open(new Context(
                clock,
                random::nextLong,
                LeaseTerms.DEFAULT,
                2 * size,
                2 * size,
                TakeOver.COOKIE_OR_ADDRESS,
                RegistryListener.NONE));
        Executor busy = new OneAfterTheOther(Duration.ofNanos(1_000_000_000L / servedPerSecond));
        server = new Doorkeeper(
                new RegistrationService(
                        registry,
                        AddressCheck.BELIEVING,
                        new ServerEvents(RegistrationServerListener.NONE, Runnable::run),
                        new RegistrationService.Terms(
                                clock, random, new GuessLimit(1_000_000, 1_000_000), busy, Runnable::run)),
                clock);
        peers = IntStream.range(0, size).mapToObj(SimulatedPeer::new).toList();
    }

    /** The server is there again, and all peers find out within that time; this returns when they have had a while to come back. */
    void comeBack(Duration within, Duration patience) {
        for (SimulatedPeer peer : peers) {
            clock.schedule(Duration.ofNanos((long) (within.toNanos() * random.nextDouble())), peer.beats::beatNow);
        }
        clock.advance(patience);
    }

    int active() {
        return registry.listed().peers().size();
    }

    int back() {
        return back;
    }

    /** When the last one was back. */
    Duration lastBack() {
        return Duration.ofNanos(lastBackNanos);
    }

    /** The longest that anybody waited for an answer. */
    Duration longestAnswer() {
        return Duration.ofNanos(longestNanos);
    }

    long sentAway() {
        return sentAway;
    }

    @Override
    public String toString() {
        return back + " of " + peers.size() + " are back, the last after " + lastBack() + "; " + sentAway
                + " times one was sent away, and nobody waited longer than " + longestAnswer();
    }

    /** The peers' side: a beat asks, and goes on when the answer is there. */
    private final class SimulatedPeer {
        private final String host;
        private final BeatTimer beats = new BeatTimer(clock, random, Runnable::run, LEASE, this::beat);
        private String cookie;
        private boolean forgotten;
        private boolean registered;

        SimulatedPeer(int number) {
            host = "peer-" + number;
            cookie = Integer.toString(number + 1);
        }

        private void beat() {
            if (forgotten) {
                ask("register", this::registerAnswered, "Port", "4001", "Lease", "300", "Peer-Cookie", cookie);
            } else {
                ask("keepalive", this::keepaliveAnswered, "Peer-Cookie", cookie);
            }
        }

        private void ask(String method, Consumer<Response> then, String... headers) {
            server.handle(new Asked(Requests.request(method, host, headers), then));
        }

        private void keepaliveAnswered(Response answer) {
            if (answer.head().status().isOk()) {
                beats.renewed(Optional.empty());
            } else if (answer.head().status().equals(Status.FORBIDDEN)) {
                forgotten = true;
                beat();
            } else {
                beats.renewalFailed(retryAfter(answer));
            }
        }

        private void registerAnswered(Response answer) {
            if (!answer.head().status().isOk()) {
                beats.registeringFailed(retryAfter(answer));
                return;
            }
            forgotten = false;
            cookie = RecordedExchange.text(answer).replaceFirst("(?s).*\"cookie\": ?(\\d+).*", "$1");
            beats.granted(LEASE, Optional.empty());
            if (!registered) {
                registered = true;
                back++;
                lastBackNanos = clock.nanos();
            }
        }

        private Optional<Duration> retryAfter(Response answer) {
            if (!answer.head().status().equals(Status.UNAVAILABLE)) {
                throw new AssertionError("answered " + answer);
            }
            sentAway++;
            return answer.head()
                    .headers()
                    .first("Retry-After")
                    .map(Long::valueOf)
                    .map(Duration::ofSeconds);
        }
    }

    /** Serves one request after the other, and each takes a while. */
    private final class OneAfterTheOther implements Executor {
        private final Duration each;
        private long freeNanos;

        OneAfterTheOther(Duration each) {
            this.each = each;
        }

        @Override
        public void execute(Runnable task) {
            long now = clock.nanos();
            freeNanos = Math.max(freeNanos, now) + each.toNanos();
            clock.schedule(Duration.ofNanos(freeNanos - now), task);
        }
    }

    /** A question whose answer is acted upon. */
    private final class Asked implements Exchange {
        private final Request request;
        private final long sinceNanos = clock.nanos();
        private @Nullable Consumer<Response> then;

        Asked(Request request, Consumer<Response> then) {
            this.request = request;
            this.then = then;
        }

        @Override
        public Request request() {
            return request;
        }

        @Override
        public Remote remote() {
            return new Remote(PeerAddress.of("192.0.2.200", 50000), request.target());
        }

        @Override
        public void answer(List<Response> frames) {
            Consumer<Response> once = then;
            if (once == null || frames.size() != 1) {
                throw new AssertionError("answered twice, or with " + frames);
            }
            then = null;
            longestNanos = Math.max(longestNanos, clock.nanos() - sinceNanos);
            once.accept(frames.get(0));
        }

        @Override
        public void hangUp() {
            throw new AssertionError("hung up on " + request);
        }

        @Override
        public void onEnd(Consumer<Outcome> listener) {
            throw new UnsupportedOperationException();
        }
    }
}
