package io.github.p2pdi.impl.sockets;

import io.github.p2pdi.impl.runtime.HostLookup;
import io.github.p2pdi.time.Deadline;
import java.io.IOException;
import java.net.BindException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.UnsupportedAddressTypeException;

/** Says for people why a socket could not be opened. */
public final class Reasons {
    static final String LATE = "no connection in time";

    private Reasons() {}

    /** An address of a kind that this JVM does not use, as one of IPv6 where it prefers IPv4. */
    static IOException unsupported(UnsupportedAddressTypeException cause) {
        return new IOException("addresses of that kind are not in use here", cause);
    }

    /** What ended connecting, or that it was the deadline, at which the channel is closed under whoever connects. */
    public static IOException lateOr(IOException failure, Deadline deadline) {
        return deadline.hasPassed() && !(failure instanceof ClosedByInterruptException)
                ? new IOException(LATE, failure)
                : failure;
    }

    /** The reason, to be put behind what was tried. */
    public static String of(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof UnknownHostException) {
            return HostLookup.UNKNOWN;
        }
        if (failure instanceof ClosedByInterruptException) {
            return "interrupted";
        }
        if (failure instanceof BindException && message.contains("in use")) {
            return "the port is taken; choose another, or 0 for any that is free";
        }
        return failure instanceof BindException && message.contains("assign")
                ? "the host is not one of this machine"
                : message;
    }
}
