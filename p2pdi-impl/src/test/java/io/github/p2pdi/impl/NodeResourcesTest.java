package io.github.p2pdi.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.Transports;
import io.github.p2pdi.node.NodeResources;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.RegistrationServerConfig;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

/** What nodes are started with by mistake. */
class NodeResourcesTest {
    @Test
    void nothingStartsOnResourcesThatAreClosed() {
        NodeResources resources = P2PDI.nodeResources();
        resources.close();
        PeerConfig peer = PeerConfig.builder().resources(resources).build();
        assertThrows(IllegalStateException.class, () -> P2PDI.startPeer(peer));
        assertThrows(IllegalStateException.class, () -> P2PDI.openTransport(peer));
        RegistrationServerConfig server =
                RegistrationServerConfig.builder().resources(resources).port(0).build();
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> P2PDI.startRegistrationServer(server));
        assertEquals("the node resources are closed", e.getMessage());
    }

    @Test
    void nothingStartsOnResourcesOfSomebodyElse() {
        PeerConfig peer = PeerConfig.builder()
                .resources(Mockito.mock(NodeResources.class))
                .build();
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> P2PDI.startPeer(peer));
        assertTrue(String.valueOf(e.getMessage()).contains("P2PDI.nodeResources()"), e.getMessage());
    }

    @Test
    void aTransportIsNotMadeOfNothing() {
        assertThrows(NullPointerException.class, () -> Transports.tls(null));
        assertThrows(NullPointerException.class, () -> Transports.over(null, null));
        assertThrows(NullPointerException.class, () -> Transports.over("plain", null));
    }
}
