package io.github.p2pdi.impl.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Registration;
import io.github.p2pdi.registry.Claim;
import io.github.p2pdi.registry.LeaseTerms;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.Verdict;
import io.github.p2pdi.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random histories: the registry against a model that is a list and says the rules one after the other. */
class RegistryModelTest {
    private static final int HISTORIES = 2000;
    private static final int STEPS = 40;
    private static final int CAPACITY = 5;

    @Test
    void registryDoesWhatTheModelDoes() {
        for (long seed = 1; seed <= HISTORIES; seed++) {
            try {
                new History(seed).run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    /** One run of both on the same clock; both draw the same cookies. */
    private static final class History {
        private final Random random;
        private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T00:00:00Z"));
        private final PeerRegistry registry;
        private final Model model = new Model();
        private final List<Cookie> seen = new ArrayList<>(List.of(new Cookie(1)));

        History(long seed) {
            random = new Random(seed);
            registry = Registries.open(clock, Registries.counting(), CAPACITY);
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                step();
                assertEquals(sorted(model.active()), sorted(registry.listed().peers()));
            }
        }

        private void step() {
            // No two things happen at the same time, so there is always one record that has been inactive the longest.
            clock.advance(Duration.ofMillis(1));
            model.now = clock.nanos();
            model.wallNow = clock.now();
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> register();
                case 3, 4 -> {
                    Cookie cookie = anyCookie();
                    assertEquals(model.renew(cookie), registry.renew(cookie));
                }
                case 5 -> {
                    Cookie cookie = anyCookie();
                    assertEquals(model.leave(cookie), registry.leave(cookie));
                }
                default -> {
                    clock.advance(anyTime());
                    clock.jumpWall(Duration.ofMinutes(random.nextInt(5) - 2));
                }
            }
            model.now = clock.nanos();
            model.wallNow = clock.now();
        }

        private void register() {
            Claim claim = anyClaim();
            Verdict expected = model.register(claim);
            assertEquals(expected, registry.register(claim));
            if (expected instanceof Verdict.Granted granted) {
                seen.add(granted.registration().cookie());
            }
        }

        private Claim anyClaim() {
            PeerAddress address = PeerAddress.of("h" + random.nextInt(7), 1);
            Optional<Cookie> cookie = random.nextInt(3) == 0 ? Optional.of(anyCookie()) : Optional.empty();
            Optional<Duration> lease = random.nextBoolean()
                    ? Optional.empty()
                    : Optional.of(
                            Duration.ofSeconds(List.of(10, 60, 67, 900, 9000).get(random.nextInt(5))));
            return new Claim(address, "s" + random.nextInt(2), cookie, lease);
        }

        private Cookie anyCookie() {
            return seen.get(Math.max(0, seen.size() - 1 - random.nextInt(8)));
        }

        /** Often to just the end of some lease or memory, where rules meet. Whole milliseconds: registrations are counted by those. */
        private Duration anyTime() {
            if (!model.rows.isEmpty() && random.nextBoolean()) {
                long end = model.rows.get(random.nextInt(model.rows.size())).end;
                long after = end
                        + (random.nextBoolean() ? Model.KEPT : 0)
                        - (random.nextBoolean() ? 1_000_000 : 0)
                        - clock.nanos();
                return Duration.ofNanos(Math.max(1_000_000, after));
            }
            return List.of(Duration.ofMillis(1), Duration.ofSeconds(77), Duration.ofDays(1), Duration.ofDays(15))
                    .get(random.nextInt(4));
        }

        private static List<Peer> sorted(List<Peer> peers) {
            return peers.stream().sorted(Comparator.comparing(Peer::address)).toList();
        }
    }

    /** The rules, as naive as they can be written. */
    private static final class Model {
        private static final long KEPT = Duration.ofDays(30).toNanos();

        private final List<Row> rows = new ArrayList<>();
        private long draws = 1000;
        private long now;
        private Instant wallNow = Instant.parse("2026-03-01T00:00:00Z");

        Verdict register(Claim claim) {
            forgetOld();
            Cookie fresh = new Cookie(++draws);
            Row row = rows.stream()
                    .filter(r -> r.address.equals(claim.address()))
                    .findAny()
                    .orElse(null);
            if (row == null) {
                return add(claim, fresh);
            }
            boolean proven = claim.cookie().equals(Optional.of(row.cookie));
            boolean known = row.source.equals(claim.source());
            if (!proven && !known) {
                if (row.end > now) {
                    return new Verdict.Held(Duration.ofNanos(row.end - now));
                }
                rows.remove(row);
                return add(claim, fresh);
            }
            if (!proven && claim.lease().isPresent()) {
                row.cookie = fresh;
            }
            return grant(row, claim);
        }

        Optional<Registration> renew(Cookie cookie) {
            Optional<Row> row = find(cookie);
            row.ifPresent(r -> r.heard(now));
            return row.map(r -> r.registration(now));
        }

        boolean leave(Cookie cookie) {
            Optional<Row> row = find(cookie);
            row.ifPresent(r -> r.end = Math.min(r.end, now));
            return row.isPresent();
        }

        List<Peer> active() {
            return rows.stream().filter(r -> r.end > now).map(r -> r.peer(now)).toList();
        }

        private Verdict add(Claim claim, Cookie fresh) {
            if (rows.size() >= CAPACITY) {
                Row last =
                        rows.stream().min(Comparator.comparingLong(r -> r.end)).orElseThrow();
                if (last.end > now) {
                    return new Verdict.Full();
                }
                rows.remove(last);
            }
            Row row = new Row(claim.address(), fresh);
            rows.add(row);
            return grant(row, claim);
        }

        private Verdict grant(Row row, Claim claim) {
            row.source = claim.source();
            row.asked = claim.lease().isPresent();
            row.lease = LeaseTerms.DEFAULT.grant(claim.lease()).toNanos();
            row.registered = wallNow;
            row.registrations.add(now);
            row.heard(now);
            return new Verdict.Granted(row.registration(now));
        }

        private Optional<Row> find(Cookie cookie) {
            forgetOld();
            return rows.stream().filter(r -> r.cookie.equals(cookie)).findAny();
        }

        private void forgetOld() {
            rows.removeIf(r -> now - r.end >= KEPT);
        }
    }

    private static final class Row {
        private final PeerAddress address;
        private final List<Long> registrations = new ArrayList<>();
        private Cookie cookie;
        private String source = "";
        private boolean asked;
        private long lease;
        private long heard;
        private long end;
        private Instant registered = Instant.EPOCH;

        Row(PeerAddress address, Cookie cookie) {
            this.address = address;
            this.cookie = cookie;
        }

        void heard(long now) {
            heard = now;
            end = now + lease;
        }

        Peer peer(long now) {
            long count =
                    registrations.stream().filter(at -> now - at < Model.KEPT).count();
            return new Peer(
                    address,
                    registered,
                    (int) count,
                    end > now,
                    Duration.ofNanos(end - now),
                    Optional.of(Duration.ofNanos(now - heard)));
        }

        Registration registration(long now) {
            return new Registration(
                    peer(now), cookie, asked ? Optional.of(Duration.ofNanos(lease / 3)) : Optional.empty());
        }
    }
}
