package io.github.p2pdi.impl.registration;

import io.github.p2pdi.time.TimeSource;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * What a registration is kept with.
 *
 * @param time the time
 * @param random spreads the delays; safe for concurrent use
 * @param executor where to renew in the background, which blocks
 * @param memory keeps the cookies across restarts
 */
public record KeeperMeans(TimeSource time, RandomGenerator random, Executor executor, CookieMemory memory) {}
