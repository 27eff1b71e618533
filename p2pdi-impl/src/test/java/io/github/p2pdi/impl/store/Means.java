package io.github.p2pdi.impl.store;

import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.time.TimeSource;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;

/** What a store works with in tests: no watch, so that a folder is looked at when a test says so. */
final class Means {
    private Means() {}

    static FolderMeans of(Executor background) {
        return of(background, new ManualClock(Instant.parse("2026-01-01T00:00:00Z")));
    }

    static FolderMeans of(Executor background, TimeSource time) {
        return new FolderMeans(time, background, Optional.empty(), FolderPace.USUAL, Optional.empty());
    }
}
