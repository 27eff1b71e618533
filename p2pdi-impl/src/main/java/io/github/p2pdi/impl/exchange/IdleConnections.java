package io.github.p2pdi.impl.exchange;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.transport.ClientConnection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Connections that wait to be used again, a few an address; the longest unused make room. What has waited for long is closed when any other is asked for or kept: the
 * other side may be gone without a word, which costs whoever asks it all the time of his call. The monitor guards all; connections close outside it.
 */
final class IdleConnections implements AutoCloseable {
    private static final int MOST = 64;
    private static final int MOST_AN_ADDRESS = 8;
    /** Whoever is asked once a minute, give or take a tenth, is asked over the same connection. */
    private static final long LONGEST_NANOS = Duration.ofSeconds(90).toNanos();

    private final TimeSource time;
    private final Map<PeerAddress, Deque<Kept>> byAddress = new LinkedHashMap<>();
    private int count;
    private boolean closed;

    private record Kept(ClientConnection connection, long sinceNanos) {}

    IdleConnections(TimeSource time) {
        this.time = time;
    }

    /** The most recently used connection to an address that is still alive, or null. */
    @Nullable
    ClientConnection take(PeerAddress to) {
        removeOld().forEach(ClientConnection::close);
        for (ClientConnection found = poll(to); found != null; found = poll(to)) {
            if (found.reusable()) {
                return found;
            }
            found.close();
        }
        return null;
    }

    void keep(ClientConnection connection) {
        removeOld().forEach(ClientConnection::close);
        ClientConnection tooMany = push(connection);
        if (tooMany != null) {
            tooMany.close();
        }
    }

    private synchronized List<ClientConnection> removeOld() {
        List<ClientConnection> old = new ArrayList<>(0);
        long now = time.nanos();
        for (Iterator<Deque<Kept>> each = byAddress.values().iterator(); each.hasNext(); ) {
            Deque<Kept> kept = each.next();
            while (!kept.isEmpty() && now - kept.getFirst().sinceNanos >= LONGEST_NANOS) {
                old.add(kept.removeFirst().connection);
            }
            if (kept.isEmpty()) {
                each.remove();
            }
        }
        count -= old.size();
        return old;
    }

    private synchronized @Nullable ClientConnection poll(PeerAddress to) {
        Deque<Kept> kept = byAddress.get(to);
        if (kept == null) {
            return null;
        }
        ClientConnection last = kept.removeLast().connection;
        count--;
        if (kept.isEmpty()) {
            byAddress.remove(to);
        }
        return last;
    }

    private synchronized @Nullable ClientConnection push(ClientConnection connection) {
        if (closed) {
            return connection;
        }
        // Removed and put again, so that the address is the most recently used one of the map.
        Deque<Kept> kept = byAddress.remove(connection.remote());
        if (kept == null) {
            kept = new ArrayDeque<>(2);
        }
        byAddress.put(connection.remote(), kept);
        kept.addLast(new Kept(connection, time.nanos()));
        count++;
        if (kept.size() > MOST_AN_ADDRESS) {
            count--;
            return kept.removeFirst().connection;
        }
        return count > MOST ? poll(byAddress.keySet().iterator().next()) : null;
    }

    @Override
    public void close() {
        List<ClientConnection> all = new ArrayList<>();
        synchronized (this) {
            closed = true;
            byAddress.values().forEach(kept -> kept.forEach(each -> all.add(each.connection)));
            byAddress.clear();
            count = 0;
        }
        all.forEach(ClientConnection::close);
    }
}
