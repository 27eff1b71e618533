package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.testkit.Script;
import io.github.p2pdi.testkit.ScriptedPeer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records as peers of the base dialect tell them, without port and digest: whoever tells one has it, whatever host name stands in it. */
class PlainRecordsTest {
    private PeerNode asker;

    @BeforeEach
    void start() throws Exception {
        asker = P2PDI.startPeer(PeerConfig.builder().build());
    }

    @AfterEach
    void close() {
        asker.close();
    }

    private static ScriptedPeer telling(String... records) throws Exception {
        String body = "[" + String.join(", ", records) + "]";
        return ScriptedPeer.start(Script.begin()
                .expect()
                .answer("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .repeated());
    }

    private static String plain(long number, String hostname) {
        return "{\"number\": " + number + ", \"title\": \"T\", \"hostname\": \"" + hostname
                + "\", \"path\": \"rfc7.txt\"}";
    }

    private List<PeerAddress> holders(long number) {
        return asker.index().find(number).stream().map(Rfc::holder).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "elsewhere.example", "", "not a host name", "alice\\u0000"})
    void recordWithoutAPortIsTheAskedPeersOwn(String hostname) throws Exception {
        try (ScriptedPeer peer = telling(plain(7, hostname))) {
            asker.query(peer.address());
            assertEquals(List.of(peer.address()), holders(7));
        }
    }

    @Test
    void hostNameOfAnotherPeerDoesNotMakeItThatPeers() throws Exception {
        try (ScriptedPeer other = telling(plain(1, "bob.example"));
                ScriptedPeer peer = telling(plain(7, "bob.example"))) {
            asker.query(other.address());
            asker.query(peer.address());
            assertEquals(List.of(other.address()), holders(1));
            assertEquals(List.of(peer.address()), holders(7));
        }
    }

    @Test
    void askersOwnHostNameDoesNotMakeItTheAskersOwn() throws Exception {
        try (ScriptedPeer peer = telling(plain(7, asker.address().host()))) {
            asker.query(peer.address());
            assertEquals(List.of(peer.address()), holders(7));
        }
    }

    @Test
    void plainPeersOfOneHostAreToldApartByTheirPorts() throws Exception {
        try (ScriptedPeer one = telling(plain(7, "bob.example"));
                ScriptedPeer two = telling(plain(7, "bob.example"), plain(8, "bob.example"))) {
            asker.query(one.address());
            asker.query(two.address());
            assertEquals(2, holders(7).size());
            assertEquals(List.of(two.address()), holders(8));
        }
    }
}
