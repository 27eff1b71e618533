package io.github.p2pdi.impl.json;

import com.google.gson.stream.JsonToken;
import io.github.p2pdi.model.Rfc;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Rfc objects and lists of them (protocol, 1.3 and 1.5). */
public final class RfcJson {
    /** What an object takes as a rule. */
    private static final int USUAL_BYTES = 256;

    private RfcJson() {}

    /** The object with the fields of the base dialect only. */
    public static ByteBuffer one(Rfc rfc) {
        return JsonOutput.bytes(USUAL_BYTES, out -> RfcWriter.writePlain(out, rfc));
    }

    /** The object with what is known besides, for those who accept JSON. */
    public static ByteBuffer detailedOne(RfcEntry entry) {
        return JsonOutput.bytes(USUAL_BYTES, out -> RfcWriter.writeDetailed(out, entry));
    }

    /** A list of objects with the fields of the base dialect only. */
    public static ByteBuffer plainList(List<Rfc> rfcs) {
        return JsonOutput.bytes(expectedBytes(rfcs), out -> {
            out.beginArray();
            for (Rfc rfc : rfcs) {
                RfcWriter.writePlain(out, rfc);
            }
            out.endArray();
        });
    }

    /** A list of objects with what is known besides, for those who accept JSON. */
    public static ByteBuffer detailed(List<RfcEntry> entries) {
        return JsonOutput.bytes(expectedBytes(entries), out -> {
            out.beginArray();
            for (RfcEntry entry : entries) {
                RfcWriter.writeDetailed(out, entry);
            }
            out.endArray();
        });
    }

    /** A list of what tells records apart. */
    public static ByteBuffer keys(List<Rfc.Key> keys) {
        return JsonOutput.bytes(expectedBytes(keys), out -> {
            out.beginArray();
            for (Rfc.Key key : keys) {
                RfcWriter.writeKey(out, key);
            }
            out.endArray();
        });
    }

    /**
     * Reads one object, plain or not.
     *
     * @throws JsonFormatException if it is not an Rfc
     * @throws IOException if reading fails
     */
    public static RfcEntry readOne(InputStream in) throws IOException {
        return JsonInput.read(
                in,
                json -> RfcFields.read(json)
                        .entry()
                        .orElseThrow(() -> new JsonFormatException(
                                "an Rfc with a number, a host name or a port that cannot be one")));
    }

    /**
     * Reads a list of objects, plain or not. Those with a number, a host name or a port that cannot be one are left out.
     *
     * @throws JsonFormatException if it is not a list of Rfcs, or longer than that
     * @throws IOException if reading fails
     */
    public static List<RfcEntry> readList(InputStream in, int maxRecords) throws IOException {
        return JsonInput.read(in, json -> {
            List<RfcEntry> entries = new ArrayList<>();
            json.array(maxRecords, () -> RfcFields.read(json).entry().ifPresent(entries::add));
            return Collections.unmodifiableList(entries);
        });
    }

    /**
     * Reads a list as {@link #readList} does, or an object that tells what has changed. Of the latter no more keys are kept than {@code mostRemoved} and one, and none
     * where it tells all there is.
     *
     * @param wanted asked for each record in turn; those that are not are read, and not kept
     * @throws JsonFormatException if it is neither, or longer than {@code maxRecords}
     * @throws IOException if reading fails
     */
    public static RfcAnswer readChangesOrList(
            InputStream in, int maxRecords, Predicate<RfcEntry> wanted, int mostRemoved) throws IOException {
        return JsonInput.read(in, json -> {
            if (json.peek() == JsonToken.BEGIN_OBJECT) {
                return new RfcChangeFields(maxRecords, wanted, mostRemoved).read(json);
            }
            List<RfcEntry> entries = new ArrayList<>();
            json.array(
                    maxRecords,
                    () -> RfcFields.read(json).entry().filter(wanted).ifPresent(entries::add));
            return new RfcAnswer(Optional.empty(), true, Collections.unmodifiableList(entries), List.of());
        });
    }

    private static int expectedBytes(List<?> records) {
        return (int) Math.min(64 + (long) USUAL_BYTES * records.size(), 64 << 20);
    }
}
