package io.github.p2pdi.impl.registration;

import io.github.p2pdi.node.GuessLimit;
import io.github.p2pdi.time.TimeSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many wrong cookies have come from each address: a bucket of tokens each, of which a wrong cookie takes one, and which fills again with time. Only those
 * who have sent some lately are kept, and of those the latest. The monitor guards all.
 */
final class CookieGuesses {
    static final int MOST_SOURCES = 65_536;

    private static final double NANOS = 1e9;

    private final TimeSource time;
    private final GuessLimit limit;
    private final int most;
    private final Map<String, Bucket> bySource = new LinkedHashMap<>(16, 0.75f, true);

    CookieGuesses(TimeSource time, GuessLimit limit, int most) {
        this.time = time;
        this.limit = limit;
        this.most = most;
    }

    /** How long a source is not looked at yet, if it is not. */
    synchronized Optional<Duration> blocked(String source) {
        Bucket bucket = bySource.isEmpty() ? null : bySource.get(source);
        if (bucket == null) {
            return Optional.empty();
        }
        fill(bucket);
        if (bucket.tokens >= limit.burst()) {
            bySource.remove(source);
        }
        if (bucket.tokens >= 1) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos((long) Math.ceil((1 - bucket.tokens) / limit.perSecond() * NANOS)));
    }

    /** A source has sent a wrong cookie. */
    synchronized void wrong(String source) {
        Bucket bucket = bySource.computeIfAbsent(source, any -> new Bucket(limit.burst(), time.nanos()));
        fill(bucket);
        bucket.tokens = Math.max(0, bucket.tokens - 1);
        if (bySource.size() > most) {
            bySource.remove(bySource.keySet().iterator().next());
        }
    }

    /** Whether this is to be told: the first time until the source has calmed down. */
    synchronized boolean tell(String source) {
        Bucket bucket = bySource.get(source);
        if (bucket == null || bucket.told) {
            return false;
        }
        bucket.told = true;
        return true;
    }

    synchronized int sources() {
        return bySource.size();
    }

    private void fill(Bucket bucket) {
        long now = time.nanos();
        bucket.tokens = Math.min(limit.burst(), bucket.tokens + (now - bucket.filledAt) / NANOS * limit.perSecond());
        bucket.filledAt = now;
    }

    private static final class Bucket {
        private double tokens;
        private long filledAt;
        private boolean told;

        Bucket(double tokens, long now) {
            this.tokens = tokens;
            this.filledAt = now;
        }
    }
}
