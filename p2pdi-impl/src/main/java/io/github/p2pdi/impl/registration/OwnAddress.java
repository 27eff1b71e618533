package io.github.p2pdi.impl.registration;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.Deadline;
import java.util.function.Supplier;

/** Where a peer is reached, as others are told; may become known late. Safe for concurrent use. */
@FunctionalInterface
public interface OwnAddress extends Supplier<PeerAddress> {
    /** What is to be registered with that server. Where it is not known yet it is found out, which blocks; throws if that needs the server, and it cannot be reached. */
    default PeerAddress towards(PeerAddress server, Deadline deadline) throws P2pdiException {
        return get();
    }
}
