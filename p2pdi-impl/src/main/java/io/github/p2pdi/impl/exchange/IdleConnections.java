package io.github.p2pdi.impl.exchange;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.transport.ClientConnection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Connections that wait to be used again, a few an address; the longest unused make room. The monitor guards all; connections close outside it. */
final class IdleConnections implements AutoCloseable {
    private static final int MOST = 64;
    private static final int MOST_AN_ADDRESS = 8;

    private final Map<PeerAddress, Deque<ClientConnection>> byAddress = new LinkedHashMap<>();
    private int count;
    private boolean closed;

    /** The most recently used connection to an address that is still alive, or null. */
    @Nullable
    ClientConnection take(PeerAddress to) {
        for (ClientConnection found = poll(to); found != null; found = poll(to)) {
            if (found.reusable()) {
                return found;
            }
            found.close();
        }
        return null;
    }

    void keep(ClientConnection connection) {
        ClientConnection tooMany = push(connection);
        if (tooMany != null) {
            tooMany.close();
        }
    }

    private synchronized @Nullable ClientConnection poll(PeerAddress to) {
        Deque<ClientConnection> kept = byAddress.get(to);
        if (kept == null) {
            return null;
        }
        ClientConnection last = kept.pollLast();
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
        Deque<ClientConnection> kept = byAddress.remove(connection.remote());
        if (kept == null) {
            kept = new ArrayDeque<>(2);
        }
        byAddress.put(connection.remote(), kept);
        kept.addLast(connection);
        count++;
        if (kept.size() > MOST_AN_ADDRESS) {
            count--;
            return kept.pollFirst();
        }
        return count > MOST ? poll(byAddress.keySet().iterator().next()) : null;
    }

    @Override
    public void close() {
        Map<PeerAddress, Deque<ClientConnection>> all;
        synchronized (this) {
            closed = true;
            all = new HashMap<>(byAddress);
            byAddress.clear();
            count = 0;
        }
        all.values().forEach(kept -> kept.forEach(ClientConnection::close));
    }
}
