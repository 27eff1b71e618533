package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.Transports;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.Diagnosis;
import io.github.p2pdi.node.Diagnosis.Outcome;
import io.github.p2pdi.node.Diagnosis.Stage;
import io.github.p2pdi.node.Diagnosis.Step;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.testkit.DeafServer;
import io.github.p2pdi.testkit.Script;
import io.github.p2pdi.testkit.ScriptedPeer;
import io.github.p2pdi.testkit.TestAuthority;
import io.github.p2pdi.testkit.TestAuthority.Identity;
import io.github.p2pdi.transport.TlsConfig;
import io.github.p2pdi.transport.TransportProvider;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How far one comes on the way to a peer, and what is said of it. */
class DiagnoseTest {
    private static final TestAuthority AUTHORITY = new TestAuthority("an authority");

    @TempDir
    private Path folder;

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private <T extends AutoCloseable> T keep(T part) {
        opened.add(0, part);
        return part;
    }

    private RegistrationServer server() throws Exception {
        return keep(P2PDI.startRegistrationServer(
                RegistrationServerConfig.builder().port(0).build()));
    }

    private PeerNode peer(PeerConfig.Builder config) throws Exception {
        return keep(P2PDI.startPeer(config.build()));
    }

    private PeerNode asker() throws Exception {
        return peer(PeerConfig.builder());
    }

    private static PeerConfig.Builder with(RegistrationServer server) {
        return PeerConfig.builder()
                .registrationServer(server.address())
                .refreshInterval(Duration.ZERO)
                .failFast(true);
    }

    private Path shared() throws Exception {
        Path shared = Files.createTempDirectory(folder, "shared");
        Files.writeString(shared.resolve("rfc1.txt"), "a longer text of 1");
        Files.writeString(shared.resolve("rfc2.txt"), "text of 2");
        return shared;
    }

    private ScriptedPeer scripted(Script... connections) throws Exception {
        return keep(ScriptedPeer.start(connections));
    }

    private static String answer(String headers, String body) {
        return "HTTP/1.1 200 OK\r\n" + headers + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /** The steps up to one have passed but for those that there is nothing to look at for; it has failed, and the others were not tried. */
    private static String assertFailsAt(Stage stage, Diagnosis diagnosis) {
        assertFalse(diagnosis.works(), diagnosis::toString);
        for (Step step : diagnosis.steps()) {
            int order = step.stage().compareTo(stage);
            assertEquals(order == 0, step.outcome() == Outcome.FAILED, diagnosis::toString);
            if (order > 0) {
                assertEquals(Outcome.SKIPPED, step.outcome(), diagnosis::toString);
                assertEquals(stage + " has failed", step.seen());
                assertEquals(Duration.ZERO, step.took());
            }
        }
        return diagnosis.step(stage).seen();
    }

    private static void assertPasses(String seen, Diagnosis diagnosis, Stage stage) {
        assertEquals(Outcome.PASSED, diagnosis.step(stage).outcome(), diagnosis::toString);
        assertEquals(seen, diagnosis.step(stage).seen());
    }

    private static void assertSkips(String why, Diagnosis diagnosis, Stage stage) {
        assertEquals(Outcome.SKIPPED, diagnosis.step(stage).outcome(), diagnosis::toString);
        assertEquals(why, diagnosis.step(stage).seen());
    }

    @Test
    void allWorksWithAHealthyPeer() throws Exception {
        RegistrationServer rs = server();
        PeerNode holder = peer(with(rs).share(shared()));
        PeerNode asker = peer(with(rs));
        Diagnosis diagnosis = awaitDigest(asker, holder.address());
        assertTrue(diagnosis.works(), diagnosis::toString);
        assertEquals(holder.address(), diagnosis.peer());
        assertPasses(rs.address() + " lists it and 0 others", diagnosis, Stage.KNOWN);
        assertPasses("127.0.0.1 leads to 127.0.0.1", diagnosis, Stage.RESOLVES);
        assertPasses("connected to " + holder.address(), diagnosis, Stage.CONNECTS);
        assertPasses("it answers 200 OK, in the dialect with additions", diagnosis, Stage.SPEAKS);
        assertPasses("2 records of its own", diagnosis, Stage.INDEX);
        assertPasses("document 2, 9 bytes, SHA-256 as its index says", diagnosis, Stage.DOCUMENT);
    }

    /** Files are digested in the background. */
    private static Diagnosis awaitDigest(PeerNode asker, PeerAddress holder) throws Exception {
        Diagnosis diagnosis = asker.diagnose(holder);
        for (long begun = System.nanoTime();
                diagnosis.works() && !diagnosis.toString().contains("SHA-256");
                diagnosis = asker.diagnose(holder)) {
            assertTrue(System.nanoTime() - begun < Duration.ofSeconds(30).toNanos(), diagnosis::toString);
        }
        return diagnosis;
    }

    @Test
    void nothingOfTheAskerChanges() throws Exception {
        RegistrationServer rs = server();
        PeerNode holder = peer(with(rs).share(shared()));
        Path out = folder.resolve("out");
        PeerNode asker = peer(with(rs).downloads(out));
        assertTrue(asker.diagnose(holder.address()).works());
        assertEquals(List.of(), asker.index().all());
        assertEquals(Map.of(), asker.failedPeers());
        assertFalse(Files.exists(out));
        asker.refresh();
        assertEquals(2, asker.index().all().size());
    }

    @Test
    void hostNamesResolveAndTlsShakesHands() throws Exception {
        PeerNode holder = peer(PeerConfig.builder()
                .bind(new PeerAddress(PeerAddress.TLS, "127.0.0.1", 0))
                .tls(tls())
                .share(shared()));
        PeerNode asker = peer(PeerConfig.builder().tls(tls()));
        Diagnosis diagnosis = asker.diagnose(
                new PeerAddress(PeerAddress.TLS, "localhost", holder.address().port()));
        assertTrue(diagnosis.works(), diagnosis::toString);
        String found = diagnosis.step(Stage.RESOLVES).seen();
        assertTrue(found.startsWith("localhost leads to ") && found.contains("127.0.0.1"), found);
        assertPasses("connected to " + holder.address() + ", TLS handshake included", diagnosis, Stage.CONNECTS);
    }

    private TlsConfig tls() throws Exception {
        Identity identity = AUTHORITY.issue("node", "localhost", "127.0.0.1");
        Path files = Files.createTempDirectory(folder, "tls");
        return TlsConfig.builder()
                .certificate(
                        identity.writeCertificate(files.resolve("cert.pem")),
                        identity.writeKey(files.resolve("key.pem")))
                .trust(AUTHORITY.write(files.resolve("ca.pem")))
                .build();
    }

    @Test
    void addressesInMemoryAreNotResolved() throws Exception {
        TransportProvider network = Transports.memory();
        PeerNode holder = peer(PeerConfig.builder().transport(network).share(shared()));
        PeerNode asker = peer(PeerConfig.builder().transport(network));
        Diagnosis diagnosis = asker.diagnose(holder.address());
        assertTrue(diagnosis.works(), diagnosis::toString);
        assertSkips("addresses of memory are not resolved", diagnosis, Stage.RESOLVES);
        assertPasses("connected to " + holder.address(), diagnosis, Stage.CONNECTS);
    }

    @Test
    void nobodyAtAPort() throws Exception {
        try (Socket taken = new Socket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            PeerAddress dead = PeerAddress.of("127.0.0.1", taken.getLocalPort());
            String seen = assertFailsAt(Stage.CONNECTS, asker().diagnose(dead));
            assertTrue(seen.contains("cannot reach " + dead), seen);
        }
    }

    @Test
    void oneThatSaysNothing() throws Exception {
        try (DeafServer silent = DeafServer.silent(DeafServer.anyPort())) {
            PeerNode asker = peer(PeerConfig.builder().callTimeout(Duration.ofMillis(100)));
            Diagnosis diagnosis = asker.diagnose(silent.address(PeerAddress.TCP));
            assertFailsAt(Stage.SPEAKS, diagnosis);
            assertTrue(diagnosis.step(Stage.SPEAKS).took().toMillis() >= 90, diagnosis::toString);
        }
    }

    @Test
    void aServerOfAnotherProtocol() throws Exception {
        ScriptedPeer web = scripted(Script.begin()
                .expect()
                .raw("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")
                .halfClose()
                .expect());
        String seen = assertFailsAt(Stage.SPEAKS, asker().diagnose(web.address()));
        assertTrue(seen.contains("byte 1 of the length field is 0x48"), seen);
    }

    @Test
    void oneSideSpeaksTlsAndTheOtherDoesNot() throws Exception {
        PeerNode secret = peer(PeerConfig.builder()
                .bind(new PeerAddress(PeerAddress.TLS, "127.0.0.1", 0))
                .tls(tls()));
        PeerNode plain = asker();
        String seen = assertFailsAt(
                Stage.SPEAKS,
                plain.diagnose(PeerAddress.of("127.0.0.1", secret.address().port())));
        assertTrue(seen.contains("TLS"), seen);
        PeerAddress asTls =
                new PeerAddress(PeerAddress.TLS, "127.0.0.1", plain.address().port());
        seen = assertFailsAt(Stage.CONNECTS, secret.diagnose(asTls));
        assertTrue(seen.contains("TLS"), seen);
    }

    @Test
    void aRefusalIsAnAnswerButNoIndex() throws Exception {
        ScriptedPeer broken = scripted(Script.begin().expect().answer("HTTP/1.1 500 Internal Server Error\r\n\r\n"));
        Diagnosis diagnosis = asker().diagnose(broken.address());
        String seen = assertFailsAt(Stage.INDEX, diagnosis);
        assertEquals(broken.address() + " answered 500 Internal Server Error to 'rfcquery'", seen);
        assertPasses("it answers 500 Internal Server Error", diagnosis, Stage.SPEAKS);
    }

    @Test
    void anIndexThatIsNoneFailsWhereItIsRead() throws Exception {
        ScriptedPeer broken = scripted(Script.begin().expect().answer(answer("", "[{\"number\": ")));
        assertFailsAt(Stage.INDEX, asker().diagnose(broken.address()));
    }

    @Test
    void anEmptyIndexIsReadableAndThereIsNothingToHave() throws Exception {
        PeerNode holder = asker();
        Diagnosis diagnosis = asker().diagnose(holder.address());
        assertTrue(diagnosis.works(), diagnosis::toString);
        assertSkips("no registration server is configured", diagnosis, Stage.KNOWN);
        assertPasses("0 records of its own", diagnosis, Stage.INDEX);
        assertSkips("it has no documents", diagnosis, Stage.DOCUMENT);
    }

    @Test
    void whatAPeerHasHeardOfOthersIsNotHadFromIt() throws Exception {
        RegistrationServer rs = server();
        peer(with(rs).share(shared()));
        PeerNode between = peer(with(rs));
        between.refresh();
        Diagnosis diagnosis = peer(with(rs)).diagnose(between.address());
        assertTrue(diagnosis.works(), diagnosis::toString);
        assertSkips("it has no documents", diagnosis, Stage.DOCUMENT);
    }

    @Test
    void onePeerThatIsNotListedIsLookedAtAllTheSame() throws Exception {
        RegistrationServer rs = server();
        PeerNode stranger = peer(PeerConfig.builder().share(shared()));
        Diagnosis diagnosis = peer(with(rs)).diagnose(stranger.address());
        assertFalse(diagnosis.works());
        assertEquals(
                rs.address() + " does not list it, but 0 others",
                diagnosis.step(Stage.KNOWN).seen());
        assertEquals(Outcome.PASSED, diagnosis.step(Stage.DOCUMENT).outcome(), diagnosis::toString);
        assertTrue(diagnosis.toString().startsWith(stranger.address() + " fails at KNOWN"), diagnosis::toString);
    }

    @Test
    void aServerThatCannotBeAskedHasListedItBefore() throws Exception {
        RegistrationServer rs = server();
        PeerNode holder = peer(with(rs));
        PeerNode asker = peer(with(rs));
        assertEquals(1, asker.activePeers().size());
        rs.close();
        Diagnosis diagnosis = asker.diagnose(holder.address());
        String seen = diagnosis.step(Stage.KNOWN).seen();
        assertEquals(Outcome.FAILED, diagnosis.step(Stage.KNOWN).outcome());
        assertTrue(seen.contains("; " + rs.address() + " listed it "), seen);
        assertPasses("0 records of its own", diagnosis, Stage.INDEX);
    }

    /** Told by a server elsewhere, it would be refused. */
    @Test
    void anAddressOfThisMachineIsLookedAtAsTheUserNamesIt() throws Exception {
        PeerNode holder = peer(PeerConfig.builder().share(shared()));
        PeerNode asker = peer(PeerConfig.builder()
                .transport(Transports.memory())
                .bind(new PeerAddress("memory", "127.0.0.1", 0))
                .alsoBind(PeerAddress.of("127.0.0.1", 0))
                .registrationServer(new PeerAddress("memory", "192.0.2.1", 1)));
        Diagnosis diagnosis = asker.diagnose(holder.address());
        assertEquals(Outcome.FAILED, diagnosis.step(Stage.KNOWN).outcome(), diagnosis::toString);
        assertEquals(Outcome.PASSED, diagnosis.step(Stage.DOCUMENT).outcome(), diagnosis::toString);
    }

    @Test
    void aPeerMayLookAtItself() throws Exception {
        RegistrationServer rs = server();
        PeerNode peer = peer(with(rs).share(shared()));
        Diagnosis diagnosis = peer.diagnose(peer.address());
        assertTrue(diagnosis.works(), diagnosis::toString);
        assertPasses("it is this peer itself, and registered with " + rs.address(), diagnosis, Stage.KNOWN);
        peer.leave();
        assertEquals(
                Outcome.FAILED, peer.diagnose(peer.address()).step(Stage.KNOWN).outcome());
    }

    @Test
    void anInterruptIsNoFaultOfTheOther() throws Exception {
        PeerNode asker = asker();
        Thread asking = Thread.currentThread();
        ScriptedPeer slow = scripted(
                Script.begin().expect().answer(request -> {
                    asking.interrupt();
                    return "HTTP/1.1 500 Internal Server Error\r\n\r\n";
                }),
                Script.begin().expect().answer(answer("", "[]")));
        try {
            assertThrows(InterruptedException.class, () -> asker.diagnose(slow.address()));
        } finally {
            assertFalse(Thread.interrupted(), "who throws InterruptedException clears the status");
        }
        assertTrue(asker.diagnose(slow.address()).works());
    }

    @Test
    void whoIsClosedLooksAtNobody() throws Exception {
        PeerNode holder = asker();
        PeerNode asker = asker();
        assertThrows(NullPointerException.class, () -> asker.diagnose(null));
        asker.close();
        assertThrows(IllegalStateException.class, () -> asker.diagnose(holder.address()));
    }

    @Test
    void whoIsClosedMeanwhileSaysNothingOfTheOther() throws Exception {
        PeerNode asker = asker();
        ScriptedPeer closing = scripted(Script.begin().expect().answer(request -> {
            asker.close();
            return answer("", "[]");
        }));
        assertThrows(IllegalStateException.class, () -> asker.diagnose(closing.address()));
    }
}
