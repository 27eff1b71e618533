package io.github.p2pdi.impl.registration;

import io.github.p2pdi.registry.StoredPeer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How often a peer has registered in the last 30 days. A registration is remembered to the millisecond, until they are more than 64: then those
 * closest to each other count as made at the same time. So a peer costs half a KiB at the most, however often it registers. Guarded by the
 * registry's lock.
 */
final class RegistrationHistory {
    private static final long SPAN_MILLIS = Duration.ofDays(30).toMillis();
    private static final int MOST = 64;

    /** The lower bits of an entry count registrations, the upper ones are milliseconds: modulo 34 years, so only differences mean anything. */
    private static final int COUNT_BITS = 24;

    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;
    private static final long MILLIS_MASK = (1L << (Long.SIZE - COUNT_BITS)) - 1;

    private long[] entries = {};

    void add(long nanos) {
        long now = millis(nanos);
        forgetOld(now);
        int last = entries.length - 1;
        if (last >= 0 && age(entries[last], now) == 0) {
            entries[last] = sum(entries[last], 1);
            return;
        }
        if (entries.length == MOST) {
            mergeClosest();
        }
        entries = Arrays.copyOf(entries, entries.length + 1);
        entries[entries.length - 1] = now << COUNT_BITS | 1;
    }

    /** What was kept of it; none for who has registered once. */
    static @Nullable RegistrationHistory of(List<StoredPeer.Registered> kept, RegistryAge age) {
        if (kept.size() <= 1 && kept.stream().allMatch(each -> each.count() == 1)) {
            return null;
        }
        RegistrationHistory history = new RegistrationHistory();
        history.entries = kept.stream()
                .skip(Math.max(0, kept.size() - MOST))
                .mapToLong(each -> millis(age.nanos(each.at())) << COUNT_BITS | (each.count() & COUNT_MASK))
                .toArray();
        return history;
    }

    /** What is to be kept of it. */
    List<StoredPeer.Registered> stored(RegistryAge age, long now) {
        Duration present = age.at(now);
        return Arrays.stream(entries)
                .mapToObj(entry -> new StoredPeer.Registered(
                        present.minusMillis(age(entry, millis(now))), (int) (entry & COUNT_MASK)))
                .toList();
    }

    /** As {@link #count}, for somebody who has registered once. */
    static int countOne(long registeredAt, long nanos) {
        return age(millis(registeredAt) << COUNT_BITS, millis(nanos)) < SPAN_MILLIS ? 1 : 0;
    }

    int count(long nanos) {
        long now = millis(nanos);
        int count = 0;
        for (long entry : entries) {
            count += age(entry, now) < SPAN_MILLIS ? (int) (entry & COUNT_MASK) : 0;
        }
        return count;
    }

    private void forgetOld(long now) {
        int old = 0;
        while (old < entries.length && age(entries[old], now) >= SPAN_MILLIS) {
            old++;
        }
        if (old > 0) {
            entries = Arrays.copyOfRange(entries, old, entries.length);
        }
    }

    /** The two that are closest become one, at the time of the earlier: so gaps only grow, and none is chosen for ever. */
    private void mergeClosest() {
        int closest = 1;
        for (int i = 2; i < entries.length; i++) {
            if (gapBefore(i) < gapBefore(closest)) {
                closest = i;
            }
        }
        entries[closest - 1] = sum(entries[closest - 1], entries[closest] & COUNT_MASK);
        long[] fewer = Arrays.copyOf(entries, entries.length - 1);
        System.arraycopy(entries, closest + 1, fewer, closest, fewer.length - closest);
        entries = fewer;
    }

    private long gapBefore(int index) {
        return age(entries[index - 1], entries[index] >>> COUNT_BITS);
    }

    private static long sum(long entry, long more) {
        return (entry & ~COUNT_MASK) | Math.min(COUNT_MASK, (entry & COUNT_MASK) + more);
    }

    private static long age(long entry, long nowMillis) {
        return (nowMillis - (entry >>> COUNT_BITS)) & MILLIS_MASK;
    }

    private static long millis(long nanos) {
        return Math.floorDiv(nanos, 1_000_000L) & MILLIS_MASK;
    }
}
