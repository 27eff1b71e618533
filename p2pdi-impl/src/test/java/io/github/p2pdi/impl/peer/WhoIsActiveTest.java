package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.github.p2pdi.impl.exchange.InwardGuard;
import io.github.p2pdi.impl.index.MergedIndex;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.PeerListing;
import io.github.p2pdi.node.RegistrationClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WhoIsActiveTest {
    private static final PeerAddress BOB = PeerAddress.of("bob", 4001);

    private final RegistrationClient client = mock(RegistrationClient.class);
    private final WhoIsActive active =
            new WhoIsActive(Optional.of(client), mock(InwardGuard.class), mock(MergedIndex.class));

    private static PeerListing listing(String server, Duration age, Peer... peers) {
        return new PeerListing(PeerAddress.of(server, 65432), List.of(peers), age);
    }

    private static Peer bob() {
        Peer bob = mock(Peer.class);
        when(bob.address()).thenReturn(BOB);
        return bob;
    }

    private Set<PeerAddress> found(PeerListing... newestFirst) throws Exception {
        when(client.lastListings()).thenReturn(List.of(newestFirst));
        return active.find(remark -> {});
    }

    @Test
    void anEmptyListMakesNoOldOneCount() throws Exception {
        PeerListing nobody = listing("second", Duration.ZERO);
        assertEquals(Set.of(), found(nobody, listing("first", Duration.ofDays(1), bob())));
        assertEquals(Set.of(BOB), found(nobody, listing("first", Duration.ofMinutes(4), bob())));
    }

    @Test
    void theNewestListCountsHoweverOldItIs() throws Exception {
        assertEquals(
                Set.of(BOB),
                found(listing("first", Duration.ofDays(1), bob()), listing("second", Duration.ofDays(2), bob())));
    }
}
