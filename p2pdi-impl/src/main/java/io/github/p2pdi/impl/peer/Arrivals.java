package io.github.p2pdi.impl.peer;

import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.PeerListener;
import io.github.p2pdi.time.TimeSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Tells who has come and who has gone, by what registration servers say of who is active. After the peer has gone on to another server, the others follow within some minutes:
 * until then nobody has gone whom the server before listed. The monitor guards all; events are added under it, so that they are in the order of the lists.
 */
public final class Arrivals {
    private final PeerListener listener;
    private final TimeSource time;
    private final Consumer<Runnable> events;
    private final Map<PeerAddress, Heard> byServer = new HashMap<>();
    private Map<PeerAddress, Peer> here = Map.of();

    /** Makes one that knows of nobody; {@code events} tells the listener, in order and away from here. */
    public Arrivals(PeerListener listener, TimeSource time, Consumer<Runnable> events) {
        this.listener = listener;
        this.time = time;
        this.events = events;
    }

    /** A server has said who is active. */
    public synchronized void listed(PeerAddress server, List<Peer> active) {
        if (listener == PeerListener.NONE) {
            return;
        }
        long now = time.nanos();
        byServer.put(server, new Heard(active, now));
        byServer.values().removeIf(heard -> now - heard.nanos >= WhoIsActive.LATELY.toNanos());
        Map<PeerAddress, Peer> listed = new LinkedHashMap<>();
        byServer.values().stream()
                .sorted(Comparator.comparingLong(heard -> now - heard.nanos))
                .forEach(heard -> heard.active.forEach(peer -> listed.putIfAbsent(peer.address(), peer)));
        List<Runnable> news = new ArrayList<>();
        here.keySet().stream()
                .filter(address -> !listed.containsKey(address))
                .forEach(address -> news.add(() -> listener.peerLeft(address)));
        listed.forEach((address, peer) -> {
            if (!here.containsKey(address)) {
                news.add(() -> listener.peerJoined(peer));
            }
        });
        here = listed;
        if (!news.isEmpty()) {
            events.accept(() -> tell(news.iterator()));
        }
    }

    /** As one event, or a thousand who come at once would leave no room for others. Where the listener throws, the rest is another. */
    private void tell(Iterator<Runnable> news) {
        try {
            while (news.hasNext()) {
                news.next().run();
            }
        } finally {
            if (news.hasNext()) {
                events.accept(() -> tell(news));
            }
        }
    }

    private record Heard(List<Peer> active, long nanos) {}
}
