/**
 * What the protocol talks about, as immutable values that validate themselves. Nothing in this package is null unless it says so.
 */
@NullMarked
package io.github.p2pdi.model;

import org.jspecify.annotations.NullMarked;
