package io.github.p2pdi.impl.json;

import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A list of peers, encoded once, from which other lists are cut without encoding anybody again. Pieces share the bytes.
 *
 * <p>Immutable.
 */
public final class EncodedPeers {
    private static final int NOWHERE = -1;
    private static final ByteBuffer OPEN = ascii("[");
    private static final ByteBuffer BETWEEN = ascii(", ");
    private static final ByteBuffer CLOSE = ascii("]");

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
        JsonText out = new JsonText(expectedBytes);
        int[] ends = new int[peers.size()];
        Map<PeerAddress, Integer> places = new HashMap<>(peers.size() * 4 / 3 + 1);
        out.beginArray();
        for (int i = 0; i < ends.length; i++) {
            item.write(out, peers.get(i));
            ends[i] = out.size();
            places.put(key(peers.get(i).address()), i);
        }
        out.endArray();
        return new EncodedPeers(out.toByteBuffer(), ends, places);
    }

    /** How many peers are in it. */
    public int size() {
        return ends.length;
    }

    /** How many bytes the whole list has. */
    public int bytes() {
        return bytes.limit();
    }

    /** The list without that peer, by host and port; the whole if he is not in it. */
    public List<ByteBuffer> without(PeerAddress peer) {
        int place = places.getOrDefault(key(peer), NOWHERE);
        return place == NOWHERE ? List.of(bytes.duplicate()) : list(run(0, place), run(place + 1, ends.length));
    }

    /** So many from a place on, going on at the front behind the last, without that peer; all others if they are no more. */
    public List<ByteBuffer> some(int first, int most, PeerAddress peer) {
        int place = places.getOrDefault(key(peer), NOWHERE);
        int others = place == NOWHERE ? ends.length : ends.length - 1;
        if (most >= others) {
            return without(peer);
        }
        // One more where he is among them.
        boolean meetsHim = place != NOWHERE && Math.floorMod(place - first, ends.length) <= most - 1;
        int end = first + most + (meetsHim ? 1 : 0);
        List<Run> runs = new ArrayList<>(4);
        addRuns(runs, first, Math.min(end, ends.length), place);
        addRuns(runs, 0, end - ends.length, place);
        return list(runs.toArray(new Run[0]));
    }

    private static void addRuns(List<Run> runs, int from, int to, int but) {
        if (but < from || but >= to) {
            runs.add(run(from, to));
        } else {
            runs.add(run(from, but));
            runs.add(run(but + 1, to));
        }
    }

    private List<ByteBuffer> list(Run... runs) {
        List<ByteBuffer> pieces = new ArrayList<>(2 * runs.length + 1);
        for (Run run : runs) {
            if (run.from < run.to) {
                pieces.add(pieces.isEmpty() ? OPEN : BETWEEN);
                int begin = run.from == 0 ? OPEN.limit() : ends[run.from - 1] + BETWEEN.limit();
                pieces.add(bytes.slice(begin, ends[run.to - 1] - begin));
            }
        }
        if (pieces.isEmpty()) {
            pieces.add(OPEN);
        }
        pieces.add(CLOSE);
        return pieces;
    }

    private static PeerAddress key(PeerAddress address) {
        return address.scheme().equals(PeerAddress.TCP) ? address : PeerAddress.of(address.host(), address.port());
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();
    }

    private static Run run(int from, int to) {
        return new Run(from, to);
    }

    /** Neighbours in the list: from one place to before another. */
    private record Run(int from, int to) {}

    /** Writes one peer. */
    @FunctionalInterface
    interface Item {
        void write(JsonText out, Peer peer);
    }
}
