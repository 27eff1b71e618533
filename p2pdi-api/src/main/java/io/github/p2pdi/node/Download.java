package io.github.p2pdi.node;

import io.github.p2pdi.error.P2pdiException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/**
 * A download under way. It goes on whether anybody waits for it or not.
 *
 * <p>Safe for concurrent use.
 */
public interface Download {
    /** The states; a download moves down this list only. */
    enum State {
        /** Others are before it. */
        WAITING,
        /** It looks for holders, or fetches. */
        RUNNING,
        /** The whole document stands under its final name. */
        DONE,
        /** Nobody could deliver it. */
        FAILED,
        /** It was cancelled. */
        CANCELLED;

        /** {@return whether nothing more will happen} */
        public boolean isFinal() {
            return this == DONE || this == FAILED || this == CANCELLED;
        }
    }

    /**
     * How far a download is.
     *
     * <p>Immutable.
     *
     * @param bytes the bytes had so far from the holder that is being fetched from
     * @param total the bytes there will be, once that is known
     */
    record Progress(long bytes, OptionalLong total) {}

    /** {@return the number of the document} */
    long number();

    /** {@return the state now} */
    State state();

    /** {@return how far it is now} */
    Progress progress();

    /**
     * Waits until it has ended.
     *
     * @return the file, whole and verified
     * @throws P2pdiException if it failed: {@link io.github.p2pdi.error.DocumentNotFoundException} tells whom was asked and what each said,
     *     {@link io.github.p2pdi.error.StorageException} what is wrong on this side
     * @throws java.util.concurrent.CancellationException if it was cancelled
     * @throws InterruptedException if the thread is interrupted; the download goes on
     */
    Path await() throws P2pdiException, InterruptedException;

    /**
     * Waits until it has ended, but not for ever.
     *
     * @param longest how long to wait
     * @return the file, whole and verified
     * @throws P2pdiException if it failed
     * @throws TimeoutException if it has not ended by then; it goes on
     * @throws java.util.concurrent.CancellationException if it was cancelled
     * @throws InterruptedException if the thread is interrupted; the download goes on
     */
    Path await(Duration longest) throws P2pdiException, InterruptedException, TimeoutException;

    /**
     * Cancels it: its connection and file are closed within a second.
     *
     * @return whether it had not ended before
     */
    boolean cancel();

    /** {@return the outcome as a future; cancelling the future cancels the download} */
    CompletableFuture<Path> toFuture();
}
