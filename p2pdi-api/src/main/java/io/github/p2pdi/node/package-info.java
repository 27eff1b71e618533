/**
 * What an application holds: peers, registration servers, their configuration, and what they tell. Nothing in this package is null unless it says so.
 */
@NullMarked
package io.github.p2pdi.node;

import org.jspecify.annotations.NullMarked;
