package io.github.p2pdi.impl.json;

import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.Registration;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.ByteBuffer;
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

    /** The list as the base dialect has it: an array of strings, each the text of one object. Cookies are 0. */
    public static ByteBuffer plainList(List<Peer> peers) {
        return JsonOutput.bytes(expectedBytes(peers), out -> {
            out.beginArray();
            for (Peer peer : peers) {
                writeAsString(out, peer);
            }
            out.endArray();
        });
    }

    /** The list for those who accept JSON: an array of objects, with {@code idle} and {@code scheme}. Cookies are 0. */
    public static ByteBuffer list(List<Peer> peers) {
        return JsonOutput.bytes(expectedBytes(peers), out -> {
            out.beginArray();
            for (Peer peer : peers) {
                PeerWriter.writeExtended(out, peer);
            }
            out.endArray();
        });
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

    private static int expectedBytes(List<Peer> peers) {
        return (int) Math.min(16 + (long) USUAL_BYTES * peers.size(), 64 << 20);
    }

    private static void writeAsString(JsonWriter out, Peer peer) throws IOException {
        StringWriter text = new StringWriter(USUAL_BYTES);
        JsonOutput.write(text, inner -> PeerWriter.writePlain(inner, peer, PeerWriter.NO_COOKIE));
        out.value(text.toString());
    }

    private static Optional<PeerEntry> readItem(StrictReader json) throws IOException {
        if (json.peek() == JsonToken.STRING) {
            return JsonInput.read(json.string(), inner -> PeerFields.read(inner).entry());
        }
        return PeerFields.read(json).entry();
    }
}
