package io.github.p2pdi.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.node.AddressPolicy;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.registry.LeaseTerms;
import io.github.p2pdi.transport.TransportLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who wants no time limit sets one that never ends. */
class LongTimesTest {
    private static final Duration EVER = Duration.ofSeconds(Long.MAX_VALUE);
    private static final TransportLimits PATIENT =
            TransportLimits.DEFAULT.toBuilder().ioTimeout(EVER).idle(EVER).build();

    @TempDir
    Path folder;

    private PeerConfig.Builder peer(RegistrationServer server) {
        return PeerConfig.builder()
                .registrationServer(server.address())
                .failFast(true)
                .limits(PATIENT)
                .connectTimeout(EVER)
                .callTimeout(EVER)
                .lease(EVER)
                .refreshInterval(EVER)
                .downloads(folder.resolve("out"));
    }

    @Test
    void everyTimeLimitMayBeWithoutAnEnd() throws Exception {
        Path file = Files.writeString(folder.resolve("five.txt"), "5");
        RegistrationServerConfig patient = RegistrationServerConfig.builder()
                .port(0)
                .limits(PATIENT)
                .leases(LeaseTerms.of(EVER))
                .addressPolicy(AddressPolicy.VERIFIED)
                .build();
        try (RegistrationServer server = P2PDI.startRegistrationServer(patient);
                PeerNode holder = P2PDI.startPeer(peer(server).build());
                PeerNode asker = P2PDI.startPeer(peer(server).build())) {
            holder.share(5, "Five", file);
            asker.query(holder.address());
            assertEquals("5", Files.readString(asker.download(5).await()));
            asker.registration().orElseThrow().keepalive();
            asker.registration().orElseThrow().leave(EVER);
            assertEquals(1, server.statistics().active());
        }
    }
}
