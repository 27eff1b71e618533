package io.github.p2pdi.impl.registration;

import io.github.p2pdi.model.PeerAddress;
import java.time.Duration;

/**
 * Which registration a peer wants.
 *
 * @param server whom to register with
 * @param self where the peer is reached; asked for at each call, and found out before registering
 * @param length the lease to ask for, whole seconds
 * @param callTimeout how long a call may take in all
 */
public record WantedLease(PeerAddress server, OwnAddress self, Duration length, Duration callTimeout) {}
