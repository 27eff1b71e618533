package io.github.p2pdi.impl.registration;

import io.github.p2pdi.impl.json.PeerAnswer;
import java.time.Duration;
import java.util.Optional;

/** What a {@code pquery} is answered with: who is active or what has changed, the tag of it, and when to renew, where the server says so. */
record PeerList(PeerAnswer peers, Optional<String> etag, Optional<Duration> renewAfter) {}
