package io.github.p2pdi.benchmarks.load;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * How a server is asked.
 *
 * @param server where it is
 * @param connections how many ask at the same time
 * @param kept whether each asks over one connection for as long as it lasts, or opens another for each request
 * @param warmUp how long it is asked before anything counts
 * @param length how long it is asked then
 * @param most how many requests are made at most
 */
public record Plan(
        InetSocketAddress server, int connections, boolean kept, Duration warmUp, Duration length, long most) {
    /** {@return a plan for connections that are kept, for so long, behind a second that does not count} */
    public static Plan kept(InetSocketAddress server, int connections, Duration length) {
        return new Plan(server, connections, true, Duration.ofSeconds(1), length, Long.MAX_VALUE);
    }

    /** {@return the same with a new connection for each request} */
    public Plan withNewConnections() {
        return new Plan(server, connections, false, warmUp, length, most);
    }

    /** {@return the same for so many requests, or for so long if that comes first; all of it counts} */
    public Plan times(long requests, Duration longest) {
        return new Plan(server, connections, kept, Duration.ZERO, longest, requests);
    }
}
