package io.github.p2pdi.impl.registration;

import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Headers;
import java.util.Optional;

/**
 * Names a list of peers (protocol, part 2, Tags): the version of the registry, and how many were wanted if it is a sample.
 *
 * @param version the version
 * @param sample how many were wanted; 0 for all
 */
record ListTag(String version, int sample) {
    private static final String ALL = "p-";
    private static final String WEAK = "W/";

    /** Without quotes. */
    String text() {
        return sample == 0 ? ALL + version : "p" + sample + '-' + version;
    }

    Headers header() {
        return Headers.of(HeaderNames.ETAG, '"' + text() + '"');
    }

    /** Whether it is among the tags of an {@code If-None-Match}. */
    boolean isAmong(String tags) {
        if (tags.strip().equals("*")) {
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

    /** The version that a {@code Since} means; none if it is not the tag of a list of all. */
    static Optional<String> version(String since) {
        String text = unquoted(since.strip());
        return text.startsWith(ALL) ? Optional.of(text.substring(ALL.length())) : Optional.empty();
    }

    private static String unquoted(String tag) {
        return tag.length() > 1 && tag.startsWith("\"") && tag.endsWith("\"")
                ? tag.substring(1, tag.length() - 1)
                : tag;
    }
}
