/** A network inside this JVM: bytes in rings, and no thread that waits. */
@NullMarked
package io.github.p2pdi.impl.memory;

import org.jspecify.annotations.NullMarked;
