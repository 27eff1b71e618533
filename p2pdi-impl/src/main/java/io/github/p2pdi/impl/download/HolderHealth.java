package io.github.p2pdi.impl.download;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.TimeSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What all downloads of a peer know of holders: who failed lately, and who is quick. One that fails twice in 30 s is left alone for 30 s, and when it
 * fails again for twice as long, up to 30 minutes; a chunk or a whole document from it makes all good. Left alone means: as long as there is somebody
 * else. The monitor guards all.
 */
final class HolderHealth {
    private static final Duration WINDOW = Duration.ofSeconds(30);
    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final int MOST = 65_536;

    private final TimeSource time;
    private final Map<PeerAddress, Report> reports = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<PeerAddress, Report> eldest) {
            return size() > MOST;
        }
    };

    HolderHealth(TimeSource time) {
        this.time = time;
    }

    /** A holder has failed. */
    synchronized void failed(PeerAddress holder) {
        long now = time.nanos();
        Report before = reports.get(holder);
        if (before == null || !before.hasFailed || (!before.isBad && now - before.failedAt > WINDOW.toNanos())) {
            reports.put(holder, new Report(true, now, false, Duration.ZERO, now, 0));
            return;
        }
        if (before.isBad && before.aloneUntil - now > 0) {
            return;
        }
        Duration alone = before.isBad ? before.alone.multipliedBy(2) : FIRST;
        Duration bounded = alone.compareTo(LONGEST) > 0 ? LONGEST : alone;
        reports.put(holder, new Report(true, now, true, bounded, now + bounded.toNanos(), 0));
    }

    /** A holder has delivered, so fast; 0 where it was too little to tell. */
    synchronized void delivered(PeerAddress holder, double rate) {
        double known = rate > 0 ? rate : rate(holder);
        reports.put(holder, new Report(false, 0, false, Duration.ZERO, 0, known));
    }

    /** Whether it is to be left alone now. */
    synchronized boolean isLeftAlone(PeerAddress holder) {
        Report report = reports.get(holder);
        return report != null && report.isBad && report.aloneUntil - time.nanos() > 0;
    }

    /** How fast it was last, in bytes a second; 0 where nobody knows. */
    synchronized double rate(PeerAddress holder) {
        Report report = reports.get(holder);
        return report == null ? 0 : report.rate;
    }

    private record Report(
            boolean hasFailed, long failedAt, boolean isBad, Duration alone, long aloneUntil, double rate) {}
}
