package io.github.p2pdi.transport;

import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.PeerAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The other end of a connection that was accepted.
 *
 * <p>Immutable.
 *
 * @param address where its end of the connection is; not where its own server listens
 * @param source what counts as the same place when addresses are compared (protocol, part 3): an IPv4 address, an IPv6 /64, or
 *     {@value #LOOPBACK}; for transports without IP addresses a word of their own
 * @param certificate the SHA-256 of the certificate that it has proved to be its own, on transports that have such
 */
public record Remote(PeerAddress address, String source, Optional<Digest> certificate) {
    /** The source of everything that comes from this machine: {@value}. */
    public static final String LOOPBACK = "loopback";

    /**
     * Makes one without a certificate.
     *
     * @param address as described above
     * @param source as described above
     */
    public Remote(PeerAddress address, String source) {
        this(address, source, Optional.empty());
    }

    /**
     * {@return the same with a certificate}
     *
     * @param sha256 the SHA-256 of the certificate
     */
    public Remote with(Digest sha256) {
        return new Remote(address, source, Optional.of(sha256));
    }

    /**
     * {@return the remote end at a socket address}
     *
     * @param scheme the transport's scheme
     * @param socket a resolved socket address
     */
    public static Remote of(String scheme, InetSocketAddress socket) {
        InetAddress ip = socket.getAddress();
        return new Remote(new PeerAddress(scheme, ip.getHostAddress(), socket.getPort()), source(ip));
    }

    /** {@return whether it is on this machine: such connections are exempt from the limits per address} */
    public boolean isLoopback() {
        return source.equals(LOOPBACK);
    }

    private static String source(InetAddress ip) {
        if (ip.isLoopbackAddress()) {
            return LOOPBACK;
        }
        // Java unwraps IPv4-mapped addresses by itself, so what is IPv6 here is IPv6.
        return ip instanceof Inet6Address
                ? HexFormat.of().formatHex(ip.getAddress(), 0, 8) + "/64"
                : ip.getHostAddress();
    }
}
