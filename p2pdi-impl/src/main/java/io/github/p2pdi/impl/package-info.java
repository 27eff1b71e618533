/** The providers, and the one place that wires. */
@NullMarked
package io.github.p2pdi.impl;

import org.jspecify.annotations.NullMarked;
