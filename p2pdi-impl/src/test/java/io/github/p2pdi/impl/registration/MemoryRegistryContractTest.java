package io.github.p2pdi.impl.registration;

import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.PeerRegistryProvider.Context;
import io.github.p2pdi.testkit.PeerRegistryContract;

/** The registry in memory keeps the rules of registries. */
class MemoryRegistryContractTest extends PeerRegistryContract {
    @Override
    protected PeerRegistry open(Context context) {
        return Registries.open(context);
    }
}
