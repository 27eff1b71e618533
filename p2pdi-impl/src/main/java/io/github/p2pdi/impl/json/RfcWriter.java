package io.github.p2pdi.impl.json;

import io.github.p2pdi.model.Rfc;

/** Writes Rfc objects: the four fields of the base dialect, in its order, and where they are asked for, those added as far as they are known. */
final class RfcWriter {
    private RfcWriter() {}

    /** What readers of the base dialect take: they refuse any other field. */
    static void writePlain(JsonText out, Rfc rfc) {
        out.beginObject();
        writeFields(out, rfc.number(), rfc.title(), rfc.holder().host(), rfc.path());
        out.endObject();
    }

    static void writeDetailed(JsonText out, RfcEntry entry) {
        out.beginObject();
        writeFields(out, entry.number(), entry.title(), entry.hostname(), entry.path());
        if (entry.port().isPresent()) {
            out.name(JsonName.PORT).value(entry.port().getAsInt());
        }
        if (entry.scheme().isPresent()) {
            out.name(JsonName.SCHEME).value(entry.scheme().get());
        }
        if (entry.size().isPresent()) {
            out.name(JsonName.SIZE).value(entry.size().getAsLong());
        }
        if (entry.sha256().isPresent()) {
            out.name(JsonName.SHA256).value(entry.sha256().get().hex());
        }
        if (entry.ttlSeconds().isPresent()) {
            out.name(JsonName.TTL).value(entry.ttlSeconds().getAsLong());
        }
        out.endObject();
    }

    /** What tells a record from others. */
    static void writeKey(JsonText out, Rfc.Key key) {
        out.beginObject();
        out.name(JsonName.NUMBER).value(key.number());
        out.name(JsonName.HOSTNAME).value(key.holder().host());
        out.name(JsonName.PORT).value(key.holder().port());
        out.endObject();
    }

    private static void writeFields(JsonText out, long number, String title, String hostname, String path) {
        out.name(JsonName.NUMBER).value(number);
        out.name(JsonName.TITLE).value(title);
        out.name(JsonName.HOSTNAME).value(hostname);
        out.name(JsonName.PATH).value(path);
    }
}
