/** Kept client connections: reuse, one at a time, and replacement of dead ones. */
@NullMarked
package io.github.p2pdi.impl.exchange;

import org.jspecify.annotations.NullMarked;
