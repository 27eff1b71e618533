package io.github.p2pdi.impl.exchange;

import io.github.p2pdi.impl.runtime.WholeNumber;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.ResponseHead;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When to come again, as whoever refuses says it. */
public final class RetryAfter {
    private static final int MOST_SECONDS = 1_000_000_000;

    private RetryAfter() {}

    /** How long to wait; null where that is not said. A date, or whatever else stands there, says nothing to us. */
    public static @Nullable Duration of(ResponseHead head) {
        String text = head.headers().first(HeaderNames.RETRY_AFTER).orElse("");
        int seconds = WholeNumber.parse(text, MOST_SECONDS);
        return seconds == WholeNumber.NONE ? null : Duration.ofSeconds(seconds);
    }
}
