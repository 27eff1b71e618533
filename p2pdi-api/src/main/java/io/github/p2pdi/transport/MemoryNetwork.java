package io.github.p2pdi.transport;

import io.github.p2pdi.model.PeerAddress;

/**
 * A network inside this JVM, for tests and for trying things out: whoever is given the same one meets there. Its scheme is {@code memory}. It opens no socket, and
 * a connection that nobody uses at the moment has no thread on either side, so that a thousand nodes fit into one JVM. Nothing in it looks at a clock but at
 * the {@link io.github.p2pdi.time.TimeSource} of the nodes: with a manual one, time passes when a test says so, in the network too.
 *
 * <p>Faults can be switched on for the way to a listener:
 *
 * <pre>{@code
 * MemoryNetwork network = Transports.memory();
 * // ... a registration server, and peers alice and bob, all with transport(network)
 * network.fault(alice.boundAddress(), LinkFault.cut(100_000));
 * bob.download(2616).await(); // had from somebody else, or fails and says why
 * network.heal(alice.boundAddress());
 * }</pre>
 *
 * <p>Safe for concurrent use.
 */
public interface MemoryNetwork extends TransportProvider {
    /**
     * Makes faults happen on every connection to a listener that is opened from now on, whether it listens already or not. Those that stand are broken off, so
     * that whoever keeps one meets the fault at once. Faults that were switched on there before are replaced.
     *
     * @param listener where it listens
     * @param faults what shall go wrong; several kinds can at once, of one kind in one direction the last counts
     * @throws IllegalArgumentException if there is none
     */
    void fault(PeerAddress listener, LinkFault... faults);

    /**
     * Ends all faults on the way to a listener; quiet if there are none. Connections that have them are broken off.
     *
     * @param listener where it listens
     */
    void heal(PeerAddress listener);

    /** {@return how many bytes have been sent in this network so far, both ways, by all its nodes} */
    long bytesSent();
}
