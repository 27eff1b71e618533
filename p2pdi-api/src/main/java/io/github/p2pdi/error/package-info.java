/**
 * What can go wrong, told apart by whose fault it is and whether trying again can help. Nothing in this package is null unless it says so.
 */
@NullMarked
package io.github.p2pdi.error;

import org.jspecify.annotations.NullMarked;
