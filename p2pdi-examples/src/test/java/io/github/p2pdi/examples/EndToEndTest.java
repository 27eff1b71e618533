package io.github.p2pdi.examples;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A registration server, a peer and those who ask, each as its command, over TCP. */
class EndToEndTest {
    private static final Map<Long, byte[]> DOCUMENTS = documents();

    @TempDir
    private Path folder;

    private Path out;
    private RunningCommand rs;
    private RunningCommand peer;

    @BeforeEach
    void startServerAndPeer() throws Exception {
        out = folder.resolve("out");
        Path shared = Files.createDirectory(folder.resolve("shared"));
        for (Map.Entry<Long, byte[]> document : DOCUMENTS.entrySet()) {
            Files.write(shared.resolve("rfc" + document.getKey() + ".txt"), document.getValue());
        }
        rs = RunningCommand.start("rs", "--port", "0");
        peer = RunningCommand.start("peer", "--rs", rs.address().toString(), "--share", shared.toString());
    }

    @AfterEach
    void stop() throws Exception {
        peer.close();
        rs.close();
    }

    @Test
    void theReadyLinesAreThoseThatScriptsWaitFor() {
        assertEquals("registration server listening on " + rs.address(), rs.readyLine());
        assertEquals(
                "peer " + peer.address() + " registered with " + rs.address() + ", sharing " + DOCUMENTS.size()
                        + " documents",
                peer.readyLine());
    }

    @Test
    void everyDocumentIsHadByteForByte() throws Exception {
        Outcome get = get("0", "1", "2", "3", "4", "5");

        assertEquals(0, get.code(), () -> get.toString());
        assertEquals(List.of(), get.err());
        assertEquals(DOCUMENTS.size(), get.out().size());
        for (Map.Entry<Long, byte[]> document : DOCUMENTS.entrySet()) {
            Path had = out.resolve("rfc" + document.getKey() + ".txt");
            assertArrayEquals(document.getValue(), Files.readAllBytes(had), had.toString());
            String line = document.getKey() + "  " + document.getValue().length + " bytes  " + had;
            assertTrue(get.out().contains(line), () -> line + " in " + get.out());
        }
    }

    @Test
    void aNumberThatIsGivenTwiceIsFetchedOnce() {
        Outcome get = get("4", "4");

        assertEquals(0, get.code(), () -> get.toString());
        assertEquals(1, get.out().size());
    }

    @Test
    void anUnknownNumberFailsAloneAndSaysWhoWasAsked() {
        Outcome get = get("4711", "4");

        assertEquals(1, get.code());
        assertEquals(1, get.out().size(), () -> get.toString());
        assertEquals(1, get.err().size(), () -> get.toString());
        String error = get.err().get(0);
        assertTrue(
                error.startsWith("p2pdi: 4711: ")
                        && error.contains(peer.address().toString()),
                error);
        assertTrue(Files.exists(out.resolve("rfc4.txt")));
    }

    @Test
    void aFileThatIsInTheWayIsNamedAndLeftAlone() throws IOException {
        Path inTheWay = Files.writeString(Files.createDirectory(out).resolve("rfc4.txt"), "mine");

        Outcome get = get("4");

        assertEquals(1, get.code());
        assertEquals(1, get.err().size(), () -> get.toString());
        assertTrue(get.err().get(0).contains(inTheWay.toString()), () -> get.toString());
        assertEquals("mine", Files.readString(inTheWay));
    }

    @Test
    void aFileThatIsInTheWayIsReplacedRenamedOrComparedAsItIsWanted() throws IOException {
        Path inTheWay = Files.writeString(Files.createDirectory(out).resolve("rfc4.txt"), "mine");

        assertEquals(1, get("--existing", "skip", "4").code());
        assertEquals("mine", Files.readString(inTheWay));
        Outcome renamed = get("--existing", "rename", "4");
        assertEquals(List.of("4  17 bytes  " + out.resolve("rfc4 (1).txt")), renamed.out());
        assertEquals(0, get("--existing", "replace", "4").code());
        assertArrayEquals(DOCUMENTS.get(4L), Files.readAllBytes(inTheWay));
        assertEquals(0, get("--existing", "skip", "4").code());
    }

    @Test
    void anotherDigestThanTheOneThatIsMeantIsRefused() {
        Outcome get = get("--sha256", "0".repeat(64), "4");

        assertEquals(1, get.code());
        assertFalse(Files.exists(out.resolve("rfc4.txt")));
    }

    @Test
    void resultsAreObjectsOfJsonWhereThatIsWanted() {
        Outcome get = get("--json", "--max-rate", "10M", "4", "4711");

        assertEquals(1, get.code());
        assertEquals(2, get.out().size(), () -> get.toString());
        String had = get.out().stream()
                .filter(line -> line.contains("bytes"))
                .findFirst()
                .orElseThrow();
        assertTrue(had.startsWith("{\"number\": 4, \"bytes\": 17, \"file\": \"" + out.resolve("rfc4.txt")), had);
        assertTrue(get.out().stream().anyMatch(line -> line.startsWith("{\"number\": 4711, \"error\": \"")));
    }

    @Test
    void peersNamesTheActiveOnes() {
        Outcome peers = Outcome.of("peers", "--rs", rs.address().toString());

        assertEquals(0, peers.code(), () -> peers.toString());
        assertEquals(List.of(), peers.err());
        assertEquals(1, peers.out().size(), () -> peers.toString());
        String row = peers.out().get(0);
        assertTrue(row.matches(peer.address() + "  lease [0-9]+ s  registrations 1  idle [0-9]+ s"), row);
    }

    @Test
    void listNamesEveryDocumentItsHolderAndItsSize() {
        Outcome list = Outcome.of("list", "--rs", rs.address().toString());

        assertEquals(0, list.code(), () -> list.toString());
        assertEquals(List.of(), list.err());
        assertEquals(DOCUMENTS.size(), list.out().size(), () -> list.toString());
        String row = list.out().get(5);
        assertTrue(row.matches("5  " + peer.address() + "  1000000 .* [0-9]+ s .*"), row);
    }

    @Test
    void listFailsWhereNobodyIsHeard() throws Exception {
        try (RegistrationServer other = P2PDI.startRegistrationServer(
                        RegistrationServerConfig.builder().port(0).build());
                PeerNode named = P2PDI.startPeer(PeerConfig.builder()
                        .registrationServer(other.address())
                        .advertise(PeerAddress.of("127.0.0.1", 1))
                        .build())) {
            Outcome list = Outcome.of("list", "--rs", other.address().toString());

            assertEquals(1, list.code(), () -> list.toString());
            assertEquals(List.of(), list.out());
            assertTrue(
                    list.err().get(0).startsWith("p2pdi: the index of " + named.address() + " could not be had: "),
                    () -> list.toString());
        }
        Outcome empty = Outcome.of("list", "--rs", rs.address().toString(), "--title", "no such title");
        assertEquals(0, empty.code(), () -> empty.toString());
    }

    @Test
    void listSaysWhoseDocumentsItDoesNotHave() throws Exception {
        PeerAddress deaf = PeerAddress.of("127.0.0.1", 1);
        try (PeerNode named = P2PDI.startPeer(PeerConfig.builder()
                .registrationServer(rs.address())
                .advertise(deaf)
                .build())) {
            Outcome list = Outcome.of("list", "--rs", rs.address().toString());

            assertEquals(0, list.code(), () -> list.toString());
            assertEquals(DOCUMENTS.size(), list.out().size(), () -> list.toString());
            assertEquals(1, list.err().size(), () -> list.toString());
            assertTrue(
                    list.err().get(0).startsWith("p2pdi: the index of " + named.address() + " could not be had: "),
                    () -> list.toString());
        }
    }

    @Test
    void bothPrintObjectsForScripts() {
        String server = rs.address().toString();
        String address = "\"" + peer.address() + '"';

        Outcome peers = Outcome.of("peers", "--rs", server, "--json");
        assertTrue(
                peers.out()
                        .get(0)
                        .matches(
                                "\\{\"address\": " + address
                                        + ", \"lease\": [0-9]+, \"registrations\": 1, \"registered\": \"[^\"]+\", \"idle\": [0-9]+}"),
                () -> peers.toString());
        Outcome list = Outcome.of("list", "--rs", server, "--json");
        assertEquals(DOCUMENTS.size(), list.out().size(), () -> list.toString());
        assertTrue(
                list.out().get(5).startsWith("{\"number\": 5, \"holder\": " + address + ", \"size\": 1000000, "),
                () -> list.toString());
    }

    @ParameterizedTest
    @CsvSource({"CARRIAGE made, 1", "c\u00e0rriage, 1", "5, 5"})
    void listByTitleNamesThoseAlone(String title, String number) {
        Outcome list = Outcome.of("list", "--rs", rs.address().toString(), "--title", title);

        assertEquals(0, list.code(), () -> list.toString());
        assertEquals(1, list.out().size(), () -> list.toString());
        assertTrue(list.out().get(0).startsWith(number + "  "), () -> list.toString());
    }

    @Test
    void aPeerThatIsToldToEndLeaves() throws Exception {
        assertEquals(0, peer.stop());

        Outcome peers = Outcome.of("peers", "--rs", rs.address().toString());
        assertEquals(0, peers.code());
        assertEquals(List.of(), peers.out());
        assertFalse(peer.err().contains("Exception"), peer.err());
    }

    @Test
    void whereNobodyIsActiveGetSaysSo() throws Exception {
        peer.stop();

        Outcome get = get("4");

        assertEquals(1, get.code());
        assertEquals(1, get.err().size(), () -> get.toString());
        assertTrue(get.err().get(0).contains("no other peer is active"), () -> get.toString());
    }

    @Test
    void aServerThatIsToldToEndEndsWithZero() throws Exception {
        peer.stop();

        assertEquals(0, rs.stop());
        assertEquals("", rs.err());
    }

    private Outcome get(String... numbers) {
        List<String> args = new ArrayList<>(List.of("get", "--rs", rs.address().toString(), "--out", out.toString()));
        args.addAll(List.of(numbers));
        return Outcome.of(args.toArray(String[]::new));
    }

    /** Empty, with CR LF, with bytes that are no UTF-8, with 17 bytes, with a million, and one whose last line does not end. */
    private static Map<Long, byte[]> documents() {
        byte[] million = new byte[1_000_000];
        new Random(2).nextBytes(million);
        Map<Long, byte[]> documents = new TreeMap<>();
        documents.put(0L, "Number Nought\nno end of line".getBytes(US_ASCII));
        documents.put(1L, "A Made Document With Carriage Returns\r\n\r\nText.\r\n".getBytes(US_ASCII));
        documents.put(2L, "A Title with \u00e9 in Latin-1\n\u00ff\u0000\u00a0\n".getBytes(ISO_8859_1));
        documents.put(3L, new byte[0]);
        documents.put(4L, "seventeen bytes.\n".getBytes(US_ASCII));
        documents.put(5L, million);
        return documents;
    }
}
