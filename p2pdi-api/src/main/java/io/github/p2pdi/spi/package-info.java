/**
 * What {@link java.util.ServiceLoader} finds when the front door is opened. Nothing in this package is null unless it says so.
 */
@NullMarked
package io.github.p2pdi.spi;

import org.jspecify.annotations.NullMarked;
