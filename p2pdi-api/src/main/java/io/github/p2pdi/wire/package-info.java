/**
 * What travels: messages and their parts, and the codec that turns them into bytes, without any I/O. Nothing in this package is null unless it says so.
 */
@NullMarked
package io.github.p2pdi.wire;

import org.jspecify.annotations.NullMarked;
