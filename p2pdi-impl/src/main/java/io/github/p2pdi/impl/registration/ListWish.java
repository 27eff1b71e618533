package io.github.p2pdi.impl.registration;

import io.github.p2pdi.impl.runtime.ListHeader;
import io.github.p2pdi.impl.runtime.WholeNumber;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import java.util.Optional;

/**
 * What a pquery asks for.
 *
 * @param extended whether the asker takes the additions
 * @param ifNoneMatch the tags of what he has
 * @param since the tag from which on changes are wanted
 * @param sample how many peers are wanted; 0 for all
 */
record ListWish(boolean extended, Optional<String> ifNoneMatch, Optional<String> since, int sample) {
    private static final ListWish PLAIN = new ListWish(false, Optional.empty(), Optional.empty(), 0);

    /**
     * Reads it.
     *
     * @throws MalformedRequest if it is malformed; the message says how
     */
    static ListWish read(Request request) throws MalformedRequest {
        if (!request.acceptsJson()) {
            return PLAIN;
        }
        Headers headers = request.headers();
        Optional<String> since = headers.first(HeaderNames.SINCE);
        Optional<String> limit = headers.first(HeaderNames.LIMIT);
        if (since.isPresent()
                && (limit.isPresent() || headers.first(HeaderNames.AFTER).isPresent())) {
            throw new MalformedRequest("Since asks for changes, Limit for a sample: not both");
        }
        int sample = limit.isPresent() ? number(limit.get()) : 0;
        return new ListWish(true, ListHeader.read(headers, HeaderNames.IF_NONE_MATCH), since, sample);
    }

    private static int number(String limit) throws MalformedRequest {
        int most = WholeNumber.parse(limit, Integer.MAX_VALUE - 1);
        if (most < 1) {
            throw new MalformedRequest("Limit is a whole number from 1");
        }
        return most;
    }
}
