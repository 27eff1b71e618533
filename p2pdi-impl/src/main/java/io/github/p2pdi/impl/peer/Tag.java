package io.github.p2pdi.impl.peer;

import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Headers;
import java.util.Optional;

/**
 * Names what is shown of an index (protocol, part 2, Tags).
 *
 * @param epoch tells this start of the peer from others
 * @param filters what it shows a part of
 * @param version what is shown
 */
record Tag(String epoch, String filters, long version) {
    private static final String WEAK = "W/";

    /** Without quotes. */
    String text() {
        return prefix() + Long.toHexString(version);
    }

    Headers header() {
        return Headers.of(HeaderNames.ETAG, '"' + text() + '"');
    }

    /** Whether it is in a list of tags as {@code If-None-Match} has it. */
    boolean isAmong(String tags) {
        if (tags.equals("*")) {
            return true;
        }
        for (String each : tags.split(",", -1)) {
            String tag = each.strip();
            if (unquoted(tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag)
                    .equals(text())) {
                return true;
            }
        }
        return false;
    }

    /** The version that another tag names, if that is one of the same index with the same filters. */
    static Optional<Long> version(String other, Tag current) {
        String text = unquoted(other);
        String prefix = current.prefix();
        if (!text.startsWith(prefix)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(text.substring(prefix.length()), 16));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private String prefix() {
        return epoch + '-' + filters + '-';
    }

    private static String unquoted(String tag) {
        return tag.length() > 1 && tag.startsWith("\"") && tag.endsWith("\"")
                ? tag.substring(1, tag.length() - 1)
                : tag;
    }
}
