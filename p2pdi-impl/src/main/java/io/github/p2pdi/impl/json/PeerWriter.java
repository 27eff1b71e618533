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
        out.name("last_active_time").token(seconds(peer.lastRegistered()));
        out.name("registration_count").value(peer.registrationCount());
        out.name("active").value(peer.active());
        out.name("ttl").value(ttl(peer));
    }

    /** Whole seconds; but who is active has not come to his end yet. */
    private static long ttl(Peer peer) {
        return Math.max(peer.ttl().toSeconds(), peer.active() ? 1 : 0);
    }

    /** Seconds since the epoch with at least one decimal, as readers of floats like it, and at most six; never with an exponent. */
    static String seconds(Instant time) {
        Instant shown = time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time;
        StringBuilder text =
                new StringBuilder(20).append(shown.getEpochSecond()).append('.');
        int rest = shown.getNano() / 1000;
        int unit = 100_000;
        do {
            text.append((char) ('0' + rest / unit));
            rest %= unit;
            unit /= 10;
        } while (rest > 0);
        return text.toString();
    }
}
