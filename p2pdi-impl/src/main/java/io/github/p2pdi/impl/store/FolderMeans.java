package io.github.p2pdi.impl.store;

import io.github.p2pdi.time.TimeSource;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * What a store of files works with.
 *
 * @param time when it looks at the files again
 * @param background where it looks at them, hashes, and calls listeners: at most two tasks at a time
 * @param watch how it hears of changes before it looks; without, it looks now and then only
 * @param pace how often it looks
 */
public record FolderMeans(TimeSource time, Executor background, Optional<FolderWatch> watch, FolderPace pace) {}
