package io.github.p2pdi.benchmarks.figure;

import io.github.p2pdi.benchmarks.server.Ours;
import java.time.Duration;

/**
 * What all figures share.
 *
 * @param ours how our servers are started
 * @param report where results go
 * @param rounds how often each side is measured
 * @param length how long each time
 * @param profiled whether a miss is followed by a profile
 */
public record Setting(Ours ours, Report report, int rounds, Duration length, boolean profiled) {}
