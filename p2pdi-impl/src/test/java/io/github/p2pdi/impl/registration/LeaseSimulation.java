package io.github.p2pdi.impl.registration;

import static io.github.p2pdi.impl.registration.Registries.ELSEWHERE;
import static io.github.p2pdi.impl.registration.Registries.HOME;
import static io.github.p2pdi.impl.registration.Registries.bringing;
import static io.github.p2pdi.impl.registration.Registries.plain;
import static io.github.p2pdi.impl.registration.Registries.withLease;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Registration;
import io.github.p2pdi.node.RegistrationServerListener;
import io.github.p2pdi.registry.Claim;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Some peers of a registry that is wired as a server wires it, while the process is stopped now and then, and its time of day set. After each operation
 * the list is compared with what is true. Peers come and retire in turn; some of the retired come back, within the 30 days or after.
 */
final class LeaseSimulation implements AutoCloseable {
    private static final int PRESENT = 40;
    private static final int STEPS_UNTIL_ONE_RETIRES = 250;
    private static final double LONGEST_STOP_MILLIS = Duration.ofHours(3).toMillis();
    private static final double SHORTEST_STOP_MILLIS = 50;

    private final Random random;
    private final LeaseTruth truth;
    private final StoppableClock clock = new StoppableClock();
    private final RunningTime time = new RunningTime(clock);
    private final PeerRegistry registry;
    private final Optional<Sweep> sweep;
    private final List<Member> members = new ArrayList<>();
    private int steps;

    /** What a peer knows. */
    private static final class Member {
        final int number;
        String source = HOME;
        Duration lease = Duration.ZERO;
        Cookie cookie = new Cookie(0);

        Member(int number) {
            this.number = number;
        }

        PeerAddress address() {
            return PeerAddress.of("p", number);
        }
    }

    /** {@code swept}: as in a server; else nothing happens in the registry but what is asked of it. */
    LeaseSimulation(long seed, boolean swept, LeaseTruth truth) {
        random = new Random(seed);
        this.truth = truth;
        registry = Registries.open(time, random::nextLong, 100_000);
        ServerEvents events = new ServerEvents(RegistrationServerListener.NONE, Runnable::run);
        sweep = swept ? Optional.of(new Sweep(registry, events, clock, Runnable::run)) : Optional.empty();
    }

    void step() {
        steps++;
        pass();
        operate();
        observe();
    }

    private void pass() {
        int what = random.nextInt(100);
        if (what < 2) {
            stop();
        } else if (what < 4) {
            clock.jumpWall(Duration.ofSeconds(random.nextInt(2 * 86_400 + 1) - 86_400));
        } else if (what < 6) {
            // The last moment of a lease, its end, or the first moment after that.
            run(truth.untilNextEnd().plusNanos(random.nextInt(3) - 1));
        } else if (what < 50) {
            run(Duration.ofNanos(random.nextInt(1_000_000_000)));
        } else {
            run(Duration.ofMillis(random.nextInt(15_000)));
        }
    }

    private void run(Duration by) {
        Duration forwards = by.isNegative() ? Duration.ZERO : by;
        clock.run(forwards);
        truth.ran(forwards);
    }

    /** As many of a tenth of a second as of an hour; not just when the clock was looked at. */
    private void stop() {
        run(Duration.ofNanos(random.nextInt(1_000_000_000)));
        double longer = Math.pow(LONGEST_STOP_MILLIS / SHORTEST_STOP_MILLIS, random.nextDouble());
        Duration by = Duration.ofNanos((long) (SHORTEST_STOP_MILLIS * longer * 1e6));
        clock.stop(by);
        truth.stopped(by);
    }

    private void operate() {
        Member member = anyMember();
        switch (random.nextInt(12)) {
            case 0 -> register(member, bringing(member.cookie, plain(member.address(), member.source)));
            case 1 -> register(member, plain(member.address(), member.source));
            case 2, 3 -> register(member, withLease(member.address(), member.source, anyLease()));
            case 4 -> registerByAnother(member);
            case 5, 6, 7 -> renew(member);
            case 8 -> {
                if (registry.leave(member.cookie)) {
                    truth.left(member.number);
                }
            }
            case 9 -> registry.sample(1 + random.nextInt(PRESENT));
            case 10 -> registry.changes(registry.version(), 10);
            default -> registry.size();
        }
    }

    /** Most who act are among the latest. */
    private Member anyMember() {
        if (steps % STEPS_UNTIL_ONE_RETIRES == 1 || members.size() < PRESENT) {
            members.add(new Member(members.size() + 1));
        }
        int back = random.nextInt(random.nextInt(40) == 0 ? members.size() : PRESENT);
        return members.get(members.size() - 1 - Math.min(back, members.size() - 1));
    }

    private Duration anyLease() {
        return Duration.ofSeconds(random.nextBoolean() ? 20 + random.nextInt(200) : random.nextInt(9000));
    }

    private void register(Member member, Claim claim) {
        granted(member, claim, Registries.granted(registry.register(claim)));
    }

    /** Has what he wants only once the lease has ended. */
    private void registerByAnother(Member member) {
        Claim claim = plain(member.address(), member.source.equals(HOME) ? ELSEWHERE : HOME);
        if (registry.register(claim) instanceof Verdict.Granted granted) {
            truth.seenEnded(member.number);
            granted(member, claim, granted.registration());
        } else {
            truth.seenActive(member.number);
        }
    }

    /** The lease is reckoned here, not taken from what the registry says. */
    private void granted(Member member, Claim claim, Registration registration) {
        long seconds = claim.lease().map(Duration::toSeconds).orElse(7200L);
        member.lease = Duration.ofSeconds(Math.max(30, Math.min(7200, seconds)));
        member.cookie = registration.cookie();
        member.source = claim.source();
        truth.begins(member.number, member.lease);
    }

    private void renew(Member member) {
        if (registry.renew(member.cookie).isPresent()) {
            truth.begins(member.number, member.lease);
        } else {
            truth.seenForgotten(member.number);
        }
    }

    private void observe() {
        Set<Integer> listed = new HashSet<>();
        for (Peer peer : registry.listed().peers()) {
            listed.add(peer.address().port());
        }
        truth.seen(listed);
    }

    @Override
    public void close() {
        sweep.ifPresent(Sweep::close);
        time.close();
        registry.close();
    }
}
