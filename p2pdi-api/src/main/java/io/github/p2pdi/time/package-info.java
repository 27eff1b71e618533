/**
 * Time as a seam: everything that waits, schedules or tells the time asks a {@link io.github.p2pdi.time.TimeSource}. Nothing in this package is null unless it says so.
 */
@NullMarked
package io.github.p2pdi.time;

import org.jspecify.annotations.NullMarked;
