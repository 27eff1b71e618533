package io.github.p2pdi.impl.json;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.Peer;
import java.util.Optional;

/**
 * A Peer object that was read.
 *
 * @param peer the peer
 * @param cookie the cookie that stood in it; in a list from a registration server of the base dialect that is somebody else's
 */
public record PeerEntry(Peer peer, Optional<Cookie> cookie) {}
