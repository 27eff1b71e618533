/** Transports over byte streams: a thread a connection, and the client's side of every stream. */
@NullMarked
package io.github.p2pdi.impl.streams;

import org.jspecify.annotations.NullMarked;
