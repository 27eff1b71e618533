package io.github.p2pdi.impl.download;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.impl.contract.WrappedConnection;
import io.github.p2pdi.impl.contract.WrappedTransport;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.transport.ClientConnection;
import io.github.p2pdi.transport.Transport;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A transport of somebody's own whose connections take long to close, as their streams wait for their readers. */
class SlowCloseTest extends Transferring {
    private static final long SOON_SECONDS = 10;

    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch mayClose = new CountDownLatch(1);

    @Test
    void nobodyWaitsForAConnectionThatIsBeingClosed() throws Exception {
        HolderDouble holder = holder(bytes(12 * CHUNK));
        holder.stallAfter = 2L * CHUNK;
        withMeans(new RealDisk(), SlowToClose::new, means -> {
            Transfer transfer = transfer(means, holder);
            CompletableFuture<Path> download = new CompletableFuture<>();
            means.executor().execute(() -> complete(download, transfer));
            while (transfer.standing().bytes() < CHUNK) {
                Thread.onSpinWait();
            }
            means.executor().execute(transfer::cancel);
            try {
                assertTrue(closing.await(SOON_SECONDS, TimeUnit.SECONDS));
                CompletableFuture.supplyAsync(transfer::standing, means.executor())
                        .get(SOON_SECONDS, TimeUnit.SECONDS);
            } finally {
                mayClose.countDown();
            }
            assertThrows(CancellationException.class, () -> download.get(SOON_SECONDS, TimeUnit.SECONDS));
        });
    }

    private static void complete(CompletableFuture<Path> download, Transfer transfer) {
        try {
            download.complete(transfer.run());
        } catch (P2pdiException | RuntimeException e) {
            download.completeExceptionally(e);
        }
    }

    private final class SlowToClose extends WrappedTransport {
        SlowToClose(Transport good) {
            super(good);
        }

        @Override
        public ClientConnection connect(PeerAddress to, Deadline deadline) throws P2pdiException {
            return new WrappedConnection(super.connect(to, deadline)) {
                @Override
                public void close() {
                    closing.countDown();
                    try {
                        mayClose.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    super.close();
                }
            };
        }
    }
}
