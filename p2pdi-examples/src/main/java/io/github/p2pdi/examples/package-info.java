/**
 * The command line, and small programs that show how the library is embedded. All of it is written against the API alone; the engine is found
 * at run time. Nothing in this package is null unless it says so.
 */
@NullMarked
package io.github.p2pdi.examples;

import org.jspecify.annotations.NullMarked;
