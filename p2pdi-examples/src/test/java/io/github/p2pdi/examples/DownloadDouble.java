package io.github.p2pdi.examples;

import io.github.p2pdi.error.ExchangeTimeoutException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.Download;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/**
 * A download that has ended.
 *
 * @param number the document
 * @param state how it ended: done, failed or cancelled
 * @param path where the document stands, or would
 * @param bytes how many were fetched
 */
record DownloadDouble(long number, State state, Path path, long bytes) implements Download {
    static DownloadDouble done(long number, Path path, long bytes) {
        return new DownloadDouble(number, State.DONE, path, bytes);
    }

    static DownloadDouble failed(long number, Path path, long bytes) {
        return new DownloadDouble(number, State.FAILED, path, bytes);
    }

    static DownloadDouble cancelled(long number, Path path, long bytes) {
        return new DownloadDouble(number, State.CANCELLED, path, bytes);
    }

    @Override
    public Optional<Path> file() {
        return Optional.of(path);
    }

    @Override
    public Progress progress() {
        return new Progress(bytes, 0, 0, OptionalLong.empty(), 0, Map.of());
    }

    @Override
    public Verification verification() {
        return Verification.NONE;
    }

    @Override
    public void addListener(Listener listener) {
        listener.changed(this);
    }

    @Override
    public Path await() throws P2pdiException {
        if (state == State.CANCELLED) {
            throw new CancellationException("cancelled");
        }
        if (state == State.FAILED) {
            throw new ExchangeTimeoutException(PeerAddress.of("127.0.0.1", 1), "no answer", null);
        }
        return path;
    }

    @Override
    public Path await(Duration longest) throws P2pdiException {
        return await();
    }

    @Override
    public boolean cancel() {
        return false;
    }

    @Override
    public CompletableFuture<Path> toFuture() {
        return state == State.DONE ? CompletableFuture.completedFuture(path) : new CompletableFuture<>();
    }
}
