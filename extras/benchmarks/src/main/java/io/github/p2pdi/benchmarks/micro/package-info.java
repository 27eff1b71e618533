/** JMH for the small things: what a request costs before and behind the socket. Nothing in this package is null unless it says so. */
@NullMarked
package io.github.p2pdi.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
