package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.error.DocumentNotFoundException;
import io.github.p2pdi.error.RequestRefusedException;
import io.github.p2pdi.node.Download;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.testkit.Script;
import io.github.p2pdi.testkit.ScriptedPeer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the other side says of why it refuses stands in the exception, as far as it may. */
class ToldRefusalTest {
    private static final String RECORD =
            "{\"hostname\": \"127.0.0.1\", \"cookie\": 7, \"port\": 4001, \"last_active_time\": 1795378576.3, \"registration_count\": 0, \"active\": true, \"ttl\": 7200}";

    private static String answer(String status, String type, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    private static String refusal(ScriptedPeer peer) throws Exception {
        try (PeerNode asker = P2PDI.startPeer(PeerConfig.defaults())) {
            RequestRefusedException refused =
                    assertThrows(RequestRefusedException.class, () -> asker.query(peer.address()));
            return String.valueOf(refused.getMessage()).replace(peer.address().toString(), "peer");
        }
    }

    @Test
    void aPeersReasonIsTold() throws Exception {
        String problem = "{\"status\": 503, \"title\": \"x\", \"detail\": \"too\\nmuch is going on\"}";
        try (ScriptedPeer peer = ScriptedPeer.start(Script.begin()
                .expect()
                .answer(answer("503 Service Unavailable", "application/problem+json; charset=utf-8", problem)))) {
            assertEquals(
                    "peer answered 503 Service Unavailable to 'rfcquery'; it says: too?much is going on",
                    refusal(peer));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | {\"detail\": \"of another kind\"}",
                "application/problem+json | {\"detail\": 7}",
                "application/problem+json | nonsense",
                "text/html | <html>no</html>"
            })
    void whatIsNoReasonIsNot(String type, String body) throws Exception {
        try (ScriptedPeer peer =
                ScriptedPeer.start(Script.begin().expect().answer(answer("404 Not Found", type, body)))) {
            assertEquals("peer answered 404 Not Found to 'rfcquery'", refusal(peer));
        }
    }

    @Test
    void aReasonThatIsNotToldToItsEndIsNoneAndTheRefusalOne() throws Exception {
        String whole = answer("404 Not Found", "application/problem+json", "{\"detail\": \"it was long ago\"}");
        try (ScriptedPeer peer = ScriptedPeer.start(Script.begin().expect().cut(whole, whole.length()))) {
            assertEquals("peer answered 404 Not Found to 'rfcquery'", refusal(peer));
        }
    }

    @Test
    void aRegistrationServersReasonIsTold() throws Exception {
        String problem = "{\"status\": 503, \"detail\": \"it is being moved\"}";
        Script registering = Script.begin().expect().answer(answer("200 OK", "application/json", RECORD));
        Script refusing = Script.begin()
                .expect()
                .answer(answer("503 Service Unavailable", "application/problem+json", problem))
                .repeated();
        try (ScriptedPeer server = ScriptedPeer.start(registering, refusing);
                PeerNode peer = P2PDI.startPeer(PeerConfig.builder()
                        .registrationServer(server.address())
                        .failFast(true)
                        .build())) {
            RequestRefusedException refused = assertThrows(RequestRefusedException.class, peer::activePeers);
            assertEquals(
                    "rs answered pquery with 503 Service Unavailable; it says: it is being moved",
                    String.valueOf(refused.getMessage())
                            .replace(server.address().toString(), "rs"));
        }
    }

    @Test
    void aHoldersReasonIsTold(@TempDir Path folder) throws Exception {
        String record = "[{\"number\": 7, \"title\": \"t\", \"hostname\": \"h\", \"path\": \"rfc7.txt\"}]";
        String problem = "{\"status\": 400, \"detail\": \"not like this\"}";
        Script asked = Script.begin().expect().answer(answer("200 OK", "application/json", record));
        Script refusing = Script.begin()
                .expect()
                .answer(answer("400 Bad Request", "application/problem+json", problem))
                .repeated();
        try (ScriptedPeer holder = ScriptedPeer.start(asked, refusing);
                PeerNode peer =
                        P2PDI.startPeer(PeerConfig.builder().downloads(folder).build())) {
            peer.query(holder.address());
            Download download = peer.download(7);
            DocumentNotFoundException e = assertThrows(DocumentNotFoundException.class, download::await);
            String said = String.valueOf(e.getMessage());
            assertTrue(said.contains("answered 400 Bad Request to 'getrfc'; it says: not like this"), said);
        }
    }
}
