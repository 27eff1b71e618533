package io.github.p2pdi.impl.json;

import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * An Rfc object as it stands on the wire. One without a port belongs to the peer that sent it, whatever its host name says.
 *
 * @param number the document's number, 0 or more
 * @param title its title, empty where it is not told
 * @param hostname the holder's host name as it was written, empty where it is not told
 * @param path the file's name; what is read may be a whole path of the holder's disk, or anything else
 * @param port the holder's port; in what was read 1 to 65535
 * @param scheme the holder's transport
 * @param size the document's size in bytes, 0 or more
 * @param sha256 the document's digest
 * @param ttlSeconds what is left of the record in the sender's index; absent for the sender's own
 */
public record RfcEntry(
        long number,
        String title,
        String hostname,
        String path,
        OptionalInt port,
        Optional<String> scheme,
        OptionalLong size,
        Optional<Digest> sha256,
        OptionalLong ttlSeconds) {

    /** A record of the index as it is sent to those who accept JSON. */
    public static RfcEntry of(Rfc rfc, OptionalLong ttlSeconds) {
        PeerAddress holder = rfc.holder();
        // Who asks a socket of this machine knows it by the path; nobody else could use that.
        boolean isSocket = holder.scheme().equals(PeerAddress.UNIX);
        return new RfcEntry(
                rfc.number(),
                rfc.title(),
                holder.host(),
                rfc.path(),
                isSocket ? OptionalInt.empty() : OptionalInt.of(holder.port()),
                isSocket ? Optional.empty() : Optional.of(holder.scheme()),
                rfc.size(),
                rfc.sha256(),
                ttlSeconds);
    }
}
