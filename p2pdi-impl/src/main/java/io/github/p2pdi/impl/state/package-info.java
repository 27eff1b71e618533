/** The folder in which a node keeps what it wants to know again after a restart. */
@NullMarked
package io.github.p2pdi.impl.state;

import org.jspecify.annotations.NullMarked;
