package io.github.p2pdi.impl.peer;

import io.github.p2pdi.impl.index.Needle;
import io.github.p2pdi.impl.runtime.ListHeader;
import io.github.p2pdi.impl.runtime.WholeNumber;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an rfcquery with {@code Accept} asks for (protocol, part 2).
 *
 * @param local whether only the own records are wanted
 * @param number the number of the records that are wanted
 * @param title a part of their titles, in upper case
 * @param since the tag from which on changes are wanted
 * @param ifNoneMatch the tags of what the asker has
 * @param limit how many records are wanted at most
 * @param after the last key of the page before
 */
record IndexRequest(
        boolean local,
        OptionalLong number,
        Optional<String> title,
        Optional<String> since,
        Optional<String> ifNoneMatch,
        OptionalInt limit,
        Optional<Rfc.Key> after) {
    /** No index has so many records. */
    private static final int MOST = 999_999_999;

    /** Number, port, scheme and host, which alone may have commas. */
    private static final Pattern CURSOR = Pattern.compile("([0-9]{1,19}),([0-9]{1,5}),([^,]*),(.*)");

    /** So many of them tell filters apart. */
    private static final int BYTES_OF_DIGEST = 8;

    /**
     * Reads the headers.
     *
     * @throws IllegalArgumentException if one is malformed, or two do not go together; the message says how
     */
    static IndexRequest read(Request request) {
        Headers headers = request.headers();
        IndexRequest read = new IndexRequest(
                local(headers),
                headers.first(HeaderNames.RFC_NUMBER).isPresent()
                        ? OptionalLong.of(DocumentRequest.number(request))
                        : OptionalLong.empty(),
                headers.first(HeaderNames.TITLE).map(text -> text.toUpperCase(Locale.ROOT)),
                headers.first(HeaderNames.SINCE).map(String::strip),
                ListHeader.read(headers, HeaderNames.IF_NONE_MATCH).map(String::strip),
                limit(headers),
                headers.first(HeaderNames.AFTER).map(IndexRequest::key));
        if (read.since.isPresent() && read.isPage()) {
            throw new IllegalArgumentException("Since asks for changes, Limit and After for pages: not both");
        }
        return read;
    }

    private static boolean local(Headers headers) {
        Optional<String> scope = headers.first(HeaderNames.SCOPE);
        if (scope.isPresent() && !scope.get().equalsIgnoreCase("local")) {
            throw new IllegalArgumentException("Scope can be local and nothing else");
        }
        return scope.isPresent();
    }

    private static OptionalInt limit(Headers headers) {
        Optional<String> text = headers.first(HeaderNames.LIMIT);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        int limit = WholeNumber.parse(text.get(), MOST);
        if (limit < 1) {
            throw new IllegalArgumentException("Limit is a whole number from 1");
        }
        return OptionalInt.of(limit);
    }

    /** The text that stands for a key on the wire. */
    static String cursor(Rfc.Key key) {
        return key.number() + "," + key.holder().port() + "," + key.holder().scheme() + ","
                + key.holder().host();
    }

    private static Rfc.Key key(String cursor) {
        Matcher parts = CURSOR.matcher(cursor);
        try {
            // A pattern first, as parseLong takes a sign, too, and the digits of all languages.
            if (parts.matches()) {
                return new Rfc.Key(
                        Long.parseLong(parts.group(1)),
                        new PeerAddress(parts.group(3), parts.group(4), Integer.parseInt(parts.group(2))));
            }
        } catch (IllegalArgumentException e) {
            // Beyond 64 bits, or no address, and so as good as no key.
        }
        throw new IllegalArgumentException("After must be what Next said");
    }

    boolean isPage() {
        return limit.isPresent() || after.isPresent();
    }

    boolean isFiltered() {
        return number.isPresent() || title.isPresent();
    }

    /** Whether a record is wanted. Strangers choose the texts, so it takes no longer for some than for others. */
    Predicate<Rfc> wanted() {
        Optional<Needle> part = title.map(text -> new Needle(text.getBytes(StandardCharsets.UTF_8)));
        return rfc -> isOfNumber(rfc.number())
                && (part.isEmpty()
                        || part.get().isIn(rfc.title().toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8)));
    }

    /** Whether records of that number may be wanted. */
    boolean isOfNumber(long other) {
        return number.isEmpty() || number.getAsLong() == other;
    }

    /** What tells the filters apart in a tag. */
    String filters() {
        String scope = local ? "l" : "a";
        return isFiltered() ? scope + digest(number + "/" + title) : scope;
    }

    private static String digest(String filters) {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(filters.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha256, 0, BYTES_OF_DIGEST);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
