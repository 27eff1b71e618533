package io.github.p2pdi.impl.registration;

import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.PeerRegistryProvider;
import java.net.URI;

/** Opens registries in memory, each by itself: {@code memory:}. */
public final class MemoryRegistryProvider implements PeerRegistryProvider {
    @Override
    public String scheme() {
        return "memory";
    }

    @Override
    public PeerRegistry open(URI at, Context context) {
        return new MemoryRegistry(context, Journal.NONE);
    }
}
