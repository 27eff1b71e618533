/** A folder of documents: which files are documents, their titles and digests, and safe ways to open and to name them. */
@NullMarked
package io.github.p2pdi.impl.store;

import org.jspecify.annotations.NullMarked;
