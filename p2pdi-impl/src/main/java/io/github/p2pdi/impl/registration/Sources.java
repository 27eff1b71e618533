package io.github.p2pdi.impl.registration;

import io.github.p2pdi.transport.Remote;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where records were registered from, and how many from each place. Guarded by the registry's lock. */
final class Sources {
    private final int most;
    private final Map<String, Source> byName = new HashMap<>();

    /** {@code most} records a source, but for this machine. */
    Sources(int most) {
        this.most = most;
    }

    /** Whether one more of that source would be too many. */
    boolean isFull(String name) {
        Source source = byName.get(name);
        return source != null && source.isLimited() && source.records >= most;
    }

    /** The record of a source that has been inactive the longest, if it has one. */
    @Nullable
    PeerRecord longestEnded(String name) {
        Source source = byName.get(name);
        return source == null || source.ended.isEmpty()
                ? null
                : source.ended.iterator().next();
    }

    /** A record is that source's from now on. */
    void move(PeerRecord record, String name) {
        Source before = record.source();
        if (before != null && before.name.equals(name)) {
            return;
        }
        remove(record);
        Source source = byName.computeIfAbsent(name, Source::new);
        source.records++;
        record.source(source);
    }

    void remove(PeerRecord record) {
        Source source = record.source();
        if (source == null) {
            return;
        }
        source.started(record);
        source.records--;
        if (source.records == 0) {
            byName.remove(source.name);
        }
    }

    /** One place that records come from; they share it. */
    static final class Source {
        final String name;
        private int records;
        private Set<PeerRecord> ended = Set.of();

        Source(String name) {
            this.name = name;
        }

        private boolean isLimited() {
            return !name.equals(Remote.LOOPBACK);
        }

        /** A record of this source has become inactive. Where there is no limit nobody will ask. */
        void ended(PeerRecord record) {
            if (isLimited()) {
                ended = ended.isEmpty() ? new LinkedHashSet<>() : ended;
                ended.add(record);
            }
        }

        /** A record of this source is active again, or gone. */
        void started(PeerRecord record) {
            if (!ended.isEmpty()) {
                ended.remove(record);
                ended = ended.isEmpty() ? Set.of() : ended;
            }
        }
    }
}
