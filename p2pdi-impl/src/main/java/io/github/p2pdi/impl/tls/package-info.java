/** TLS over TCP, by the JDK's own means: each stream has an SSLEngine, and a thread of whoever reads or writes. */
@NullMarked
package io.github.p2pdi.impl.tls;

import org.jspecify.annotations.NullMarked;
