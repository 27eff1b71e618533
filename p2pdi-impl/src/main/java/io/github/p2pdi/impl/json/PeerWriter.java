package io.github.p2pdi.impl.json;

import io.github.p2pdi.model.Peer;
import java.time.Instant;

/** Writes Peer objects: the seven fields of the base dialect, in its order, and where they are asked for, those added. */
final class PeerWriter {
    /** What a list shows of everybody's cookie. */
    static final long NO_COOKIE = 0;

    private PeerWriter() {}

    /** What readers of the base dialect take: they refuse any other field. */
    static void writePlain(JsonText out, Peer peer, long cookie) {
        out.beginObject();
        writeFields(out, peer, cookie);
        out.endObject();
    }

    static void writeExtended(JsonText out, Peer peer) {
        out.beginObject();
        writeFields(out, peer, NO_COOKIE);
        if (peer.idle().isPresent()) {
            out.name(JsonName.IDLE).value(Math.max(0, peer.idle().get().toSeconds()));
        }
        out.name(JsonName.SCHEME).value(peer.address().scheme());
        out.endObject();
    }

    private static void writeFields(JsonText out, Peer peer, long cookie) {
        out.name(JsonName.HOSTNAME).value(peer.address().host());
        out.name(JsonName.COOKIE).value(cookie);
        out.name(JsonName.PORT).value(peer.address().port());
        Instant registered = peer.lastRegistered().isBefore(Instant.EPOCH) ? Instant.EPOCH : peer.lastRegistered();
        // As readers of floats like it.
        out.name(JsonName.LAST_ACTIVE_TIME).decimal(registered.getEpochSecond(), registered.getNano() / 1000);
        out.name(JsonName.REGISTRATION_COUNT).value(peer.registrationCount());
        out.name(JsonName.ACTIVE).value(peer.active());
        out.name(JsonName.TTL).value(ttl(peer));
    }

    /** Whole seconds; but who is active has not come to his end yet. */
    private static long ttl(Peer peer) {
        return Math.max(peer.ttl().toSeconds(), peer.active() ? 1 : 0);
    }
}
