package io.github.p2pdi.impl.registration;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.Registration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a peer knows of its registration. It is in one of these states; the monitor guards them, and no call is made under it:
 *
 * <ul>
 *   <li>away: no registration is wanted, neither before the first one nor after leaving;
 *   <li>trying: one is wanted, and the server has not granted it, or not since it forgot the peer;
 *   <li>registered: there is one;
 *   <li>closed: there is none and there will be none.
 * </ul>
 */
final class LeaseState {
    private boolean closed;
    private boolean wanted;
    private @Nullable Registration current;

    /** The cookie that was given last: it proves to the server that a returning peer is itself. */
    private @Nullable Cookie cookie;

    /** Whether the server may count the peer as active. */
    private boolean listed;

    /** How often the peer has left: an answer from before a leave does not undo it. */
    private int leaves;

    /** A cookie from before this peer was started. */
    synchronized void remember(Cookie earlier) {
        cookie = earlier;
    }

    synchronized void want() {
        wanted = !closed;
    }

    /** Whether the peer is registered or trying. */
    synchronized boolean isWanted() {
        return wanted;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    synchronized Optional<Registration> current() {
        return Optional.ofNullable(current);
    }

    synchronized Optional<Cookie> cookie() {
        return Optional.ofNullable(cookie);
    }

    synchronized int leaves() {
        return leaves;
    }

    /**
     * The server has granted a registration.
     *
     * @param leavesBefore how often the peer had left when it asked
     * @return whether the peer is registered; it is not if it has left meanwhile, but then there is something to leave
     */
    synchronized boolean granted(Registration registration, int leavesBefore) {
        cookie = registration.cookie();
        listed = true;
        if (closed || leaves != leavesBefore) {
            return false;
        }
        wanted = true;
        current = registration;
        return true;
    }

    /** The server may have granted a registration by the cookie that the peer has: no answer came. */
    synchronized void perhapsGranted() {
        listed = cookie != null;
    }

    /** The server has renewed a registration; returns whether it is still the one that counts. */
    synchronized boolean renewed(Registration registration) {
        boolean counts = isCurrent(registration.cookie());
        if (counts) {
            current = registration;
        }
        return counts;
    }

    /** The server does not know a cookie; returns whether that ends the registration. */
    synchronized boolean forgotten(Cookie unknown) {
        boolean counts = isCurrent(unknown);
        if (counts) {
            current = null;
            listed = false;
        }
        return counts;
    }

    /** Nothing is wanted any more; returns the cookie to leave with, if the server may still count the peer as active. */
    synchronized Optional<Cookie> leave() {
        wanted = false;
        current = null;
        leaves++;
        return listed ? Optional.ofNullable(cookie) : Optional.empty();
    }

    /** The server knows that the peer has left. */
    synchronized void left() {
        listed = false;
    }

    synchronized void close() {
        leave();
        closed = true;
    }

    private boolean isCurrent(Cookie other) {
        return current != null && current.cookie().equals(other);
    }
}
