/** One state machine for a server's side of a connection, without I/O; every engine drives it, so that no limit is written twice. */
@NullMarked
package io.github.p2pdi.impl.conversation;

import org.jspecify.annotations.NullMarked;
