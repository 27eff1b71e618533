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
            out.name("idle").value(Math.max(0, peer.idle().get().toSeconds()));
        }
        out.name("scheme").value(peer.address().scheme());
        out.endObject();
    }

    private static void writeFields(JsonText out, Peer peer, long cookie) {
        out.name("hostname").value(peer.address().host());
        out.name("cookie").value(cookie);
        out.name("port").value(peer.address().port());
        Instant registered = peer.lastRegistered().isBefore(Instant.EPOCH) ? Instant.EPOCH : peer.lastRegistered();
        // As readers of floats like it.
        out.name("last_active_time").decimal(registered.getEpochSecond(), registered.getNano() / 1000);
        out.name("registration_count").value(peer.registrationCount());
        out.name("active").value(peer.active());
        out.name("ttl").value(ttl(peer));
    }

    /** Whole seconds; but who is active has not come to his end yet. */
    private static long ttl(Peer peer) {
        return Math.max(peer.ttl().toSeconds(), peer.active() ? 1 : 0);
    }
}
