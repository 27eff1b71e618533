package io.github.p2pdi.impl;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.Transports;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.impl.exchange.Connections;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.NodeConfig;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.transport.Answers;
import io.github.p2pdi.transport.Incoming;
import io.github.p2pdi.transport.LinkFault;
import io.github.p2pdi.transport.MemoryNetwork;
import io.github.p2pdi.transport.MessageListener;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import java.io.IOException;
import java.nio.channels.Channels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * What happens to a registration server and some peers on a network in memory, by a seed: they ask each other, give documents, come and go, time passes, and ways
 * break. One thing is done after the other, and time goes on only when nobody has anything to do meanwhile. Peers do not ask around by themselves: that they do on
 * several threads at once, whose order is the JVM's.
 */
final class NetworkStory implements AutoCloseable {
    private static final int PEERS = 6;
    private static final List<LinkFault.Kind> KINDS = List.of(LinkFault.Kind.values());
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Random random;
    private final SteppedTime time = new SteppedTime();
    private final WatchedThreads threads = new WatchedThreads(time);
    private final SharedResources resources = new SharedResources(threads);
    private final MemoryNetwork network = Transports.memory();
    private final List<PeerNode> peers = new ArrayList<>();
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final RegistrationServer server;
    private final Transport transport;
    private final Connections reader;

    NetworkStory(long seed) throws P2pdiException {
        random = new Random(seed);
        server = P2PDI.startRegistrationServer(
                here(RegistrationServerConfig.builder(), "the server").port(0).build());
        transport = P2PDI.openTransport(here(PeerConfig.builder(), "the reader").build());
        reader = new Connections(transport, time, Duration.ofSeconds(5), Duration.ofSeconds(30));
        for (int i = 0; i < PEERS; i++) {
            int place = i;
            tell(call(() -> peers.add(start(place))));
        }
    }

    private PeerNode start(int place) throws P2pdiException {
        Map<Long, byte[]> documents = new TreeMap<>();
        for (long number = place; number < place + 3; number++) {
            byte[] content = new byte[4_000];
            Arrays.fill(content, (byte) number);
            documents.put(number, content);
        }
        return P2PDI.startPeer(here(PeerConfig.builder(), "peer " + place)
                .registrationServer(server.address())
                .store(new Shelf(documents))
                .refreshInterval(Duration.ofDays(1))
                .failFast(true)
                .build());
    }

    private <B extends NodeConfig.Builder<B>> B here(B node, String name) {
        return node.transport(network)
                .resources(resources)
                .time(time)
                .random(new Random(random.nextLong()))
                .messageListener((direction, other, head) -> {
                    // Whoever asks has another address each time: that is left out.
                    boolean asks = head instanceof Request == (direction == MessageListener.Direction.SENT);
                    tell(name + " " + direction + (asks ? " " + other : "") + ": " + head);
                });
    }

    private void tell(String what) {
        told.add(String.format("%016d %s", time.nanos(), what));
    }

    /** All that happens in so many steps, by the nanosecond: in each, one way breaks, somebody goes that way, it is healed, and some time passes. */
    List<String> tell(int steps) {
        for (int step = 0; step < steps; step++) {
            int way = random.nextInt(PEERS + 1);
            PeerAddress broken =
                    way == PEERS ? server.address() : peers.get(way).boundAddress();
            breakWay(broken, KINDS.get(step % KINDS.size()));
            int asker = random.nextInt(PEERS);
            tell("peer " + asker + (way == PEERS ? askServer(peers.get(asker)) : askPeer(peers.get(asker), broken)));
            network.heal(broken);
            pass(Duration.ofMillis(random.nextInt(10_000)));
        }
        return told.stream().sorted().toList();
    }

    private void breakWay(PeerAddress to, LinkFault.Kind kind) {
        LinkFault fault = new LinkFault(kind, 1 + random.nextInt(1_000), random.nextBoolean());
        tell("to " + to + " " + fault);
        network.fault(to, fault);
        threads.awaitRest();
    }

    private String askServer(PeerNode peer) {
        return switch (random.nextInt(3)) {
            case 0 -> " is not alone: " + call(peer::activePeers);
            case 1 -> " left: " + call(() -> left(peer));
            default ->
                " is back: " + call(() -> peer.registration().orElseThrow().register());
        };
    }

    private String askPeer(PeerNode peer, PeerAddress other) {
        return switch (random.nextInt(3)) {
            case 0 -> " was told: " + call(() -> peer.query(other));
            case 1 -> " knows: " + call(() -> peer.index().all());
            default -> " looks on, as somebody is given " + call(() -> document(other, random.nextInt(PEERS + 3)));
        };
    }

    private static boolean left(PeerNode peer) throws P2pdiException {
        peer.leave();
        return peer.registration().orElseThrow().registration().isEmpty();
    }

    /** Both frames of the answer. */
    private String document(PeerAddress of, int number) throws P2pdiException {
        Headers headers = Headers.of(HeaderNames.RFC_NUMBER, Integer.toString(number));
        Request request = new Request("getrfc", of.host(), headers);
        return reader.ask(of, request, Answers.TWO_IF_OK, first -> {
            String record = read(first);
            Optional<Incoming> second = first.next();
            return record + (second.isPresent() ? " and " + read(second.get()) : "");
        });
    }

    private static String read(Incoming frame) throws IOException {
        byte[] body = Channels.newInputStream(frame).readAllBytes();
        return frame.head().status() + ", " + body.length + " bytes " + Arrays.hashCode(body);
    }

    private String call(Callable<Object> question) {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                answer.complete(question.call());
            } catch (Exception e) {
                answer.completeExceptionally(e);
            }
        });
        return outcome(answer);
    }

    /** What comes of it, while time goes on as far as it takes. */
    private String outcome(CompletableFuture<?> answer) {
        CompletableFuture<String> outcome = answer.handle((good, bad) -> String.valueOf(bad == null ? good : bad));
        long until = time.nanos() + LONGEST.toNanos();
        threads.awaitRest();
        while (!outcome.isDone()) {
            if (!time.step(until)) {
                throw new AssertionError("nothing has come of it after " + LONGEST);
            }
            threads.awaitRest();
        }
        return outcome.join();
    }

    private void pass(Duration span) {
        long until = time.nanos() + span.toNanos();
        do {
            threads.awaitRest();
        } while (time.step(until));
    }

    /** Time goes on meanwhile, as somebody may still wait for an answer that does not come. */
    @Override
    public void close() throws InterruptedException {
        threads.endTurns();
        Thread closing = new Thread(this::closeAll, "closing");
        closing.start();
        while (closing.isAlive()) {
            time.step(time.nanos() + Duration.ofSeconds(1).toNanos());
            closing.join(1);
        }
    }

    private void closeAll() {
        peers.forEach(PeerNode::close);
        server.close();
        reader.close();
        transport.close();
        resources.close();
    }
}
