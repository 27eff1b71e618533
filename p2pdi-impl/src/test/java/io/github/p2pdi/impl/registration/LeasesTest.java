package io.github.p2pdi.impl.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.registry.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Leases end when they should and in the order in which they should, however they were renewed, against a list that is sorted each time. */
class LeasesTest {
    private static final int RECORDS = 40;
    private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");

    private final List<PeerRecord> told = new ArrayList<>();
    private final Map<PeerRecord, Long> ends = new HashMap<>();
    private final List<PeerRecord> records = new ArrayList<>();
    private long now;
    private Leases leases;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, Long.MAX_VALUE - 1_000_000_000L, Long.MIN_VALUE})
    void endInTheOrderOfTheirEndsWhereverTheClockBegan(long start) {
        Random random = new Random(start);
        now = start;
        leases = new Leases(now, record -> {
            record.stopped();
            told.add(record);
        });
        for (int i = 0; i < RECORDS; i++) {
            PeerRecord record = new PeerRecord(PeerAddress.of("h" + i, 1), new Cookie(i + 1L));
            leases.add(record);
            records.add(record);
        }
        for (int step = 0; step < 20_000; step++) {
            now += passed(random);
            leases.settle(now);
            assertTold();
            PeerRecord record = records.get(random.nextInt(RECORDS));
            if (random.nextInt(5) > 0) {
                renew(record, random);
            } else if (record.isRunning()) {
                leases.end(record, now);
                record.stopped();
                ends.remove(record);
            }
        }
    }

    @org.junit.jupiter.api.Test
    void endingTogetherEndInTheOrderInWhichTheyBegan() {
        leases = new Leases(now, record -> {
            record.stopped();
            told.add(record);
        });
        for (int i = 0; i < 8; i++) {
            PeerRecord record = new PeerRecord(PeerAddress.of("h" + i, 1), new Cookie(i + 1L));
            leases.add(record);
            records.add(record);
            record.grant(claim(record), Duration.ofSeconds(10), now, DAY);
            leases.renew(record, now);
        }
        now += 10_000_000_000L;
        leases.settle(now);
        assertEquals(records, told);
    }

    /** Mostly little, at times a lot. */
    private static long passed(Random random) {
        return (long) (Math.pow(random.nextDouble(), 8) * 20_000_000_000L);
    }

    /** Half of the times with the length that it had, if it had one. */
    private void renew(PeerRecord record, Random random) {
        if (record.leaseNanos() == 0 || random.nextBoolean()) {
            record.grant(claim(record), Duration.ofMillis(1 + random.nextInt(10_000)), now, DAY);
        }
        leases.renew(record, now);
        ends.put(record, now + record.leaseNanos());
    }

    private static Claim claim(PeerRecord record) {
        return new Claim(record.address(), "127.0.0.1", Optional.empty(), Optional.empty(), true, false);
    }

    /** Times are apart by so much that no two leases end at the same. */
    private void assertTold() {
        List<PeerRecord> over = ends.keySet().stream()
                .filter(record -> ends.get(record) - now <= 0)
                .sorted(Comparator.comparingLong(record -> ends.get(record) - now))
                .toList();
        assertEquals(over, told);
        over.forEach(ends::remove);
        told.clear();
    }
}
