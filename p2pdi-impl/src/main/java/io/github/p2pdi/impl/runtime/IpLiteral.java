package io.github.p2pdi.impl.runtime;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Tells IP addresses from names without asking anybody. */
public final class IpLiteral {
    private static final String BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(?:\\." + BYTE + "){3}");

    private IpLiteral() {}

    /**
     * Whether a host, as peer addresses have them, is an IP address: only those of IPv6 have colons. What merely looks like one, such as
     * {@code a.1} or {@code 1.2.3.999}, is a name: the system asks its resolver for it.
     */
    public static boolean is(String host) {
        return host.indexOf(':') >= 0 || IPV4.matcher(host).matches();
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
