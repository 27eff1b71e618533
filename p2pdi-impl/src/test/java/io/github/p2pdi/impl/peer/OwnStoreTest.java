package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.error.AddressUnavailableException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.impl.NewThread;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.Document;
import io.github.p2pdi.node.DocumentStore;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
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

    /** A look for a change that saw nothing yet, and comes back behind the one for what is shared. */
    @Test
    void whatIsSharedIsNotTakenBackByALookThatBeganBefore() throws Exception {
        Document document = new Document(1, "One", "rfc1.txt", 1, Optional.empty());
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch shared = new CountDownLatch(1);
        AtomicReference<Runnable> change = new AtomicReference<>();
        DocumentStore slow = mock(DocumentStore.class);
        when(slow.add(anyLong(), any(), any())).thenReturn(document);
        when(slow.onChange(any())).thenAnswer(call -> {
            change.set(call.getArgument(0));
            DocumentStore.Subscription none = () -> {};
            return none;
        });
        when(slow.documents())
                .thenReturn(List.of())
                .thenAnswer(look -> {
                    looking.countDown();
                    assertTrue(shared.await(10, TimeUnit.SECONDS));
                    return List.of();
                })
                .thenReturn(List.of(document));
        try (PeerNode peer = P2PDI.startPeer(PeerConfig.builder().store(slow).build())) {
            CompletableFuture<Void> look = CompletableFuture.runAsync(change.get(), new NewThread());
            assertTrue(looking.await(10, TimeUnit.SECONDS));
            peer.share(1, "One", Path.of("rfc1.txt"));
            shared.countDown();
            look.get(10, TimeUnit.SECONDS);
            assertEquals(
                    List.of(1L), peer.index().all().stream().map(Rfc::number).toList());
        }
    }

    @Test
    void aPeerThatCannotStartIsNotToldOfAnything() throws Exception {
        try (PeerNode there = P2PDI.startPeer(PeerConfig.defaults())) {
            PeerConfig taken = config().bind(there.address()).build();
            assertThrows(AddressUnavailableException.class, () -> P2PDI.startPeer(taken));
            PeerConfig unregistered =
                    config().registrationServer(there.address()).failFast(true).build();
            assertThrows(P2pdiException.class, () -> P2PDI.startPeer(unregistered));
        }
        assertEquals(0, store.listeners());
    }
}
