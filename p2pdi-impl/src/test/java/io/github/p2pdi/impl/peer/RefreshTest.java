package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.Transports;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.NodeConfig;
import io.github.p2pdi.node.NodeResources;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.transport.MessageListener.Direction;
import io.github.p2pdi.transport.TransportProvider;
import io.github.p2pdi.wire.Head;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.ResponseHead;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a peer does to keep up with others: whole peers in a network of their own inside this JVM. */
class RefreshTest {
    private static final int HISTORIES = 60;
    private static final int STEPS = 40;
    private static final int NUMBERS = 8;

    private final TransportProvider network = Transports.memory();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final ChangingStore store = new ChangingStore();
    /** What the asker sent and got: whether it asked for what has changed or for all, then the status; and that it left. */
    private final BlockingQueue<String> exchanged = new LinkedBlockingQueue<>();

    private NodeResources resources;
    private RegistrationServer server;

    @BeforeEach
    void start() throws P2pdiException {
        resources = keep(P2PDI.nodeResources());
        server = keep(P2PDI.startRegistrationServer(
                in(RegistrationServerConfig.builder().port(0)).build()));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private <T extends AutoCloseable> T keep(T part) {
        opened.add(0, part);
        return part;
    }

    private <B extends NodeConfig.Builder<B>> B in(B builder) {
        return builder.transport(network).resources(resources);
    }

    private PeerConfig.Builder config() {
        return in(PeerConfig.builder()).registrationServer(server.address()).failFast(true);
    }

    private PeerNode holder(int port) throws P2pdiException {
        return P2PDI.startPeer(
                config().port(port).refreshInterval(Duration.ZERO).store(store).build());
    }

    private PeerConfig.Builder asker() {
        return config().refreshInterval(Duration.ZERO).messageListener(this::note);
    }

    private void note(Direction direction, PeerAddress other, Head head) {
        if (head instanceof Request request && request.method().equals("rfcquery")) {
            exchanged.add(request.headers().first(HeaderNames.SINCE).isPresent() ? "since" : "all");
        } else if (head instanceof Request request && request.method().equals("leave")) {
            exchanged.add("leave");
        } else if (direction == Direction.RECEIVED
                && head instanceof ResponseHead answer
                && !other.equals(server.address())) {
            exchanged.add(Integer.toString(answer.status().code()));
        }
    }

    private static Map<Long, String> known(PeerNode asker, PeerAddress holder) {
        return asker.index().all().stream()
                .filter(rfc -> rfc.holder().equals(holder))
                .collect(Collectors.toMap(rfc -> rfc.number(), rfc -> rfc.title(), (a, b) -> a, TreeMap::new));
    }

    private Map<Long, String> held() {
        return store.documents().stream()
                .collect(Collectors.toMap(each -> each.number(), each -> each.title(), (a, b) -> a, TreeMap::new));
    }

    /** Messages are told on another thread. */
    private void assertExchanged(String... expected) throws InterruptedException {
        List<String> taken = new ArrayList<>();
        while (taken.size() < expected.length) {
            String next = exchanged.poll(10, TimeUnit.SECONDS);
            assertNotNull(next, "behind " + taken);
            taken.add(next);
        }
        assertEquals(List.of(expected), taken);
    }

    /** Leaves, which is told behind all that was exchanged before. */
    private void assertNothingMore(PeerNode asker) throws Exception {
        asker.leave();
        assertExchanged("leave");
    }

    @Test
    void onlyWhatHasChangedIsAskedForAgain() throws Exception {
        store.put(1, "One");
        store.put(2, "Two");
        PeerNode holder = keep(holder(0));
        PeerNode asker = keep(P2PDI.startPeer(asker().build()));
        asker.refresh();
        assertExchanged("all", "200");
        asker.refresh();
        assertExchanged("since", "304");
        store.remove(1);
        store.put(3, "Three");
        asker.refresh();
        assertExchanged("since", "200");
        assertEquals(Map.of(2L, "Two", 3L, "Three"), known(asker, holder.address()));
        assertNothingMore(asker);
    }

    @Test
    void whoeverHasLeftAndComeBackIsAskedForEverything() throws Exception {
        store.put(1, "One");
        PeerNode holder = holder(0);
        PeerNode asker = keep(P2PDI.startPeer(asker().build()));
        asker.refresh();
        assertExchanged("all", "200");
        holder.close();
        asker.refresh();
        assertEquals(Map.of(), known(asker, holder.address()));
        PeerNode again = keep(holder(holder.address().port()));
        asker.refresh();
        assertExchanged("since", "200");
        assertEquals(Map.of(1L, "One"), known(asker, again.address()));
        assertNothingMore(asker);
    }

    @Test
    void askerNeverKeepsAGhostWhateverItMissed() throws Exception {
        long seed = Long.getLong("p2pdi.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int history = 0; history < HISTORIES; history++) {
            PeerNode holder = holder(0);
            try (PeerNode asker = P2PDI.startPeer(asker().build())) {
                for (int step = 0; step < STEPS; step++) {
                    holder = step(random, holder, asker);
                }
                asker.refresh();
                assertEquals(held(), known(asker, holder.address()), "seed " + seed + ", history " + history);
            } finally {
                holder.close();
            }
        }
    }

    private PeerNode step(Random random, PeerNode holder, PeerNode asker) throws Exception {
        long number = random.nextInt(NUMBERS);
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> store.put(number, "Title " + random.nextInt());
            case 3, 4 -> store.remove(number);
            case 5 -> asker.query(holder.address());
            case 6 -> {
                int port = holder.address().port();
                holder.close();
                store.remove(number);
                return holder(port);
            }
            default -> {
                asker.refresh();
                assertEquals(held(), known(asker, holder.address()));
            }
        }
        return holder;
    }

    @Test
    void peerAsksByItself() throws Exception {
        ManualClock clock = new ManualClock(Instant.EPOCH);
        store.put(1, "One");
        PeerNode holder = keep(holder(0));
        PeerNode asker = keep(P2PDI.startPeer(
                asker().refreshInterval(Duration.ofSeconds(60)).time(clock).build()));
        clock.advance(Duration.ofSeconds(53));
        asker.query(holder.address());
        assertExchanged("all", "200");
        clock.advance(Duration.ofSeconds(14));
        assertExchanged("since", "304");
        // It waits for rounds that were begun before: that was the only one.
        asker.refresh();
        assertExchanged("since", "304");
        assertNothingMore(asker);
    }

    @Test
    void peerThatIsToldNotToDoesNotAskByItself() throws Exception {
        ManualClock clock = new ManualClock(Instant.EPOCH);
        keep(holder(0));
        PeerNode asker = keep(P2PDI.startPeer(asker().time(clock).build()));
        asker.refresh();
        assertExchanged("all", "200");
        clock.advance(Duration.ofSeconds(90));
        asker.refresh();
        // This one, and none before it.
        assertExchanged("since", "304");
        assertNothingMore(asker);
    }
}
