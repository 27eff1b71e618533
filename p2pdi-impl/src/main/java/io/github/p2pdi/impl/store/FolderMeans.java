package io.github.p2pdi.impl.store;

import io.github.p2pdi.time.TimeSource;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * What a store of files works with.
 *
 * @param time when it looks at the files again
 * @param background where it looks at them, hashes, and calls listeners: at most three tasks at a time
 * @param watch how it hears of changes before it looks; without, it looks now and then only
 * @param pace how often it looks
 * @param digests where it finds digests of files that were hashed before, and keeps them; without, all are hashed anew
 */
public record FolderMeans(
        TimeSource time,
        Executor background,
        Optional<FolderWatch> watch,
        FolderPace pace,
        Optional<DigestCache> digests) {}
