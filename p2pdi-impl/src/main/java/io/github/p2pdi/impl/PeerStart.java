package io.github.p2pdi.impl;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.impl.exchange.Connections;
import io.github.p2pdi.impl.index.IndexNews;
import io.github.p2pdi.impl.index.MergedIndex;
import io.github.p2pdi.impl.peer.Arrivals;
import io.github.p2pdi.impl.peer.LocalPeer;
import io.github.p2pdi.impl.peer.OwnRecords;
import io.github.p2pdi.impl.peer.PeerCounts;
import io.github.p2pdi.impl.peer.PeerParts;
import io.github.p2pdi.impl.peer.PeerService;
import io.github.p2pdi.impl.peer.Uploads;
import io.github.p2pdi.impl.registration.CookieMemory;
import io.github.p2pdi.impl.registration.KeeperMeans;
import io.github.p2pdi.impl.registration.RegistrationListener;
import io.github.p2pdi.impl.registration.ServerChoice;
import io.github.p2pdi.impl.registration.WantedLease;
import io.github.p2pdi.impl.state.StateFolder;
import io.github.p2pdi.impl.store.DigestCache;
import io.github.p2pdi.impl.store.FolderDocumentStore;
import io.github.p2pdi.impl.store.FolderMeans;
import io.github.p2pdi.impl.store.FolderPace;
import io.github.p2pdi.impl.store.FolderWatch;
import io.github.p2pdi.model.Limit;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.DocumentStore;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerListener;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.RegistrationClient;
import io.github.p2pdi.transport.ExchangeHandler;
import io.github.p2pdi.transport.Listener;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a peer: wires its parts, listens, and registers. What was opened is closed again if it cannot start. */
final class PeerStart {
    private static final Logger LOG = LoggerFactory.getLogger(PeerStart.class);

    private final PeerConfig config;
    private final NodeRuntime runtime;
    private final SelfAddress self;

    private PeerStart(PeerConfig config) throws P2pdiException {
        this.config = config;
        this.runtime = NodeRuntime.of(config);
        this.self = new SelfAddress(config, runtime);
    }

    static PeerNode start(PeerConfig config) throws P2pdiException {
        PeerStart start = new PeerStart(config);
        boolean started = false;
        try {
            PeerNode peer = start.run();
            started = true;
            return peer;
        } finally {
            if (!started) {
                start.runtime.close();
            }
        }
    }

    private PeerNode run() throws P2pdiException {
        if (config.bind().scheme().equals(PeerAddress.UNIX)
                && config.advertise().isEmpty()
                && !config.registrationServers().isEmpty()) {
            throw new IllegalStateException(
                    "a peer that listens at " + config.bind() + " cannot be registered, as others"
                            + " cannot reach it there: bind it to a host, and give the socket with alsoBind");
        }
        Optional<StateFolder> state = state();
        DocumentStore store = store(state);
        MergedIndex index = new MergedIndex(
                runtime.time(),
                self,
                config.index(),
                new IndexNews(
                        config.listener(),
                        runtime.events()::addOnce,
                        records -> runtime.reached().reached(Limit.INDEX, records)));
        String epoch = HexFormat.of().toHexDigits(runtime.random().nextLong());
        Uploads uploads = Uploads.of(config, runtime.time(), runtime.reached(), runtime.events()::add);
        PeerCounts counts = new PeerCounts(runtime.time(), runtime.reached());
        StartingService starting = new StartingService(
                new PeerService(index, store, self, runtime.time(), epoch, uploads, runtime.executor()));
        ExchangeHandler service = counts.counting(starting);
        Listener listener = runtime.closer().add(runtime.transport().listen(config.bind(), service));
        List<PeerAddress> bound = new ArrayList<>(List.of(listener.address()));
        for (PeerAddress more : config.alsoBind()) {
            bound.add(runtime.closer()
                    .add(runtime.transport().listen(more, service))
                    .address());
        }
        self.listens(listener.address());
        OwnRecords own = new OwnRecords(store, index, self);
        self.onFound(() -> republish(own));
        runtime.closer().add(store.onChange(own::publish));
        own.publish();
        starting.ready();
        Connections connections = runtime.closer()
                .add(new Connections(
                        runtime.transport(), runtime.time(), config.connectTimeout(), config.callTimeout()));
        Optional<RegistrationClient> registration = register(connections.counted(counts.serverCalls()), state);
        return new LocalPeer(new PeerParts(
                config,
                bound,
                self,
                registration,
                index,
                store,
                own,
                uploads,
                connections,
                counts,
                runtime.time(),
                runtime.random(),
                runtime.executor(),
                runtime.resources().background(),
                runtime.events()::add,
                runtime));
    }

    private DocumentStore store(Optional<StateFolder> state) throws P2pdiException {
        if (config.store().isPresent()) {
            return config.store().get();
        }
        FolderMeans means = new FolderMeans(
                runtime.time(),
                runtime.executor(),
                Optional.of(runtime.shared(FolderWatch.class, FolderWatch::new)),
                FolderPace.USUAL,
                state.map(folder -> DigestCache.open(folder, runtime.time())));
        return runtime.closer().add(FolderDocumentStore.open(config.share(), means));
    }

    private Optional<StateFolder> state() throws P2pdiException {
        return config.state().isPresent()
                ? Optional.of(
                        runtime.closer().add(StateFolder.open(config.state().get())))
                : Optional.empty();
    }

    /** Whatever a store of somebody else's throws, the peer registers. */
    private static void republish(OwnRecords own) {
        try {
            own.publish();
        } catch (RuntimeException e) {
            LOG.warn("the documents are not told with their new address before the store changes", e);
        }
    }

    private Optional<RegistrationClient> register(Connections connections, Optional<StateFolder> state)
            throws P2pdiException {
        if (config.registrationServers().isEmpty()) {
            return Optional.empty();
        }
        List<WantedLease> wanted = config.registrationServers().stream()
                .map(server -> new WantedLease(server, self, config.lease(), config.callTimeout()))
                .toList();
        KeeperMeans means =
                new KeeperMeans(runtime.time(), runtime.random(), runtime.executor(), new CookieMemory(state));
        ServerChoice choice = runtime.closer().add(new ServerChoice(wanted, connections, means, events()));
        try {
            choice.register();
        } catch (P2pdiException e) {
            if (config.failFast()) {
                throw e;
            }
            LOG.info("not registered yet, trying on: {}", e.getMessage());
            choice.startRegistering();
        }
        return Optional.of(choice);
    }

    private RegistrationListener events() {
        PeerListener listener = config.listener();
        Arrivals arrivals = new Arrivals(listener, runtime.time(), runtime.events()::add);
        return new RegistrationListener() {
            @Override
            public void registered(PeerAddress server, Peer self) {
                runtime.events().add(() -> listener.registered(server, self));
            }

            @Override
            public void lost(PeerAddress server, P2pdiException cause) {
                runtime.events().add(() -> listener.registrationLost(server, cause));
            }

            @Override
            public void renewed(PeerAddress server, Peer self) {
                if (listener != PeerListener.NONE) {
                    runtime.events().add(() -> listener.leaseRenewed(server, self));
                }
            }

            @Override
            public void listed(PeerAddress server, List<Peer> active) {
                arrivals.listed(server, active);
            }

            @Override
            public void left(PeerAddress server) {
                runtime.events().add(() -> listener.left(server));
            }
        };
    }
}
