package io.github.p2pdi.impl;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.impl.registration.RegistrationServerNode;
import io.github.p2pdi.impl.registration.RegistrationService;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.PeerRegistryProvider;
import io.github.p2pdi.transport.Listener;
import java.io.IOException;
import java.nio.file.Path;

/** Starts a registration server: opens its registry and listens. What was opened is closed again if it cannot start. */
final class RegistrationServerStart {
    private final RegistrationServerConfig config;
    private final NodeRuntime runtime;

    private RegistrationServerStart(RegistrationServerConfig config) {
        this.config = config;
        this.runtime = new NodeRuntime(config);
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
        PeerRegistry registry = runtime.closer().add(registry());
        RegistrationService service = new RegistrationService(registry, runtime.random());
        Listener listener = runtime.transport().listen(config.bind(), service);
        runtime.host(listener.address().host());
        return new RegistrationServerNode(listener, registry, runtime);
    }

    private PeerRegistry registry() throws P2pdiException {
        PeerRegistryProvider provider = Providers.registry(config.registry().getScheme());
        PeerRegistryProvider.Context context = new PeerRegistryProvider.Context(
                runtime.time(), () -> runtime.random().nextLong() >>> 1, config.leases(), config.capacity());
        try {
            return provider.open(config.registry(), context);
        } catch (P2pdiException e) {
            throw e;
        } catch (IOException e) {
            throw new StorageException(
                    Path.of(String.valueOf(config.registry().getSchemeSpecificPart())),
                    "the registry " + config.registry() + " cannot be opened: " + e.getMessage(),
                    e);
        }
    }
}
