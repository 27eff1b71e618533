package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.node.Diagnosis;
import io.github.p2pdi.node.Diagnosis.Outcome;
import io.github.p2pdi.node.Diagnosis.Stage;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.testkit.Script;
import io.github.p2pdi.testkit.ScriptedPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a diagnosis says of the document of a peer of the base dialect, and of one that lies or breaks off. */
class DiagnosedDocumentTest {
    private static final String WRONG = "0".repeat(64);

    private PeerNode asker;
    private ScriptedPeer scripted;

    @BeforeEach
    void open() throws Exception {
        asker = P2PDI.startPeer(PeerConfig.defaults());
    }

    @AfterEach
    void close() {
        asker.close();
        scripted.close();
    }

    private ScriptedPeer start(Script script) throws Exception {
        scripted = ScriptedPeer.start(script);
        return scripted;
    }

    private static String answer(String headers, String body) {
        return "HTTP/1.1 200 OK\r\n" + headers + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String failure(Diagnosis diagnosis) {
        assertFalse(diagnosis.works());
        assertEquals(Outcome.PASSED, diagnosis.step(Stage.INDEX).outcome(), diagnosis::toString);
        assertEquals(Outcome.FAILED, diagnosis.step(Stage.DOCUMENT).outcome(), diagnosis::toString);
        return diagnosis.step(Stage.DOCUMENT).seen();
    }

    private static void assertPasses(String seen, Diagnosis diagnosis, Stage stage) {
        assertEquals(Outcome.PASSED, diagnosis.step(stage).outcome(), diagnosis::toString);
        assertEquals(seen, diagnosis.step(stage).seen());
    }

    @Test
    void aDocumentThatIsNotWhatTheIndexSays() throws Exception {
        String record = "{\"number\": 7, \"title\": \"T\", \"hostname\": \"h\", \"path\": \"rfc7.txt\"";
        ScriptedPeer liar = start(Script.begin()
                .expect()
                .answer(answer("ETag: \"i\"\r\n", "[" + record + ", \"size\": 5, \"sha256\": \"" + WRONG + "\"}]"))
                .expect()
                .answer(answer("ETag: \"r\"\r\n", record + "}"))
                .answer(answer("", "hello")));
        String seen = failure(asker.diagnose(liar.address()));
        assertTrue(seen.endsWith(", not " + WRONG), seen);
        assertEquals(1, liar.connections());
    }

    private static Script plain(String document) {
        String record = "{\"number\": 7, \"title\": \"T\", \"hostname\": \"h\", \"path\": \"/tmp/rfc7.txt\"}";
        return Script.begin()
                .expect()
                .answer(answer("", "[" + record + "]"))
                .expect()
                .answer(answer("", record))
                .answer(answer("", document))
                .repeated();
    }

    @Test
    void nothingTellsTheDigestOfAPlainPeersDocument() throws Exception {
        ScriptedPeer plain = start(plain("hello"));
        Diagnosis diagnosis = asker.diagnose(plain.address());
        assertTrue(diagnosis.works(), diagnosis::toString);
        assertPasses("it answers 200 OK, in the base dialect", diagnosis, Stage.SPEAKS);
        assertPasses("1 record of its own", diagnosis, Stage.INDEX);
        assertPasses(
                "document 7, 5 bytes, as many as were announced; nothing tells its digest", diagnosis, Stage.DOCUMENT);
        assertEquals(2, plain.received().size());
    }

    @Test
    void aPlainPeersDocumentIsReadForOneMebibyteAndNoMore() throws Exception {
        ScriptedPeer plain = start(plain("x".repeat(64 << 20)));
        Diagnosis diagnosis = asker.diagnose(plain.address());
        assertTrue(diagnosis.works(), diagnosis::toString);
        assertPasses(
                "the first 1048576 of 67108864 bytes of document 7, and no more was read; nothing tells their digest",
                diagnosis,
                Stage.DOCUMENT);
    }

    @Test
    void aDocumentThatIsCutShort() throws Exception {
        String record = "{\"number\": 7, \"title\": \"T\", \"hostname\": \"h\", \"path\": \"rfc7.txt\"}";
        ScriptedPeer broken = start(Script.begin()
                .expect()
                .answer(answer("", "[" + record + "]"))
                .expect()
                .answer(answer("", record))
                .cut(answer("", "hello"), 50));
        failure(asker.diagnose(broken.address()));
    }
}
