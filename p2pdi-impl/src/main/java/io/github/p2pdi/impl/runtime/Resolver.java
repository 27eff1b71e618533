package io.github.p2pdi.impl.runtime;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a host; blocks for as long as it takes. Safe for concurrent use. */
@FunctionalInterface
public interface Resolver {
    /** Asks whom the system asks. */
    Resolver SYSTEM = InetAddress::getAllByName;

    /** At least one, in the order in which they are to be tried. */
    InetAddress[] resolve(String host) throws UnknownHostException;
}
