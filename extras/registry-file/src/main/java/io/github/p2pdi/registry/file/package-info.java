/** A registry in a folder: what peers register survives the end of the process. */
@NullMarked
package io.github.p2pdi.registry.file;

import org.jspecify.annotations.NullMarked;
