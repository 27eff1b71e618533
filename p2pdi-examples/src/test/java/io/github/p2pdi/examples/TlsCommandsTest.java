package io.github.p2pdi.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.p2pdi.model.PeerAddress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands under TLS, with what {@code tls-try} makes. */
class TlsCommandsTest {
    @TempDir
    private static Path folder;

    private static Outcome made;
    private static Path keys;
    private static RunningCommand rs;
    private static RunningCommand plain;

    @BeforeAll
    static void start() throws Exception {
        keys = folder.resolve("keys");
        made = Outcome.of("tls-try", keys.toString());
        plain = RunningCommand.start("rs", "--port", "0");
        rs = RunningCommand.start(with(
                identity("server"),
                "rs",
                "--port",
                "0",
                "--tls-client",
                "optional",
                "--listen",
                "unix:" + folder.resolve("rs")));
    }

    @AfterAll
    static void stop() throws Exception {
        rs.close();
        plain.close();
    }

    private static List<String> identity(String name) {
        return List.of(
                "--tls-cert", keys.resolve(name + ".pem").toString(),
                "--tls-key", keys.resolve(name + "-key.pem").toString(),
                "--tls-trust", keys.resolve("ca.pem").toString());
    }

    private static String[] with(List<String> tls, String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(1, tls);
        return all.toArray(String[]::new);
    }

    private static void assertFails(String why, String... args) {
        Outcome outcome = Outcome.of(args);
        assertEquals(1, outcome.code(), outcome::toString);
        assertEquals(1, outcome.err().size(), outcome::toString);
        assertTrue(outcome.err().get(0).contains(why), outcome::toString);
    }

    @Test
    void theCommandsThatAreToldAreThoseThatWork() {
        assertEquals(0, made.code(), made::toString);
        assertTrue(made.out().get(1).startsWith("p2pdi rs --tls-cert " + keys.resolve("server.pem")), made::toString);
        assertEquals(4, made.out().size(), made::toString);
    }

    @Test
    void theFilesThatAreToldAreAllThereAre() throws Exception {
        try (Stream<Path> files = Files.list(keys)) {
            List<String> there =
                    files.map(file -> file.getFileName().toString()).sorted().toList();
            assertEquals(List.of("ca.pem", "client-key.pem", "client.pem", "server-key.pem", "server.pem"), there);
            assertTrue(there.stream().allMatch(made.out().get(0)::contains), made::toString);
        }
    }

    @Test
    void aFolderThatIsNotEmptyIsLeftAlone() {
        assertFails("is not empty", "tls-try", folder.toString());
    }

    @Test
    void aRefusedHostLeavesTheFolderToTheNextAttempt() throws Exception {
        Path again = folder.resolve("again");
        assertEquals(1, Outcome.of("tls-try", "--host", "_a", again.toString()).code());

        Outcome corrected = Outcome.of("tls-try", "--host", "a.example", again.toString());

        assertEquals(0, corrected.code(), corrected::toString);
    }

    @Test
    void whoIsToldToEndLeavesNoKeys() throws Exception {
        Path stopped = folder.resolve("stopped");
        StringWriter err = new StringWriter();

        int code = Main.run(
                new String[] {"tls-try", stopped.toString()},
                new Console(new PrintWriter(new StringWriter()), new PrintWriter(err), Runnable::run));

        assertEquals(1, code, err::toString);
        try (Stream<Path> files = Files.list(stopped)) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void keysAreOfTheirOwnerAlone() throws Exception {
        assumeTrue(Files.getFileStore(keys).supportsFileAttributeView(PosixFileAttributeView.class));

        for (String key : List.of("server-key.pem", "client-key.pem")) {
            assertEquals(
                    "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.resolve(key))), key);
        }
    }

    @Test
    void whatAShellWouldTakeApartIsQuoted() {
        Path odd = folder.resolve("Ann's keys");

        Outcome outcome = Outcome.of("tls-try", odd.toString());

        assertEquals(0, outcome.code(), outcome::toString);
        String server = "'" + odd.resolve("server.pem").toString().replace("'", "'\\''") + "'";
        assertTrue(outcome.out().get(1).startsWith("p2pdi rs --tls-cert " + server + " "), outcome::toString);
    }

    @Test
    void documentsAreHadByTls() throws Exception {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        Files.writeString(shared.resolve("rfc7.txt"), "Host-IMP Interface\n");
        String server = rs.address().toString();
        assertTrue(server.startsWith("tls://127.0.0.1:"), server);
        try (RunningCommand peer =
                RunningCommand.start(with(identity("server"), "peer", "--rs", server, "--share", shared.toString()))) {
            assertEquals("tls", peer.address().scheme());
            String out = folder.resolve("out").toString();
            Outcome get = Outcome.of(with(identity("client"), "get", "--rs", server, "--out", out, "7"));
            assertEquals(0, get.code(), get::toString);

            Outcome peers = Outcome.of("peers", "--rs", "unix:" + folder.resolve("rs"));
            assertTrue(peers.out().get(0).startsWith(peer.address().toString()), peers::toString);
            Outcome list = Outcome.of(
                    "list",
                    "--rs",
                    server,
                    "--tls-trust",
                    keys.resolve("ca.pem").toString());
            assertTrue(list.out().get(0).contains(peer.address().toString()), list::toString);
        }
    }

    @Test
    void whoIsNotBelievedIsNamedInOneLine() {
        String server = rs.address().toString();
        assertFails("from no authority that is trusted here", "peers", "--rs", server);
        assertFails("not one of those that are pinned", "peers", "--rs", server, "--tls-pin", "0".repeat(64));
        assertFails(
                "with which TLS begins",
                "peers",
                "--rs",
                PeerAddress.parse(server).hostAndPort());
        assertFails(
                "it does not speak TLS",
                "peers",
                "--rs",
                "tls://127.0.0.1:" + plain.address().port());
    }

    @Test
    void filesThatCannotBeUsedAreNamedInOneLine() {
        String missing = folder.resolve("missing.pem").toString();
        String server = keys.resolve("server.pem").toString();
        assertFails("there is no file " + missing, "rs", "--port", "0", "--tls-cert", server, "--tls-key", missing);
        assertFails(
                "does not belong to the certificate",
                "rs",
                "--port",
                "0",
                "--tls-cert",
                server,
                "--tls-key",
                keys.resolve("client-key.pem").toString());
    }

    @Test
    void unknownSchemesAreAnsweredWithTheKnownOnes() {
        assertFails("there is no transport 'quic' (there is: tcp, tls, unix)", "peers", "--rs", "quic://127.0.0.1:1");
    }
}
