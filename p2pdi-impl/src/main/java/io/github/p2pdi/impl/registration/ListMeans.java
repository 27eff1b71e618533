package io.github.p2pdi.impl.registration;

import io.github.p2pdi.impl.runtime.Superseded;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.time.TimeSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * What lists are made with.
 *
 * @param time the time
 * @param random draws samples; safe for concurrent use
 * @param workers encode what is long
 * @param superseded what is still being sent to those who read it slowly
 */
record ListMeans(TimeSource time, RandomGenerator random, Executor workers, Superseded superseded) {
    /** The same in random order: the shuffle of Fisher and Yates, as in Knuth, The Art of Computer Programming, 3.4.2. */
    List<Peer> shuffled(List<Peer> peers) {
        List<Peer> order = new ArrayList<>(peers);
        for (int last = order.size() - 1; last > 0; last--) {
            Collections.swap(order, last, random.nextInt(last + 1));
        }
        return order;
    }
}
