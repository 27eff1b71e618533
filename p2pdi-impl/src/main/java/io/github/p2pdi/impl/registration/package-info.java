/** The registration server, its registry in memory, and the client that keeps a peer registered. */
@NullMarked
package io.github.p2pdi.impl.registration;

import org.jspecify.annotations.NullMarked;
