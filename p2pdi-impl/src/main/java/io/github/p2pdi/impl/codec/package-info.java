/**
 * Frames and pseudo-HTTP heads (protocol, 1.1 and 1.2), free of I/O. Nothing in this package is null unless it says so.
 */
@NullMarked
package io.github.p2pdi.impl.codec;

import org.jspecify.annotations.NullMarked;
