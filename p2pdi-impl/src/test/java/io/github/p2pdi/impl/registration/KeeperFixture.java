package io.github.p2pdi.impl.registration;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.impl.exchange.Connections;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Response;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** A keeper with a network, a clock and a listener of the test's own. */
final class KeeperFixture {
    static final PeerAddress SERVER = PeerAddress.of("rs.example", 65243);
    static final PeerAddress SELF = PeerAddress.of("peer-a", 4001);
    static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);

    final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T00:26:06Z"));
    final List<String> events = new CopyOnWriteArrayList<>();
    /** The same with whom, and leaving. */
    final List<String> eventsByServer = new CopyOnWriteArrayList<>();

    final AtomicInteger renewals = new AtomicInteger();
    final AtomicInteger departures = new AtomicInteger();
    final FakeNetwork network;
    /** What the next keeper has of cookies. */
    CookieMemory memory = new CookieMemory(Optional.empty());

    private final BlockingQueue<String> untaken = new LinkedBlockingQueue<>();

    KeeperFixture(FakeNetwork.Server server) {
        network = new FakeNetwork(clock, server);
    }

    /** A keeper that asks for 300 s, whose delays are not spread, and whose beats run on the thread that advances the clock. */
    ServerChoice keeper() {
        return keeper(SELF, Duration.ofSeconds(300), constant(0.5), Runnable::run);
    }

    ServerChoice keeper(PeerAddress self, Duration lease, RandomGenerator random, Executor executor) {
        return keeper(List.of(new WantedLease(SERVER, () -> self, lease, CALL_TIMEOUT)), random, executor);
    }

    /** One that may use several servers. */
    ServerChoice keeper(List<WantedLease> wanted, RandomGenerator random, Executor executor) {
        return keeper(wanted, random, executor, network);
    }

    /** One on another network. */
    ServerChoice keeper(List<WantedLease> wanted, RandomGenerator random, Executor executor, Transport transport) {
        Connections connections = new Connections(transport, clock, CALL_TIMEOUT, CALL_TIMEOUT);
        return new ServerChoice(
                wanted, connections, new KeeperMeans(clock, random, executor, memory), new RegistrationListener() {
                    @Override
                    public void registered(PeerAddress server, Peer peer) {
                        told("registered " + peer.address(), server);
                    }

                    @Override
                    public void lost(PeerAddress server, P2pdiException cause) {
                        told("lost " + cause.getClass().getSimpleName(), server);
                    }

                    @Override
                    public void renewed(PeerAddress server, Peer peer) {
                        renewals.incrementAndGet();
                    }

                    @Override
                    public void listed(PeerAddress server, List<Peer> active) {}

                    @Override
                    public void left(PeerAddress server) {
                        departures.incrementAndGet();
                        eventsByServer.add(server.host() + " left");
                    }
                });
    }

    /** Waits for the next event that was not waited for yet. */
    String nextEvent() throws InterruptedException {
        return String.valueOf(untaken.poll(20, TimeUnit.SECONDS));
    }

    private void told(String event, PeerAddress server) {
        events.add(event);
        eventsByServer.add(server.host() + " " + event.replace(" peer-a:4001", ""));
        untaken.add(event);
    }

    /** A server of ours, freshly started. */
    FakeNetwork.Server freshServer(long seed) {
        return FakeNetwork.served(Registries.service(Registries.open(clock, new Random(seed)::nextLong, 100), clock));
    }

    /** How many more requests there are after the clock has been advanced. */
    int requestsWithin(Duration time) {
        int before = network.count();
        clock.advance(time);
        return network.count() - before;
    }

    /** Randomness without any: 0.5 spreads nothing, 0 shortens the most, just under 1 lengthens the most. */
    static RandomGenerator constant(double value) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException();
            }

            @Override
            public double nextDouble() {
                return value;
            }
        };
    }

    /** A 200 with that body. */
    static Response ok(String body, String... headers) {
        Headers all = Requests.request("x", "x", headers).headers();
        return Response.of(Status.OK, all, Body.of(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8))));
    }

    /** The record of {@link #SELF} as a server of the base dialect writes it. */
    static String plainRecord(long cookie, long ttl) {
        return "{\"hostname\": \"peer-a\", \"cookie\": " + cookie
                + ", \"port\": 4001, \"last_active_time\": 1795378576.3363214, \"registration_count\": 0, \"active\": true, \"ttl\": "
                + ttl + "}";
    }
}
