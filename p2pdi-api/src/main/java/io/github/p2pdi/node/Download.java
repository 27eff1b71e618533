package io.github.p2pdi.node;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.PeerAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/**
 * A download under way. It goes on whether anybody waits for it or not: an interrupt ends the waiting, with an {@link InterruptedException}, and {@link #cancel()} the download.
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

    /** What shows that the document is the right one. */
    enum Verification {
        /** Nothing: it is not whole yet, or this peer held it already and nothing was fetched. */
        NONE,
        /** Its length alone, as no holder told a digest. */
        LENGTH,
        /** Its SHA-256. */
        SHA256
    }

    /**
     * How far a download is.
     *
     * <p>Immutable.
     *
     * @param bytes the bytes that are here, those of an earlier attempt that it goes on from included
     * @param verified those of them that a digest has shown to be right; of a large document that only one peer holds, most of them only in the end
     * @param resumed those that an earlier attempt had left
     * @param total the bytes there will be, once that is known
     * @param bytesPerSecond how fast it goes, a moving average of some seconds
     * @param holders whom it has bytes from, and how many, those included that had to be had again
     */
    record Progress(
            long bytes,
            long verified,
            long resumed,
            OptionalLong total,
            long bytesPerSecond,
            Map<PeerAddress, Long> holders) {
        /**
         * Copies the map.
         *
         * @param bytes as described above
         * @param verified as described above
         * @param resumed as described above
         * @param total as described above
         * @param bytesPerSecond as described above
         * @param holders as described above
         */
        public Progress {
            holders = Map.copyOf(holders);
        }

        /** {@return how long it will take if it goes on like this; empty where nobody can tell} */
        public Optional<Duration> timeLeft() {
            if (total.isEmpty() || bytesPerSecond <= 0) {
                return Optional.empty();
            }
            long left = Math.max(0, total.getAsLong() - bytes);
            return Optional.of(Duration.ofSeconds(left / bytesPerSecond + (left % bytesPerSecond == 0 ? 0 : 1)));
        }
    }

    /** Is told of a download. */
    @FunctionalInterface
    interface Listener {
        /**
         * The state has changed, or there is progress.
         *
         * @param download ask it for both
         */
        void changed(Download download);
    }

    /** {@return the number of the document} */
    long number();

    /** {@return the state now} */
    State state();

    /**
     * {@return where the document will stand, once a holder is found that tells its name} What is here of it is beside that, in a file with
     * {@code .part} behind its name.
     */
    Optional<Path> file();

    /** {@return how far it is now} */
    Progress progress();

    /** {@return what shows that the document is the right one, once it is whole} */
    Verification verification();

    /**
     * Asks to be told: at once, at each change of state, and of progress at most twice a second.
     *
     * @param listener is called in order on a thread that nothing else needs; what it throws is logged, and while it is busy progress is not told
     */
    void addListener(Listener listener);

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
     * Cancels it: its connections and files are closed within a second. What was had stays where a later download can go on from it.
     *
     * @return whether it had not ended before
     */
    boolean cancel();

    /** {@return the outcome as a future; cancelling the future cancels the download} */
    CompletableFuture<Path> toFuture();
}
