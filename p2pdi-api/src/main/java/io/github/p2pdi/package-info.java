/**
 * The front door: start a peer or a registration server, and choose a transport. Nothing in this package is null unless it says so.
 */
@NullMarked
package io.github.p2pdi;

import org.jspecify.annotations.NullMarked;
