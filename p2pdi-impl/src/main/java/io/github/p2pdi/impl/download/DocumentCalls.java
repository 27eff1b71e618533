package io.github.p2pdi.impl.download;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.impl.exchange.Call;
import io.github.p2pdi.model.Manifest;
import io.github.p2pdi.model.PeerAddress;

/** What holders are asked. Safe for concurrent use. */
interface DocumentCalls {
    /** The manifest that a holder has of a document. */
    Manifest manifest(PeerAddress holder, long number, Call call) throws P2pdiException;

    /** Asks for the whole document. */
    void whole(PeerAddress holder, long number, Call call, HolderCalls.Reader reader) throws P2pdiException;

    /** Asks for the bytes from one position to before another, of the document with that digest. */
    void range(PeerAddress holder, long number, HolderCalls.Part part, Call call, HolderCalls.Reader reader)
            throws P2pdiException;

    /** Whether holders that are busy are asked again after a while, and not given up for others. */
    default boolean hasPatience() {
        return true;
    }
}
