package io.github.p2pdi.impl;

import static org.junit.jupiter.api.Assertions.assertAll;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.impl.figure.Figure;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.testkit.RawClient;
import io.github.p2pdi.transport.TransportLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections that have been served once, and wait, are served again when they ask again. */
class IdleConnectionsTest {
    @TempDir
    Path folder;

    @Test
    void someAreServedAgain() throws Exception {
        for (Figure figure : servedAgain(100)) {
            figure.check();
        }
    }

    @Test
    @Tag("figure")
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void figureOfThoseServedAgain() throws Exception {
        List<Figure> figures = servedAgain(Integer.getInteger("p2pdi.connections", 2_000));
        assertAll(figures.stream().map(figure -> figure::show));
    }

    private List<Figure> servedAgain(int connections) throws Exception {
        Files.writeString(folder.resolve("rfc1.txt"), "abc");
        TransportLimits limits = TransportLimits.DEFAULT.toBuilder()
                .connections(connections + 10)
                .build();
        RegistrationServerConfig listing =
                RegistrationServerConfig.builder().port(0).limits(limits).build();
        PeerConfig sharing =
                PeerConfig.builder().port(0).share(folder).limits(limits).build();
        try (RegistrationServer server = P2PDI.startRegistrationServer(listing);
                PeerNode peer = P2PDI.startPeer(sharing)) {
            String register = "register h HTTP/1.1\r\nPort: 4001\r\n";
            return List.of(
                    Figure.all(
                            "connections to a registration server that waited, and were served again",
                            served(connections, server.address(), register),
                            connections),
                    Figure.all(
                            "connections to a peer that waited, and were served again",
                            served(connections, peer.boundAddress(), "rfcquery h HTTP/1.1\r\n"),
                            connections));
        }
    }

    /** How many are served twice, the second time behind all others. */
    private static int served(int connections, PeerAddress node, String request) throws IOException {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < connections; i++) {
                clients.add(RawClient.connect(node));
                isServed(clients.get(i), request);
            }
            int served = 0;
            for (RawClient client : clients) {
                served += isServed(client, request) ? 1 : 0;
            }
            return served;
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    private static boolean isServed(RawClient client, String request) {
        try {
            client.send(request);
            return client.receiveFrame().startsWith("HTTP/1.1 200 ");
        } catch (IOException closed) {
            return false;
        }
    }
}
