/**
 * The protocol's JSON, and the only user of gson: its streams, under a reader that is stricter than they are. Nothing in this package is null unless
 * it says so.
 */
@NullMarked
package io.github.p2pdi.impl.json;

import org.jspecify.annotations.NullMarked;
