package io.github.p2pdi.impl.registration;

import io.github.p2pdi.transport.Remote;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where records were registered from, and how many from each place. Guarded by the registry's lock. */
final class Sources {
    private final int most;
    private final ByName byName;

    /** {@code most} records a source, but for this machine. */
    Sources(int most, TextHash hash) {
        this.most = most;
        byName = new ByName(hash);
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
        Source source = byName.get(name);
        if (source == null) {
            // Many peers register under the address that they come from: what is equal is not kept twice.
            String host = record.address().host();
            source = new Source(name.equals(host) ? host : name);
            byName.add(source);
        }
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
            byName.remove(source);
        }
    }

    /** One place that records come from; they share it. */
    static final class Source {
        final String name;
        private @Nullable Source next;
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

    private static final class ByName extends LinkedTable<Source, String> {
        private final TextHash hash;

        ByName(TextHash hash) {
            this.hash = hash;
        }

        @Override
        String key(Source source) {
            return source.name;
        }

        @Override
        boolean isAt(Source source, String key) {
            return source.name.equals(key);
        }

        @Override
        int hash(String key) {
            return hash.of(key);
        }

        @Override
        @Nullable
        Source next(Source source) {
            return source.next;
        }

        @Override
        void next(Source source, @Nullable Source other) {
            source.next = other;
        }
    }
}
