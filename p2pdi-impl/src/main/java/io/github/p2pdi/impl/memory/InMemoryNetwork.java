package io.github.p2pdi.impl.memory;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.transport.ByteStream;
import io.github.p2pdi.transport.LinkFault;
import io.github.p2pdi.transport.MemoryNetwork;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.transport.TransportContext;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** A network inside this JVM: listeners by address, and what is wrong on the way to each. Its monitor guards the listeners and the ports. */
public final class InMemoryNetwork implements MemoryNetwork {
    /** Found by nobody: nodes meet in the network that all of them were given. */
    public static final String SCHEME = "memory";

    private static final int FIRST_PORT = 49152;
    private static final int LAST_PORT = 65535;

    private final Map<PeerAddress, MemoryListener> listeners = new HashMap<>();
    private final Map<PeerAddress, Way> faulty = new ConcurrentHashMap<>();
    private final LongAdder sent = new LongAdder();
    private int lastPort = FIRST_PORT - 1;

    @Override
    public String scheme() {
        return SCHEME;
    }

    @Override
    public Transport create(TransportContext context) {
        return new MemoryTransport(this, context);
    }

    @Override
    public void fault(PeerAddress listener, LinkFault... faults) {
        if (faults.length == 0) {
            throw new IllegalArgumentException("say what is to go wrong; heal ends it");
        }
        faulty.put(listener, new Way(faults));
        breakOff(listener);
    }

    @Override
    public void heal(PeerAddress listener) {
        if (faulty.remove(listener) != null) {
            breakOff(listener);
        }
    }

    @Override
    public long bytesSent() {
        return sent.sum();
    }

    private void breakOff(PeerAddress at) {
        MemoryListener listener;
        synchronized (this) {
            listener = listeners.get(at);
        }
        if (listener != null) {
            listener.breakOff();
        }
    }

    /** Enters the listener that is made for an address: the one asked for, or one of its own where the port is 0. */
    synchronized MemoryListener bind(PeerAddress at, Function<PeerAddress, MemoryListener> make) throws BindException {
        PeerAddress address = at.port() == 0 ? at.withPort(nextPort(at.host())) : at;
        if (listeners.containsKey(address)) {
            throw new BindException("the address is taken");
        }
        MemoryListener listener = make.apply(address);
        listeners.put(address, listener);
        return listener;
    }

    synchronized void free(MemoryListener listener) {
        listeners.remove(listener.address(), listener);
    }

    /** Opens a connection; {@code time} is that of who opens it. */
    ByteStream connect(PeerAddress to, TimeSource time) throws SocketException {
        MemoryListener listener;
        PeerAddress client;
        synchronized (this) {
            listener = listeners.get(to);
            client = new PeerAddress(SCHEME, to.host(), nextPort(to.host()));
        }
        if (listener == null) {
            throw new ConnectException("nobody listens there");
        }
        Way way = faulty.getOrDefault(to, Way.GOOD);
        return way.connect(listener, client, new Way.Means(time, sent));
    }

    private int nextPort(String host) throws BindException {
        for (int i = FIRST_PORT; i <= LAST_PORT; i++) {
            lastPort = lastPort == LAST_PORT ? FIRST_PORT : lastPort + 1;
            if (!listeners.containsKey(new PeerAddress(SCHEME, host, lastPort))) {
                return lastPort;
            }
        }
        throw new BindException("all ports of " + host + " are taken");
    }
}
