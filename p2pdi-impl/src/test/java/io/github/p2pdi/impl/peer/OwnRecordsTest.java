package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.github.p2pdi.impl.NewThread;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OwnRecordsTest {
    private static final PeerAddress SELF = PeerAddress.of("127.0.0.1", 4001);

    private static Document document(long number) {
        return new Document(number, "Title", "rfc" + number + ".txt", 1, Optional.empty());
    }

    /** Whatever changes meanwhile, the store tells of it. */
    @Test
    void aStoreThatChangesAllTheTimeKeepsNobodyWaiting() {
        AtomicLong documents = new AtomicLong();
        DocumentStore store = mock(DocumentStore.class);
        when(store.documents())
                .thenAnswer(call -> LongStream.range(0, documents.incrementAndGet())
                        .mapToObj(OwnRecordsTest::document)
                        .toList());
        MergedIndex index = new MergedIndex(new ManualClock(Instant.EPOCH), () -> SELF, IndexLimits.DEFAULT);
        OwnRecords own = new OwnRecords(store, index, () -> SELF);
        own.publish();
        own.publish();
        assertEquals(2, index.own().size());
    }

    /** The one look begins before the other ends, so nobody knows which has seen more. */
    @Test
    void aLookThatOverlapsWithThePublishedOneIsTakenAgain() throws Exception {
        DocumentStore store = mock(DocumentStore.class);
        List<Document> early = List.of(document(1));
        List<Document> late = List.of(document(1), document(2));
        CountDownLatch secondLooks = new CountDownLatch(1);
        CountDownLatch firstIsPublished = new CountDownLatch(1);
        when(store.documents())
                .thenAnswer(first -> {
                    secondLooks.await();
                    return early;
                })
                .thenAnswer(second -> {
                    secondLooks.countDown();
                    firstIsPublished.await();
                    return early;
                })
                .thenReturn(late);
        MergedIndex index = new MergedIndex(new ManualClock(Instant.EPOCH), () -> SELF, IndexLimits.DEFAULT);
        OwnRecords own = new OwnRecords(store, index, () -> SELF);
        CompletableFuture<Void> first = CompletableFuture.runAsync(own::publish, new NewThread());
        verify(store, timeout(10_000)).documents();
        CompletableFuture<Void> second = CompletableFuture.runAsync(own::publish, new NewThread());
        first.get(10, TimeUnit.SECONDS);
        firstIsPublished.countDown();
        second.get(10, TimeUnit.SECONDS);
        assertEquals(List.of(1L, 2L), index.own().stream().map(Rfc::number).toList());
    }

    @Test
    void whatWasSeenEarlierDoesNotReplaceWhatWasSeenLater() {
        DocumentStore store = mock(DocumentStore.class);
        List<Document> early = List.of(document(1));
        List<Document> late = List.of(document(1), document(2));
        MergedIndex index = new MergedIndex(new ManualClock(Instant.EPOCH), () -> SELF, IndexLimits.DEFAULT);
        OwnRecords own = new OwnRecords(store, index, () -> SELF);
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
