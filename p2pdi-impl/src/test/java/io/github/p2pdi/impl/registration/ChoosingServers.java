package io.github.p2pdi.impl.registration;

import static io.github.p2pdi.impl.registration.KeeperFixture.CALL_TIMEOUT;
import static io.github.p2pdi.impl.registration.KeeperFixture.SELF;
import static io.github.p2pdi.impl.registration.KeeperFixture.constant;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Response;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;

/** A peer with the servers A and B, both well, or with others. */
abstract class ChoosingServers {
    static final PeerAddress A = PeerAddress.of("rs-a", 65243);
    static final PeerAddress B = PeerAddress.of("rs-b", 65243);
    static final PeerAddress C = PeerAddress.of("rs-c", 65243);
    static final Duration BEAT = Duration.ofSeconds(100);
    static final Duration RETURN = Duration.ofMinutes(3);

    final KeeperFixture fixture = new KeeperFixture(FakeNetwork.down());
    final FakeNetwork network = fixture.network;
    final FakeNetwork.Server a = fixture.freshServer(1);
    final FakeNetwork.Server b = fixture.freshServer(2);
    ServerChoice choice = choice(A, B);

    ServerChoice choice(PeerAddress... servers) {
        return choice(Duration.ofSeconds(300), servers);
    }

    ServerChoice choice(Duration lease, PeerAddress... servers) {
        return fixture.keeper(wanted(lease, servers), constant(0.5), Runnable::run);
    }

    static List<WantedLease> wanted(Duration lease, PeerAddress... servers) {
        return Stream.of(servers)
                .map(server -> new WantedLease(server, () -> SELF, lease, CALL_TIMEOUT))
                .toList();
    }

    @BeforeEach
    void bothAreWell() {
        network.become(A, a);
        network.become(B, b);
    }

    static FakeNetwork.Server answering(int status, String... headers) {
        Headers all = Requests.request("x", "x", headers).headers();
        return request -> Response.of(new Status(status), all, Body.NONE);
    }

    static FakeNetwork.Server busy() {
        return answering(503, "Retry-After", "5");
    }

    List<String> asked() {
        return network.newlyAsked();
    }
}
