package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.github.p2pdi.impl.index.MergedIndex;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.Document;
import io.github.p2pdi.node.DocumentStore;
import io.github.p2pdi.node.IndexLimits;
import io.github.p2pdi.testkit.ManualClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnRecordsTest {
    private static final PeerAddress SELF = PeerAddress.of("127.0.0.1", 4001);

    private static Document document(long number) {
        return new Document(number, "Title", "rfc" + number + ".txt", 1, Optional.empty());
    }

    @Test
    void aDocumentThatComesWhileOthersArePublishedIsNotLost() {
        DocumentStore store = mock(DocumentStore.class);
        List<Document> early = List.of(document(1));
        List<Document> late = List.of(document(1), document(2));
        // The store changes behind the first look; the second look sees it.
        when(store.documents()).thenReturn(early).thenReturn(late);
        MergedIndex index = new MergedIndex(new ManualClock(Instant.EPOCH), () -> SELF, IndexLimits.DEFAULT);
        new OwnRecords(store, index, SELF).publish();
        assertEquals(List.of(1L, 2L), index.own().stream().map(Rfc::number).toList());
    }

    @Test
    void whatWasSeenEarlierDoesNotReplaceWhatWasSeenLater() {
        DocumentStore store = mock(DocumentStore.class);
        List<Document> early = List.of(document(1));
        List<Document> late = List.of(document(1), document(2));
        MergedIndex index = new MergedIndex(new ManualClock(Instant.EPOCH), () -> SELF, IndexLimits.DEFAULT);
        OwnRecords own = new OwnRecords(store, index, SELF);
        List<Long> stamps = new ArrayList<>();
        // Somebody else publishes all of it while the first look is on its way back.
        when(store.documents())
                .thenAnswer(call -> {
                    own.publish();
                    stamps.add(index.ownStamp());
                    return early;
                })
                .thenReturn(late);
        own.publish();
        assertEquals(List.of(index.ownStamp()), stamps);
        assertEquals(List.of(1L, 2L), index.own().stream().map(Rfc::number).toList());
    }
}
