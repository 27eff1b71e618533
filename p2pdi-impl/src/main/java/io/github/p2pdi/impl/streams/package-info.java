/** Transports over byte streams: a thread a connection, the client's side of every stream, and the memory transport. */
@NullMarked
package io.github.p2pdi.impl.streams;

import org.jspecify.annotations.NullMarked;
