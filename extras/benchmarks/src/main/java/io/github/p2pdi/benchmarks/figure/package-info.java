/** The figures: each starts the servers that it compares, asks them in turn, and prints a ratio. Nothing in this package is null unless it says so. */
@NullMarked
package io.github.p2pdi.benchmarks.figure;

import org.jspecify.annotations.NullMarked;
