package io.github.p2pdi.impl.runtime;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Tells IP addresses from names without asking anybody. */
public final class IpLiteral {
    private IpLiteral() {}

    /** Whether a host, as peer addresses have them, is an IP address: only those of IPv6 have colons, and no name ends with a number as a label. */
    public static boolean is(String host) {
        if (host.indexOf(':') >= 0) {
            return true;
        }
        String last = host.substring(host.lastIndexOf('.') + 1);
        return host.indexOf('.') > 0 && !last.isEmpty() && last.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Whether a host is an IP address that leads to this machine, to its own link, or to many: not one to be sent to by others. */
    public static boolean isInward(String host) {
        if (!is(host)) {
            return false;
        }
        try {
            return isInward(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** The same of an address. */
    public static boolean isInward(InetAddress ip) {
        return ip.isLoopbackAddress() || ip.isAnyLocalAddress() || ip.isLinkLocalAddress() || ip.isMulticastAddress();
    }
}
