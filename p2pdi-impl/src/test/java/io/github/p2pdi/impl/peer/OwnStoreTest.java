package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.error.AddressUnavailableException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A store of the user's own outlives the peers that share its documents. */
class OwnStoreTest {
    private final ChangingStore store = new ChangingStore();

    private PeerConfig.Builder config() {
        return PeerConfig.builder().store(store);
    }

    @Test
    void aPeerIsToldOfChangesUntilItIsClosed() throws Exception {
        try (PeerNode first = P2PDI.startPeer(config().build());
                PeerNode second = P2PDI.startPeer(config().build())) {
            assertEquals(2, store.listeners());
            first.close();
            assertEquals(1, store.listeners());
            store.put(1, "One");
            assertEquals(List.of(), first.index().all());
            assertEquals(
                    List.of(1L), second.index().all().stream().map(Rfc::number).toList());
        }
        assertEquals(0, store.listeners());
    }

    @Test
    void aPeerThatCannotStartIsNotToldOfAnything() throws Exception {
        try (PeerNode there = P2PDI.startPeer(PeerConfig.defaults())) {
            PeerConfig taken = config().bind(there.address()).build();
            assertThrows(AddressUnavailableException.class, () -> P2PDI.startPeer(taken));
            PeerConfig unregistered = config()
                    .registrationServer(there.address())
                    .failFast(true)
                    .build();
            assertThrows(P2pdiException.class, () -> P2PDI.startPeer(unregistered));
        }
        assertEquals(0, store.listeners());
    }
}
