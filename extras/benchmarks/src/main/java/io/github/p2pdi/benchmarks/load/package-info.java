/**
 * The load generator: one thread and one selector drive any number of connections to whatever server, each asking again when its reply has come.
 * Nothing is allocated for a request on a kept connection. One thread at a time. Nothing in this package is null unless it says so.
 */
@NullMarked
package io.github.p2pdi.benchmarks.load;

import org.jspecify.annotations.NullMarked;
