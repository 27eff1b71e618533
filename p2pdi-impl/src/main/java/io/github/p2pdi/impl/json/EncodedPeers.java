package io.github.p2pdi.impl.json;

import com.google.gson.stream.JsonWriter;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A list of peers, encoded, from which one of them can be left out without encoding the others again.
 *
 * <p>Immutable.
 */
public final class EncodedPeers {
    private static final int COMMA_AND_SPACE = 2;

    private final ByteBuffer bytes;
    /** Where each item ends. The first begins behind the bracket, each other behind the comma and the space. */
    private final int[] ends;

    private final Map<PeerAddress, Integer> places;

    private EncodedPeers(ByteBuffer bytes, int[] ends, Map<PeerAddress, Integer> places) {
        this.bytes = bytes;
        this.ends = ends;
        this.places = places;
    }

    static EncodedPeers of(List<Peer> peers, int expectedBytes, Item item) {
        Utf8Buffer buffer = new Utf8Buffer(expectedBytes);
        int[] ends = new int[peers.size()];
        Map<PeerAddress, Integer> places = new HashMap<>(peers.size() * 4 / 3 + 1);
        JsonOutput.write(buffer, out -> {
            out.beginArray();
            for (int i = 0; i < ends.length; i++) {
                item.write(out, peers.get(i));
                out.flush();
                ends[i] = buffer.size();
                places.put(key(peers.get(i).address()), i);
            }
            out.endArray();
        });
        return new EncodedPeers(buffer.toByteBuffer(), ends, places);
    }

    /** The pieces of the list without that peer, by host and port; the whole if it is not in it. They share the bytes. */
    public List<ByteBuffer> without(PeerAddress peer) {
        Integer place = places.get(key(peer));
        if (place == null) {
            return List.of(bytes.duplicate());
        }
        if (place > 0) {
            return List.of(piece(0, ends[place - 1]), piece(ends[place], bytes.limit()));
        }
        int rest = ends.length == 1 ? ends[0] : ends[0] + COMMA_AND_SPACE;
        return List.of(piece(0, 1), piece(rest, bytes.limit()));
    }

    private ByteBuffer piece(int from, int to) {
        return bytes.slice(from, to - from);
    }

    private static PeerAddress key(PeerAddress address) {
        return address.scheme().equals(PeerAddress.TCP) ? address : PeerAddress.of(address.host(), address.port());
    }

    /** Writes one peer. */
    @FunctionalInterface
    interface Item {
        void write(JsonWriter out, Peer peer) throws IOException;
    }
}
