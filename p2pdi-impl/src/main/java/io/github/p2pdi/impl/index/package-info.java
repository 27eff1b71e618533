/** The merged index: what a peer knows of who holds which document, from itself, from the holders, and by hearsay. */
@NullMarked
package io.github.p2pdi.impl.index;

import org.jspecify.annotations.NullMarked;
