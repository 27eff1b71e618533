package io.github.p2pdi.model;

import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where somebody can be reached: a scheme that names the transport, a host and a port. Two addresses are equal when their canonical forms are:
 * scheme and host in lower case, no trailing dot, IPv6 as RFC 5952 writes it, without brackets. No resolver is ever asked.
 *
 * <p>The scheme {@value #UNIX} is of sockets in the file system. Its host is the path of one, absolute and as it was given, and its port is 0.
 *
 * <p>Immutable.
 *
 * @param scheme the transport's name, {@code tcp} where none was given
 * @param host a host name or an IP address, canonical, without brackets; or the path of a socket
 * @param port 0 to 65535; 0 asks for any free port where a listener is opened
 */
public record PeerAddress(String scheme, String host, int port) implements Comparable<PeerAddress>, Serializable {
    /** The scheme of an address that names none: {@value}. */
    public static final String TCP = "tcp";

    /** The scheme of TCP under TLS: {@value}. */
    public static final String TLS = "tls";

    /** The scheme of sockets in the file system: {@value}. */
    public static final String UNIX = "unix";

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]{0,31}");
    private static final String SCHEME_END = "://";
    private static final int MOST_PORT_DIGITS = 5;

    /**
     * Brings the parts into canonical form.
     *
     * @param scheme as described above
     * @param host as described above
     * @param port as described above
     * @throws IllegalArgumentException if the scheme, the host or the port cannot be one
     */
    public PeerAddress {
        if (!scheme.equals(TCP)) {
            if (!SCHEME.matcher(scheme).matches()) {
                throw new IllegalArgumentException("not a scheme: '" + HostNames.shown(scheme) + "'");
            }
            scheme = scheme.toLowerCase(Locale.ROOT);
        }
        host = scheme.equals(UNIX) ? SocketPaths.checked(host, port) : HostNames.canonical(host);
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("a port is a number from 0 to 65535, not " + port);
        }
    }

    /**
     * {@return the address on plain TCP}
     *
     * @param host a host name or an IP address, with or without brackets
     * @param port 0 to 65535
     * @throws IllegalArgumentException if the host or the port cannot be one
     */
    public static PeerAddress of(String host, int port) {
        return new PeerAddress(TCP, host, port);
    }

    /**
     * {@return the address that a text names} The text is {@code [scheme://]host:port}, where an IPv6 address stands in brackets, or {@code unix:/path}.
     *
     * @param text for instance {@code 127.0.0.1:65243}, {@code [::1]:65243}, {@code tls://rs.example:65243} or {@code unix:/run/p2pdi.sock}
     * @throws IllegalArgumentException if the text is not of that form, or has no port
     */
    public static PeerAddress parse(String text) {
        return parse(text, -1);
    }

    /**
     * {@return the address that a text names, with a port for texts that have none}
     *
     * @param text {@code [scheme://]host[:port]} or {@code unix:/path}
     * @param defaultPort the port where the text has none, or -1 if it must have one
     * @throws IllegalArgumentException if the text is not of that form
     */
    public static PeerAddress parse(String text, int defaultPort) {
        String address = text.strip();
        Optional<String> path = SocketPaths.in(address);
        if (path.isPresent()) {
            return new PeerAddress(UNIX, path.get(), 0);
        }
        int mark = address.indexOf(SCHEME_END);
        String scheme = mark < 0 ? TCP : address.substring(0, mark);
        String hostAndPort = mark < 0 ? address : address.substring(mark + SCHEME_END.length());
        int end = endOfHost(hostAndPort);
        int port = port(hostAndPort.substring(end), defaultPort);
        if (end == 0 || port < 0) {
            throw new IllegalArgumentException(
                    "not an address: '" + HostNames.shown(text) + "'; write HOST:PORT, an IPv6 host in brackets,"
                            + " with tls:// before it where TLS is meant, or unix:/PATH");
        }
        return new PeerAddress(scheme, hostAndPort.substring(0, end), port);
    }

    private static int endOfHost(String hostAndPort) {
        if (hostAndPort.startsWith("[")) {
            return hostAndPort.indexOf(']') + 1;
        }
        int colon = hostAndPort.indexOf(':');
        return colon < 0 ? hostAndPort.length() : colon;
    }

    /** The port behind a host, if it has one; -1 if what is there is none. */
    private static int port(String behindHost, int defaultPort) {
        if (behindHost.isEmpty()) {
            return defaultPort;
        }
        int digits = behindHost.length() - 1;
        if (behindHost.charAt(0) != ':' || digits == 0 || digits > MOST_PORT_DIGITS) {
            return -1;
        }
        int port = 0;
        for (int i = 1; i <= digits; i++) {
            int digit = behindHost.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            port = port * 10 + digit;
        }
        return port;
    }

    /**
     * {@return this address with another port}
     *
     * @param other 0 to 65535
     */
    public PeerAddress withPort(int other) {
        return new PeerAddress(scheme, host, other);
    }

    /** {@return {@code host:port}, an IPv6 host in brackets, or the path of a socket, without the scheme} */
    public String hostAndPort() {
        if (scheme.equals(UNIX)) {
            return host;
        }
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    @Override
    public int compareTo(PeerAddress other) {
        int order = host.compareTo(other.host);
        if (order == 0) {
            order = Integer.compare(port, other.port);
        }
        return order == 0 ? scheme.compareTo(other.scheme) : order;
    }

    /** Written out, as {@link #hashCode} is: a record's own are linked when first called, for which a short program waits 30 ms. */
    @Override
    public boolean equals(Object other) {
        return other instanceof PeerAddress that
                && port == that.port
                && host.equals(that.host)
                && scheme.equals(that.scheme);
    }

    @Override
    public int hashCode() {
        return (scheme.hashCode() * 31 + host.hashCode()) * 31 + port;
    }

    /** {@return {@link #hostAndPort()}, with {@code scheme://} before it unless it is tcp; or {@code unix:/path}} */
    @Override
    public String toString() {
        if (scheme.equals(UNIX)) {
            return UNIX + ":" + host;
        }
        return scheme.equals(TCP) ? hostAndPort() : scheme + "://" + hostAndPort();
    }
}
