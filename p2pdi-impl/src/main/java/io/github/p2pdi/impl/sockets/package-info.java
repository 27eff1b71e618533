/** Blocking sockets as streams: how they are opened within a deadline, and how they are accepted. */
@NullMarked
package io.github.p2pdi.impl.sockets;

import org.jspecify.annotations.NullMarked;
