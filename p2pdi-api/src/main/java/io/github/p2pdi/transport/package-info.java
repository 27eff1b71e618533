/**
 * How messages travel: the transport service provider interface, and byte streams as the easy way to write one. Nothing in this package is null unless it says so.
 */
@NullMarked
package io.github.p2pdi.transport;

import org.jspecify.annotations.NullMarked;
