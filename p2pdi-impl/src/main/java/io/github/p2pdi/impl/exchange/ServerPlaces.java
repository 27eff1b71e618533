package io.github.p2pdi.impl.exchange;

import io.github.p2pdi.impl.runtime.HostLookup;
import io.github.p2pdi.impl.runtime.IpLiteral;
import io.github.p2pdi.impl.runtime.Resolver;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.time.TimeSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Knows which registration servers are on this machine. Each is looked up once; where that has failed, or was waited for in vain, nobody waits for it for
 * some seconds. Safe for concurrent use.
 */
final class ServerPlaces {
    private static final Duration NEXT = Duration.ofSeconds(5);

    private final Resolver resolver;
    private final Executor executor;
    private final TimeSource time;
    private final Map<PeerAddress, Boolean> known = new ConcurrentHashMap<>();
    private final Map<PeerAddress, Search> searches = new ConcurrentHashMap<>();

    ServerPlaces(Resolver resolver, Executor executor, TimeSource time) {
        this.resolver = resolver;
        this.executor = executor;
        this.time = time;
    }

    /** Whether it is here; what cannot be told by the deadline counts as elsewhere, and so it does where the thread is interrupted. */
    boolean isHere(PeerAddress server, Deadline deadline) {
        if (server.scheme().equals(PeerAddress.UNIX)) {
            return true;
        }
        Boolean here = known.get(server);
        return here == null ? look(server, deadline) : here;
    }

    private boolean look(PeerAddress server, Deadline deadline) {
        Search search = searches.compute(server, (any, last) -> last == null || last.isOver() ? begin(server) : last);
        try {
            InetAddress ip = search.address(deadline);
            boolean here = IpLiteral.isInward(ip) || NetworkInterface.getByInetAddress(ip) != null;
            known.put(server, here);
            searches.remove(server);
            return here;
        } catch (IOException e) {
            return false;
        }
    }

    private Search begin(PeerAddress server) {
        return new Search(HostLookup.begin(server.host(), resolver, executor));
    }

    /** A lookup, and until when it is not waited for any more. */
    private final class Search {
        private final HostLookup lookup;
        private volatile boolean inVain;
        private volatile long overAt;

        Search(HostLookup lookup) {
            this.lookup = lookup;
        }

        boolean isOver() {
            return inVain && time.nanos() - overAt >= 0;
        }

        InetAddress address(Deadline deadline) throws IOException {
            if (inVain) {
                return lookup.outcome().get(0);
            }
            try {
                return lookup.await(deadline).get(0);
            } catch (IOException e) {
                if (!Thread.currentThread().isInterrupted()) {
                    overAt = time.nanos() + NEXT.toNanos();
                    inVain = true;
                }
                throw e;
            }
        }
    }
}
