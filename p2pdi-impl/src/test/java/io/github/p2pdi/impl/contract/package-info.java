/** The transport contract, run on the transports of the engine, and on transports that break it; and what runs any contract on what breaks it. */
@NullMarked
package io.github.p2pdi.impl.contract;

import org.jspecify.annotations.NullMarked;
