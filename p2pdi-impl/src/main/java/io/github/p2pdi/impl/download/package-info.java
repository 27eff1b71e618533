/** Fetching documents from holders into files. */
@NullMarked
package io.github.p2pdi.impl.download;

import org.jspecify.annotations.NullMarked;
