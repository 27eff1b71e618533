package io.github.p2pdi.impl.download;

import io.github.p2pdi.node.Download;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A download's outcome for one caller; cancelling it cancels the download. */
final class OutcomeFuture extends CompletableFuture<Path> {
    private final Download download;

    OutcomeFuture(Download download) {
        this.download = download;
    }

    /** Completes as the download did. */
    void take(@Nullable Path file, @Nullable Throwable problem) {
        if (file != null) {
            complete(file);
        } else if (problem instanceof CancellationException) {
            super.cancel(false);
        } else if (problem != null) {
            completeExceptionally(problem);
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            download.cancel();
        }
        return cancelled;
    }

    /** What is derived from it has no such power. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
