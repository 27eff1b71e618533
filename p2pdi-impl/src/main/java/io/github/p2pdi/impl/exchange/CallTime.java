package io.github.p2pdi.impl.exchange;

import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.time.TimeSource;
import java.time.Duration;

/**
 * The time that a control call may take, or several one after the other that are one to whoever waits for them. These hold for each, whatever the other side sends:
 *
 * <ul>
 *   <li>the head of its answer is here within {@code head} of its beginning;
 *   <li>its body comes at no less than {@link io.github.p2pdi.impl.runtime.LowestRate}, or is given up;
 *   <li>its last byte is here {@code by} then, or it has failed. That is the usual time of a call, 30 s; for an answer that may be long, of an index or a manifest,
 *       {@value #LONG} times as much: in those five minutes 72 KB are had of whoever keeps the lowest rate, and 64 MiB of whoever sends 220 KB a second.
 * </ul>
 *
 * <p>A second frame is no control answer: a document has the lowest rate, and no limit on the whole time.
 *
 * @param head how long each call may take to connect and for the first head of its answer
 * @param whole how long all of it may take, as it was when it began
 * @param by when that is
 */
public record CallTime(Duration head, Duration whole, Deadline by) {
    private static final int LONG = 10;
    private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);

    /** All the time there is until then, for the head too. */
    public static CallTime until(Deadline deadline) {
        Duration left = Duration.ofNanos(Math.max(0, deadline.nanosLeft()));
        return new CallTime(left, left, deadline);
    }

    /** From now on, for an answer of a usual length. */
    static CallTime of(TimeSource time, Duration head, Duration whole) {
        return new CallTime(head, whole, Deadline.in(time, whole));
    }

    /** The same for an answer that may be long. */
    static CallTime ofLong(TimeSource time, Duration head, Duration whole) {
        long nanos = Math.min(TimeSource.nanosIn(whole), TimeSource.nanosIn(FOR_EVER) / LONG);
        return of(time, head, Duration.ofNanos(nanos * LONG));
    }

    /** Whether so much of it has gone. */
    public boolean hasLasted(Duration time) {
        return TimeSource.nanosIn(whole) - by.nanosLeft() >= TimeSource.nanosIn(time);
    }

    /** By when the head of an answer to what is asked now must be here. */
    Deadline headBy() {
        return by.atMost(head);
    }
}
