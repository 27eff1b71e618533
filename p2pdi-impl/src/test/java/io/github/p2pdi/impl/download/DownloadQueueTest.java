package io.github.p2pdi.impl.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.Mockito.mock;

import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.DocumentStore;
import io.github.p2pdi.node.Download;
import io.github.p2pdi.node.DownloadOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** More downloads than run at once. */
class DownloadQueueTest extends Transferring {
    private static final byte[] DOCUMENT = bytes(70_000);

    @Test
    void downloadsForWhichThereIsNoThreadFailAndMakeRoomForOthers() throws Exception {
        AtomicInteger refusals = new AtomicInteger(6);
        HolderDouble holder = holder(DOCUMENT);
        withMeans(new RealDisk(), real -> {
            Transfer.Means means = withExecutor(real, task -> {
                if (refusals.getAndDecrement() > 0) {
                    throw new RejectedExecutionException("no thread can be had");
                }
                real.executor().execute(task);
            });
            try (DownloadQueue queue = queue(means, holder)) {
                for (int i = 0; i < 6; i++) {
                    Download refused = queue.download(7, named("refused" + i));
                    assertEquals(Download.State.FAILED, refused.state());
                    StorageException e = assertThrows(StorageException.class, refused::await);
                    assertInstanceOf(RejectedExecutionException.class, e.getCause());
                }
                Path file = queue.download(7, named("a")).await(Duration.ofSeconds(50));
                assertArrayEquals(DOCUMENT, Files.readAllBytes(file));
            }
        });
    }

    private static DownloadOptions named(String name) {
        return DownloadOptions.builder().name(name).build();
    }

    private static DownloadQueue queue(Transfer.Means means, HolderDouble holder) {
        return new DownloadQueue(
                new OwnDocuments(mock(DocumentStore.class), () -> PeerAddress.of("127.0.0.1", 1), means),
                number -> known(holder),
                new Unheard(),
                means,
                () -> 0);
    }

    /** Wants to know nothing. */
    private static final class Unheard implements DownloadQueue.Events {
        @Override
        public void changed(Download download) {}

        @Override
        public void dropped(long number, PeerAddress holder, String why) {}
    }
}
