/** How tests show the figures that are asked of the library. */
@NullMarked
package io.github.p2pdi.impl.figure;

import org.jspecify.annotations.NullMarked;
