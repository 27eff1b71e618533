/** The program: a load generator, and figures beside those of other servers. Nothing in this package is null unless it says so. */
@NullMarked
package io.github.p2pdi.benchmarks;

import org.jspecify.annotations.NullMarked;
