/** A peer: answering requests, finding documents, and what an application holds. */
@NullMarked
package io.github.p2pdi.impl.peer;

import org.jspecify.annotations.NullMarked;
