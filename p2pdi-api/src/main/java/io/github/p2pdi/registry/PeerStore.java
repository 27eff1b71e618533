package io.github.p2pdi.registry;

import io.github.p2pdi.model.PeerAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a registry keeps across restarts, on a disk as a rule. A store knows nothing of leases and cookies: it keeps values by their keys, and
 * {@link io.github.p2pdi.Registries#over} makes a whole {@link PeerRegistry} of it. The calls come one after the other, {@link #load} first and once; they
 * may block, for nothing but registering and leaving waits for them.
 *
 * <p>One thread at a time.
 */
public interface PeerStore extends AutoCloseable {
    /**
     * Gives all that is kept.
     *
     * @param each is given every stored peer once, in any order
     * @return the age of the registry that was saved last, zero if none was
     * @throws IOException if it cannot be read, or is damaged so that something saved would be missing; the message says where
     */
    Duration load(Consumer<StoredPeer> each) throws IOException;

    /**
     * Keeps changes. When this returns they survive whatever happens to the process and, as far as the system can tell, to the machine. Where it
     * throws, each of them may be kept or not; they come again, or newer ones of the same keys do, until it has returned for them.
     *
     * @param changes what is to be kept
     * @throws IOException if that cannot be said now; the next call tries anew
     */
    void save(Changes changes) throws IOException;

    /** Lets go of everything. What was saved needs nothing more. Closing twice is quiet. */
    @Override
    void close();

    /**
     * What has changed since the last time, each key once.
     *
     * <p>Immutable.
     *
     * @param age how long the registry has run, all its runs together; never less than before
     * @param peers what takes the place of whatever was kept under its key
     * @param forgotten the keys under which nothing is kept any more
     */
    record Changes(Duration age, List<StoredPeer> peers, List<PeerAddress> forgotten) {
        /**
         * Copies the lists.
         *
         * @param age as described above
         * @param peers as described above
         * @param forgotten as described above
         */
        public Changes {
            peers = List.copyOf(peers);
            forgotten = List.copyOf(forgotten);
        }
    }
}
