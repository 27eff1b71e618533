package io.github.p2pdi.impl.registration;

import static io.github.p2pdi.impl.registration.Registries.HOME;
import static io.github.p2pdi.impl.registration.Registries.granted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.p2pdi.impl.json.PeerJson;
import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedListTest {
    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final PeerRegistry registry = Registries.open(clock);
    private final AtomicInteger encodings = new AtomicInteger();
    private final SharedList list = new SharedList(registry, clock, peers -> {
        encodings.incrementAndGet();
        return PeerJson.encode(peers);
    });

    private Cookie join(int i, Duration lease) {
        return granted(registry.register(Registries.withLease(PeerAddress.of("h" + i, i), HOME, lease)))
                .cookie();
    }

    @Test
    void oneEncodingServesAllWhoAskWithinASecond() {
        join(1, Duration.ofSeconds(60));
        SharedList.Encoded first = list.now();
        assertSame(first, list.now());
        clock.advance(Duration.ofMillis(999));
        assertSame(first, list.now());
        clock.advance(Duration.ofMillis(1));
        assertNotSame(first, list.now());
        assertEquals(first.version(), list.now().version());
        assertEquals(2, encodings.get());
    }

    @Test
    void whoComesGoesOrEndsMakesAnotherAtOnce() {
        Cookie leaving = join(1, Duration.ofSeconds(60));
        SharedList.Encoded first = list.now();
        join(2, Duration.ofSeconds(30));
        SharedList.Encoded second = list.now();
        assertNotSame(first, second);
        registry.leave(leaving);
        SharedList.Encoded third = list.now();
        assertNotSame(second, third);
        clock.advance(Duration.ofSeconds(30));
        assertEquals(registry.version(), list.now().version());
        assertNotSame(third, list.now());
    }

    @Test
    void outdatedListIsMadeAnewThoughItsVersionIsTheSame() {
        join(1, Duration.ofSeconds(60));
        SharedList.Encoded first = list.now();
        list.outdated();
        assertNotSame(first, list.now());
        assertEquals(first.version(), list.now().version());
    }
}
