package io.github.p2pdi.impl.json;

import java.nio.charset.StandardCharsets;

/**
 * A name of a field that is written. Each is encoded once, with all that stands around it: a record of a list is a few short values between names that are
 * the same in all.
 */
final class JsonName {
    static final JsonName ACTIVE = new JsonName("active");
    static final JsonName ADDED = new JsonName("added");
    static final JsonName CHUNK_SIZE = new JsonName("chunk_size");
    static final JsonName CHUNKS = new JsonName("chunks");
    static final JsonName COOKIE = new JsonName("cookie");
    static final JsonName DETAIL = new JsonName("detail");
    static final JsonName FULL = new JsonName("full");
    static final JsonName HOSTNAME = new JsonName("hostname");
    static final JsonName IDLE = new JsonName("idle");
    static final JsonName LAST_ACTIVE_TIME = new JsonName("last_active_time");
    static final JsonName NUMBER = new JsonName("number");
    static final JsonName PATH = new JsonName("path");
    static final JsonName PORT = new JsonName("port");
    static final JsonName REGISTRATION_COUNT = new JsonName("registration_count");
    static final JsonName REMOVED = new JsonName("removed");
    static final JsonName SCHEME = new JsonName("scheme");
    static final JsonName SHA256 = new JsonName("sha256");
    static final JsonName SIZE = new JsonName("size");
    static final JsonName STATUS = new JsonName("status");
    static final JsonName TAG = new JsonName("tag");
    static final JsonName TITLE = new JsonName("title");
    static final JsonName TTL = new JsonName("ttl");

    private static final String SEPARATOR = ", ";

    private final byte[] plain;
    private final byte[] inText;

    /** {@code name} has nothing that JSON escapes. */
    JsonName(String name) {
        plain = encoded(name, "\"");
        inText = encoded(name, "\\\"");
    }

    private static byte[] encoded(String name, String quote) {
        return (SEPARATOR + quote + name + quote + ": ").getBytes(StandardCharsets.US_ASCII);
    }

    /** Adds it as it stands in an object, or in one that is the text of a string. The first of an object has no separator before it. */
    void addTo(Utf8Buffer out, boolean isFirst, boolean isInText) {
        out.add(isInText ? inText : plain, isFirst ? SEPARATOR.length() : 0);
    }
}
