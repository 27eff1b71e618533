package io.github.p2pdi.impl.index;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Short ways to say what peers say. */
final class Said {
    static final PeerAddress SELF = peer("self");
    static final PeerAddress ANN = peer("ann");
    static final PeerAddress BOB = peer("bob");
    static final PeerAddress CID = peer("cid");

    private Said() {}

    static PeerAddress peer(String host) {
        return PeerAddress.of(host, 65000);
    }

    static Rfc rfc(long number, PeerAddress holder) {
        return rfc(number, holder, "Document " + number);
    }

    static Rfc rfc(long number, PeerAddress holder, String title) {
        return new Rfc(number, title, holder, "rfc" + number + ".txt", OptionalLong.of(number), Optional.empty());
    }

    static Learned word(Rfc rfc) {
        return new Learned(rfc, Optional.empty());
    }

    static Learned hearsay(Rfc rfc, long seconds) {
        return new Learned(rfc, Optional.of(Duration.ofSeconds(seconds)));
    }
}
