/**
 * Where a registration server keeps its peers: the registry service provider interface. Nothing in this package is null unless it says so.
 */
@NullMarked
package io.github.p2pdi.registry;

import org.jspecify.annotations.NullMarked;
