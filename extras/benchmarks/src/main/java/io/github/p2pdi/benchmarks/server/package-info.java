/**
 * The servers that are measured: ours, as a user would start them, and those that they are compared with. Each runs in a process of its own on
 * 127.0.0.1 and ends when it is closed. Nothing in this package is null unless it says so.
 */
@NullMarked
package io.github.p2pdi.benchmarks.server;

import org.jspecify.annotations.NullMarked;
