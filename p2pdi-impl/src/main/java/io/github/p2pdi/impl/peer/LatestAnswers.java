package io.github.p2pdi.impl.peer;

import io.github.p2pdi.model.PeerAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The tag of the latest answer of each peer, so that it is asked only for what has changed since. Those that have been asked least lately are forgotten
 * where there are too many: they are asked for everything again. Safe for concurrent use.
 */
final class LatestAnswers {
    static final int MOST = 65_536;

    /** Tags are opaque, so they may be of any length; nobody needs one as long as that. */
    private static final int LONGEST_TAG = 256;

    private final Map<PeerAddress, Latest> byPeer = new LinkedHashMap<>(16, 0.75f, true);

    synchronized Optional<Latest> of(PeerAddress peer) {
        return Optional.ofNullable(byPeer.get(peer));
    }

    synchronized void forget(PeerAddress peer) {
        byPeer.remove(peer);
    }

    synchronized void remember(PeerAddress peer, Latest latest) {
        if (latest.tag.length() > LONGEST_TAG) {
            byPeer.remove(peer);
            return;
        }
        byPeer.put(peer, latest);
        if (byPeer.size() > MOST) {
            byPeer.remove(byPeer.keySet().iterator().next());
        }
    }

    /**
     * What is remembered of an answer.
     *
     * @param scope what was asked for
     * @param tag its tag, without quotes
     * @param self how the peer names itself in its own records, which may be otherwise than it is reached; none if it told none yet
     */
    record Latest(Scope scope, String tag, Optional<Self> self) {}

    /**
     * A peer as it names itself.
     *
     * @param hostname as it stands on the wire
     * @param port its port
     */
    record Self(String hostname, long port) {}
}
