package io.github.p2pdi.impl.registration;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.registry.Changes;
import io.github.p2pdi.registry.Claim;
import io.github.p2pdi.registry.LeaseTerms;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.PeerRegistryProvider.Context;
import io.github.p2pdi.registry.RegistryListener;
import io.github.p2pdi.registry.TakeOver;
import io.github.p2pdi.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ParameterGenerator;
import org.jetbrains.lincheck.datastructures.RandomProvider;

/**
 * What Lincheck does to a registry: it calls these on several threads, and looks for an order of the calls in which the same results come one after the
 * other. So the results have nothing that such an order does not determine: the time of day stands still, and what is listed in no order is a set. For
 * the same reason the cookie that a registration may be given is a parameter: who draws first from a common source is no part of the rules. Cheap
 * besides, as all of it is run a few hundred thousand times.
 */
@Param(name = "host", gen = IntGen.class, conf = "0:2")
@Param(name = "source", gen = IntGen.class, conf = "1:2")
@Param(name = "lease", gen = IntGen.class, conf = "0:2")
@Param(name = "cookie", gen = IntGen.class, conf = "1:6")
@Param(name = "fresh", gen = RegistryOperations.Fresh.class)
@Param(name = "seconds", gen = IntGen.class, conf = "5:15")
public class RegistryOperations {
    private static final List<PeerAddress> HOSTS =
            List.of(PeerAddress.of("a", 1), PeerAddress.of("b", 1), PeerAddress.of("c", 1));
    private static final Duration UNIT = Duration.ofSeconds(10);
    private static final LeaseTerms TERMS = new LeaseTerms(UNIT, UNIT.multipliedBy(3), UNIT.multipliedBy(2));

    /** So few that the third host finds no room while the others are active. */
    private static final int CAPACITY = 2;

    /** The highest cookie that is brought; higher ones stand for none. */
    private static final int BROUGHT = 4;

    private final Clock clock = new Clock();
    private final ThreadLocal<Long> draw = ThreadLocal.withInitial(() -> 0L);
    private final PeerRegistry registry = Registries.open(
            new Context(clock, draw::get, TERMS, CAPACITY, 10, TakeOver.COOKIE_OR_ADDRESS, RegistryListener.NONE));
    private final String begin = registry.version();

    @Operation
    public Object register(
            @Param(name = "host") int host,
            @Param(name = "source") int source,
            @Param(name = "cookie") int cookie,
            @Param(name = "lease") int units,
            boolean listed,
            @Param(name = "fresh") long fresh) {
        draw.set(fresh);
        Optional<Cookie> brought = cookie > BROUGHT ? Optional.empty() : Optional.of(new Cookie(cookie));
        Optional<Duration> lease = units == 0 ? Optional.empty() : Optional.of(UNIT.multipliedBy(units));
        return registry.register(new Claim(HOSTS.get(host), source == 1 ? "s" : "t", brought, lease, listed, false));
    }

    @Operation
    public Object renew(@Param(name = "cookie") int cookie) {
        return registry.renew(new Cookie(cookie));
    }

    @Operation
    public boolean leave(@Param(name = "cookie") int cookie) {
        return registry.leave(new Cookie(cookie));
    }

    @Operation
    public boolean confirm(@Param(name = "cookie") int cookie) {
        return registry.confirm(new Cookie(cookie));
    }

    @Operation
    public Object owner(@Param(name = "cookie") int cookie) {
        return registry.owner(new Cookie(cookie));
    }

    @Operation
    public Object listed() {
        return Set.copyOf(registry.listed().peers());
    }

    @Operation
    public Object unproven(@Param(name = "host") int host, @Param(name = "fresh") long fresh) {
        draw.set(fresh);
        return registry.register(new Claim(HOSTS.get(host), "u", Optional.empty(), Optional.empty()).withoutProof());
    }

    @Operation
    public Object sample() {
        return Set.copyOf(registry.sample(CAPACITY).peers());
    }

    @Operation
    public Object changes() {
        Optional<Changes> changes = registry.changes(begin, 100);
        return changes.map(c -> List.of(c.version(), Set.copyOf(c.added()), Set.copyOf(c.removed())));
    }

    @Operation
    public String version() {
        return registry.version();
    }

    @Operation
    public int size() {
        return registry.size();
    }

    @Operation
    public void advance(@Param(name = "seconds") int seconds) {
        clock.nanos.addAndGet(seconds * 1_000_000_000L);
    }

    /** Cookies 1, 2, 3 … in the order in which a scenario is made up, so that no two registrations of it are given the same. */
    public static final class Fresh implements ParameterGenerator<Long> {
        private long last;

        /** Lincheck makes generators like this; there is nothing to configure. */
        public Fresh(RandomProvider random, String configuration) {}

        @Override
        public Long generate() {
            return ++last;
        }

        @Override
        public void reset() {
            last = 0;
        }
    }

    private static final class Clock implements TimeSource {
        private final AtomicLong nanos = new AtomicLong();

        @Override
        public long nanos() {
            return nanos.get();
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public Scheduled schedule(Duration delay, Runnable task) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void await(Lock lock, Condition condition, long nanos) {
            throw new UnsupportedOperationException();
        }
    }
}
