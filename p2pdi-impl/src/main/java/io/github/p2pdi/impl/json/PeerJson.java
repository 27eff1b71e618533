package io.github.p2pdi.impl.json;

import com.google.gson.stream.JsonToken;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Registration;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Peer objects and lists of them (protocol, 1.3 and 1.4). */
public final class PeerJson {
    /** What an object takes as a rule. */
    private static final int USUAL_BYTES = 192;

    private PeerJson() {}

    /** The Peer object that answers a register or a keepalive: with its own cookie, and the fields of the base dialect only. */
    public static ByteBuffer registration(Registration registration) {
        return JsonOutput.bytes(
                USUAL_BYTES,
                out -> PeerWriter.writePlain(
                        out, registration.peer(), registration.cookie().value()));
    }

    /** The list as the base dialect has it: an array of strings, each the text of one object. Those on tcp alone, and cookies are 0. */
    public static EncodedPeers encodePlain(List<Peer> peers) {
        List<Peer> reachable = peers.stream()
                .filter(peer -> peer.address().scheme().equals(PeerAddress.TCP))
                .toList();
        return EncodedPeers.of(reachable, expectedBytes(reachable), PeerJson::writeAsString);
    }

    /** The list for those who accept JSON: an array of objects, with {@code idle} and {@code scheme}. Cookies are 0. */
    public static EncodedPeers encode(List<Peer> peers) {
        return EncodedPeers.of(peers, expectedBytes(peers), PeerWriter::writeExtended);
    }

    /** The same, for one asker. */
    public static ByteBuffer list(List<Peer> peers) {
        return JsonOutput.bytes(expectedBytes(peers), out -> writeArray(out, peers));
    }

    /** What has changed since a tag: who is there now, and the keys of those who are not any more. */
    public static ByteBuffer changes(String tag, List<Peer> added, List<PeerAddress> removed) {
        return JsonOutput.bytes(expectedBytes(added) + 64 * (removed.size() + 1), out -> {
            out.beginObject();
            out.name(JsonName.TAG).value(tag);
            out.name(JsonName.FULL).value(false);
            out.name(JsonName.ADDED);
            writeArray(out, added);
            out.name(JsonName.REMOVED).beginArray();
            for (PeerAddress gone : removed) {
                out.beginObject();
                out.name(JsonName.HOSTNAME).value(gone.host());
                out.name(JsonName.PORT).value(gone.port());
                out.endObject();
            }
            out.endArray();
            out.endObject();
        });
    }

    /** The same where what has changed is not known: everybody, who is encoded already. {@code tag} has nothing that JSON escapes. */
    public static List<ByteBuffer> allAnew(String tag, List<ByteBuffer> everybody) {
        List<ByteBuffer> pieces = new ArrayList<>(everybody.size() + 2);
        pieces.add(StandardCharsets.US_ASCII.encode("{\"tag\": \"" + tag + "\", \"full\": true, \"added\": "));
        pieces.addAll(everybody);
        pieces.add(StandardCharsets.US_ASCII.encode(", \"removed\": []}"));
        return pieces;
    }

    private static void writeArray(JsonText out, List<Peer> peers) {
        out.beginArray();
        for (Peer peer : peers) {
            PeerWriter.writeExtended(out, peer);
        }
        out.endArray();
    }

    /**
     * Reads one object.
     *
     * @throws JsonFormatException if it is not one, or nobody can be reached at its host name and port
     * @throws IOException if reading fails
     */
    public static PeerEntry readRegistration(InputStream in) throws IOException {
        return JsonInput.read(in, json -> {
            PeerFields fields = PeerFields.read(json);
            return fields.entry()
                    .orElseThrow(() -> new JsonFormatException("nobody can be reached at " + fields.address()));
        });
    }

    /**
     * Reads a list of strings or objects or both. Those with whom nobody could connect, as their host name or port cannot be one, are left out.
     *
     * @throws JsonFormatException if it is not a list of Peers, or longer than that
     * @throws IOException if reading fails
     */
    public static List<PeerEntry> readList(InputStream in, int maxRecords) throws IOException {
        return JsonInput.read(in, json -> {
            List<PeerEntry> entries = new ArrayList<>();
            json.array(maxRecords, () -> readItem(json).ifPresent(entries::add));
            return Collections.unmodifiableList(entries);
        });
    }

    /**
     * Reads a list as {@link #readList} does, or an object that tells what has changed.
     *
     * @throws JsonFormatException if it is neither, or longer than that
     * @throws IOException if reading fails
     */
    public static PeerAnswer readChangesOrList(InputStream in, int maxRecords) throws IOException {
        return JsonInput.read(in, json -> {
            if (json.peek() == JsonToken.BEGIN_OBJECT) {
                return new ChangeFields(maxRecords).read(json);
            }
            List<PeerEntry> entries = new ArrayList<>();
            json.array(maxRecords, () -> readItem(json).ifPresent(entries::add));
            return new PeerAnswer(Optional.empty(), true, Collections.unmodifiableList(entries), List.of());
        });
    }

    private static int expectedBytes(List<Peer> peers) {
        return (int) Math.min(16 + (long) USUAL_BYTES * peers.size(), 1 << 30);
    }

    private static void writeAsString(JsonText out, Peer peer) {
        out.beginText();
        PeerWriter.writePlain(out, peer, PeerWriter.NO_COOKIE);
        out.endText();
    }

    /** A text that is too long is that of a host name that is. */
    private static Optional<PeerEntry> readItem(StrictReader json) throws IOException {
        if (json.peek() == JsonToken.STRING) {
            Optional<String> text = json.stringIfShort();
            return text.isEmpty()
                    ? Optional.empty()
                    : JsonInput.read(text.get(), inner -> PeerFields.read(inner).entry());
        }
        return PeerFields.read(json).entry();
    }
}
