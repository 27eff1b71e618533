package io.github.p2pdi.impl.peer;

import io.github.p2pdi.impl.runtime.ListHeader;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Request;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a getrfc asks for (protocol, part 2).
 *
 * @param number the number of the document
 * @param range the part of it, if one part is wanted
 * @param ifMatch the digests that it may have, as the header has them
 * @param wantsDigest whether its digest is wanted
 */
record DocumentRequest(long number, Optional<ByteRange> range, Optional<String> ifMatch, boolean wantsDigest) {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,19}");
    private static final String ANY = "*";

    /**
     * Reads the headers.
     *
     * @throws IllegalArgumentException if one is malformed; the message says how
     */
    static DocumentRequest read(Request request) {
        return new DocumentRequest(
                number(request),
                request.headers().first(HeaderNames.RANGE).flatMap(ByteRange::parse),
                ListHeader.read(request.headers(), HeaderNames.IF_MATCH).map(String::strip),
                ListHeader.read(request.headers(), HeaderNames.WANT_REPR_DIGEST)
                        .filter(DocumentRequest::wants)
                        .isPresent());
    }

    /**
     * Reads the number alone.
     *
     * @throws IllegalArgumentException if there is none, or one that no document can have
     */
    static long number(Request request) {
        String text = request.headers().first(HeaderNames.RFC_NUMBER).orElse("");
        try {
            // A pattern first, as parseLong takes a sign, too, and the digits of all languages.
            if (NUMBER.matcher(text).matches()) {
                return Long.parseLong(text);
            }
        } catch (NumberFormatException e) {
            // Beyond 64 bits, and so as good as no number.
        }
        throw new IllegalArgumentException("RFC-Number must be the number of a document");
    }

    /** Of the algorithms with their preferences, only one is of interest; a preference of 0 means: not that one. */
    private static boolean wants(String preferences) {
        for (String each : preferences.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] pair = each.strip().split("=", 2);
            if (pair[0].equals("sha-256")) {
                return pair.length == 2 && pair[1].matches("[1-9]|10");
            }
        }
        return false;
    }

    /** Whether it is not answered before the digest is known, where one will be. */
    boolean needsDigest() {
        return wantsDigest || namesDigests();
    }

    private boolean namesDigests() {
        return ifMatch.filter(tags -> !tags.equals(ANY)).isPresent();
    }

    /** Whether a document with this digest will do; one that has none will where any does. */
    boolean accepts(Optional<Digest> sha256) {
        return !namesDigests() || sha256.filter(this::isNamed).isPresent();
    }

    private boolean isNamed(Digest sha256) {
        for (String tag : ifMatch.orElseThrow().split(",", -1)) {
            if (tag.strip().equals('"' + sha256.hex() + '"')) {
                return true;
            }
        }
        return false;
    }
}
