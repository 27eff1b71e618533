package io.github.p2pdi.impl.store;

import java.time.Duration;

/**
 * How often a folder is looked at.
 *
 * @param quick how long after the first news of it, so that more can come together
 * @param settle how long a file must stay the same before it is offered
 * @param rescan how long after the last look at all of it; later where such a look takes long
 */
public record FolderPace(Duration quick, Duration settle, Duration rescan) {
    /** What suits a folder that people and programs put documents into. Settling takes as long as the coarsest file systems count time. */
    public static final FolderPace USUAL =
            new FolderPace(Duration.ofMillis(50), Duration.ofSeconds(2), Duration.ofSeconds(5));

    /** A look at all takes at most this part of the time, by the clock. */
    private static final int SHARE = 50;
    /** And this part, while there is news that nobody knows the names of. */
    private static final int BUSY_SHARE = 10;

    /** When all is looked at again after a look that took so long. */
    long rescanNanos(long tookNanos) {
        return Math.max(rescan.toNanos(), SHARE * tookNanos);
    }

    /** When all is looked at again at the earliest, whatever is heard. */
    long pauseNanos(long tookNanos) {
        return Math.max(quick.toNanos(), BUSY_SHARE * tookNanos);
    }
}
