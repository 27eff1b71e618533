package io.github.p2pdi.impl;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.impl.registration.AddressCheck;
import io.github.p2pdi.impl.registration.ConnectBack;
import io.github.p2pdi.impl.registration.Doorkeeper;
import io.github.p2pdi.impl.registration.RegistrationServerNode;
import io.github.p2pdi.impl.registration.RegistrationService;
import io.github.p2pdi.impl.registration.RunningTime;
import io.github.p2pdi.impl.registration.ServerEvents;
import io.github.p2pdi.impl.registration.SourceCheck;
import io.github.p2pdi.impl.registration.Sweep;
import io.github.p2pdi.impl.runtime.Resolver;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.PeerRegistryProvider;
import io.github.p2pdi.registry.RegistryListener;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.transport.ExchangeHandler;
import io.github.p2pdi.transport.Listener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;

/** Starts a registration server: opens its registry and listens. What was opened is closed again if it cannot start. */
final class RegistrationServerStart {
    private final RegistrationServerConfig config;
    private final NodeRuntime runtime;

    private RegistrationServerStart(RegistrationServerConfig config) throws P2pdiException {
        this.config = config;
        this.runtime = NodeRuntime.of(config);
    }

    static RegistrationServer start(RegistrationServerConfig config) throws P2pdiException {
        RegistrationServerStart start = new RegistrationServerStart(config);
        boolean started = false;
        try {
            RegistrationServer server = start.run();
            started = true;
            return server;
        } finally {
            if (!started) {
                start.runtime.close();
            }
        }
    }

    private RegistrationServer run() throws P2pdiException {
        PeerRegistryProvider provider = Providers.registry(config.registry().getScheme());
        Executor executor = provider.blocks() ? runtime.executor() : Runnable::run;
        RunningTime time = runtime.closer().add(new RunningTime(runtime.time()));
        ServerEvents events = new ServerEvents(config.listener(), runtime.events()::add);
        PeerRegistry registry = runtime.closer().add(registry(provider, time, events));
        AddressCheck addresses = runtime.closer().add(addresses(registry));
        RegistrationService service = new RegistrationService(
                registry,
                addresses,
                events,
                new RegistrationService.Terms(
                        runtime.time(), runtime.random(), config.guessLimit(), executor, runtime.executor()));
        List<Listener> listeners = listeners(new Doorkeeper(service, runtime.time()));
        runtime.closer().add(new Sweep(registry, events, runtime.time(), executor));
        runtime.host(listeners.get(0).address());
        return new RegistrationServerNode(listeners, registry, events, runtime.reached(), time, runtime);
    }

    private List<Listener> listeners(ExchangeHandler handler) throws P2pdiException {
        List<Listener> listeners = new ArrayList<>();
        listeners.add(runtime.transport().listen(config.bind(), handler));
        for (PeerAddress more : config.alsoBind()) {
            listeners.add(runtime.transport().listen(more, handler));
        }
        return listeners;
    }

    private AddressCheck addresses(PeerRegistry registry) {
        return switch (config.addressPolicy()) {
            case CLAIMED -> AddressCheck.BELIEVING;
            case SOURCE_ONLY -> new SourceCheck(runtime.executor());
            case VERIFIED ->
                new ConnectBack(
                        new ConnectBack.Way(runtime.transport(), runtime.transport()::canReach, Resolver.SYSTEM),
                        registry,
                        runtime.time(),
                        runtime.executor());
        };
    }

    private PeerRegistry registry(PeerRegistryProvider provider, TimeSource time, RegistryListener listener)
            throws P2pdiException {
        PeerRegistryProvider.Context context = new PeerRegistryProvider.Context(
                time,
                () -> runtime.random().nextLong() >>> 1,
                config.leases(),
                config.capacity(),
                config.peersPerSource(),
                config.takeOver(),
                listener);
        try {
            return provider.open(config.registry(), context);
        } catch (P2pdiException e) {
            throw e;
        } catch (IOException e) {
            String scheme = config.registry().getScheme().toLowerCase(Locale.ROOT);
            throw new StorageException(
                    Path.of(scheme), "the registry of scheme " + scheme + " cannot be opened: " + e.getMessage(), e);
        }
    }
}
