package io.github.p2pdi.impl.peer;

import io.github.p2pdi.impl.exchange.Connections;
import io.github.p2pdi.impl.index.MergedIndex;
import io.github.p2pdi.impl.runtime.LimitedExecutor;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.DocumentStore;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.RegistrationClient;
import io.github.p2pdi.time.TimeSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What a peer is made of, once it listens.
 *
 * @param config how it was set up
 * @param bound where it listens, where it does first of all first
 * @param self where others reach it
 * @param registration its dealings with its registration server, if it has one
 * @param index what it knows
 * @param store its own documents
 * @param own keeps the index's own records what the store holds
 * @param uploads what it sends
 * @param connections to others
 * @param counts what else is counted
 * @param time the time
 * @param random draws what is left to chance; safe for concurrent use
 * @param executor runs what blocks
 * @param background the same for what may wait for others of its kind
 * @param events tells listeners, in order and away from here
 * @param rest everything that is closed with it, once it has left
 */
public record PeerParts(
        PeerConfig config,
        List<PeerAddress> bound,
        Supplier<PeerAddress> self,
        Optional<RegistrationClient> registration,
        MergedIndex index,
        DocumentStore store,
        OwnRecords own,
        Uploads uploads,
        Connections connections,
        PeerCounts counts,
        TimeSource time,
        RandomGenerator random,
        Executor executor,
        LimitedExecutor background,
        Consumer<Runnable> events,
        AutoCloseable rest) {}
