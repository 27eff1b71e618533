/**
 * For the tests of those who embed P2P-DI or write a transport, a registry or an index: time that is turned by hand, peers that follow a script, a check
 * for what is left running, and the contracts that every transport, registry and index keeps. Nothing in this package is null unless it says so.
 */
@NullMarked
package io.github.p2pdi.testkit;

import org.jspecify.annotations.NullMarked;
