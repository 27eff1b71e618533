package io.github.p2pdi.impl.peer;

import io.github.p2pdi.impl.index.Needle;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Predicate;

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
    private static final int DIGITS_OF_AN_INT = 9;

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
                headers.first(HeaderNames.IF_NONE_MATCH).map(String::strip),
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
        if (!text.get().matches("[0-9]{1," + DIGITS_OF_AN_INT + "}") || Integer.parseInt(text.get()) == 0) {
            throw new IllegalArgumentException("Limit is a number from 1 to 999999999");
        }
        return OptionalInt.of(Integer.parseInt(text.get()));
    }

    /** The text that stands for a key on the wire. */
    static String cursor(Rfc.Key key) {
        return key.number() + "," + key.holder().port() + "," + key.holder().scheme() + ","
                + key.holder().host();
    }

    private static Rfc.Key key(String cursor) {
        String[] parts = cursor.split(",", 4);
        try {
            return new Rfc.Key(
                    Long.parseLong(parts[0]), new PeerAddress(parts[2], parts[3], Integer.parseInt(parts[1])));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException("After must be what Next said", e);
        }
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
        return isFiltered() ? scope + Integer.toHexString((number + "/" + title).hashCode()) : scope;
    }
}
