/** Closing, threads and time; no word of the domain. */
@NullMarked
package io.github.p2pdi.impl.runtime;

import org.jspecify.annotations.NullMarked;
