/** The default transport: an event loop over non-blocking sockets, and blocking ones for clients. */
@NullMarked
package io.github.p2pdi.impl.tcp;

import org.jspecify.annotations.NullMarked;
