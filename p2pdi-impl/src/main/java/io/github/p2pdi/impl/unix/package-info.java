/** Sockets in the file system, for those on the same machine. */
@NullMarked
package io.github.p2pdi.impl.unix;

import org.jspecify.annotations.NullMarked;
