package io.github.p2pdi.impl.registration;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * All records of a registry, found by address and by cookie. Host and port are the key of an address: a peer that comes back on another transport is
 * still the same peer, and nobody else is (protocol, part 3). Guarded by the registry's lock.
 */
final class RecordTables {
    private final LinkedTable<PeerRecord, PeerAddress> byAddress;
    private final LinkedTable<PeerRecord, Cookie> byCookie = new ByCookie();

    RecordTables(TextHash hash) {
        byAddress = new ByAddress(hash);
    }

    int size() {
        return byAddress.size();
    }

    @Nullable
    PeerRecord at(PeerAddress address) {
        return byAddress.get(address);
    }

    @Nullable
    PeerRecord with(Cookie cookie) {
        return byCookie.get(cookie);
    }

    /** Makes room for so many records. */
    void reserve(int count) {
        byAddress.reserve(count);
        byCookie.reserve(count);
    }

    void add(PeerRecord record) {
        byAddress.add(record);
        byCookie.add(record);
    }

    void remove(PeerRecord record) {
        byAddress.remove(record);
        byCookie.remove(record);
    }

    void exchangeCookie(PeerRecord record, Cookie fresh) {
        byCookie.remove(record);
        record.cookie(fresh);
        byCookie.add(record);
    }

    private static final class ByAddress extends LinkedTable<PeerRecord, PeerAddress> {
        private final TextHash hash;

        ByAddress(TextHash hash) {
            this.hash = hash;
        }

        @Override
        PeerAddress key(PeerRecord record) {
            return record.address();
        }

        @Override
        boolean isAt(PeerRecord record, PeerAddress key) {
            PeerAddress address = record.address();
            return address.port() == key.port() && address.host().equals(key.host());
        }

        @Override
        int hash(PeerAddress key) {
            return hash.of(key.host()) * 31 + key.port();
        }

        @Override
        @Nullable
        PeerRecord next(PeerRecord record) {
            return record.nextByAddress;
        }

        @Override
        void next(PeerRecord record, @Nullable PeerRecord other) {
            record.nextByAddress = other;
        }
    }

    private static final class ByCookie extends LinkedTable<PeerRecord, Cookie> {
        @Override
        Cookie key(PeerRecord record) {
            return record.cookie();
        }

        @Override
        boolean isAt(PeerRecord record, Cookie key) {
            return record.hasCookie(key);
        }

        @Override
        int hash(Cookie key) {
            return Long.hashCode(key.value());
        }

        @Override
        @Nullable
        PeerRecord next(PeerRecord record) {
            return record.nextByCookie;
        }

        @Override
        void next(PeerRecord record, @Nullable PeerRecord other) {
            record.nextByCookie = other;
        }
    }
}
