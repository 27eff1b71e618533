package io.github.p2pdi;

import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.PeerRegistryProvider;
import io.github.p2pdi.registry.PeerStore;
import java.io.IOException;

/**
 * Registries for those who write a {@link PeerRegistryProvider}. Others choose one by its URI.
 *
 * <p>Safe for concurrent use.
 */
public final class Registries {
    private Registries() {}

    /**
     * {@return a registry that keeps what must survive in a store of one's own} It has all rules of {@link PeerRegistry}, does what it does in memory, and has
     * one thread that saves: all who have registered or left by then share one {@link PeerStore#save}, and are answered after it. Nothing else waits.
     *
     * <p>A peer that was active is given its whole lease anew when the registry is opened, which is never less than what it had left. Where a save fails,
     * those who wait for it are told so, and what they had asked for is undone; nobody can register or leave until the store, which is
     * tried again once a second, takes everything. Renewing and listing go on meanwhile.
     *
     * @param store is loaded now, and closed with the registry, or at once if this fails
     * @param context what the registry works with
     * @throws IOException if the store cannot be loaded
     * @throws IllegalStateException if there is no implementation; the message names what to add
     */
    public static PeerRegistry over(PeerStore store, PeerRegistryProvider.Context context) throws IOException {
        return P2PDI.engine().registry(store, context);
    }
}
