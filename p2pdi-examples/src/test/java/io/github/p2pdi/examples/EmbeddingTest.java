package io.github.p2pdi.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mains that show how the library is embedded, each in a JVM of its own, as a reader would run them. */
class EmbeddingTest {
    @TempDir
    private Path folder;

    @Test
    void quickStartRunsToItsEnd() throws Exception {
        try (ChildJvm quickStart = ChildJvm.start(QuickStart.class)) {
            List<String> printed = quickStart.readAll();

            assertEquals(0, quickStart.exitCode(), () -> printed.toString());
            assertTrue(printed.contains("bob has Hypertext Transfer Protocol"), () -> printed.toString());
        }
    }

    @Test
    void theCustomTransportRunsToItsEnd() throws Exception {
        try (ChildJvm customTransport = ChildJvm.start(CustomTransport.class)) {
            List<String> printed = customTransport.readAll();

            assertEquals(0, customTransport.exitCode(), () -> printed.toString());
            assertEquals(1, printed.size(), () -> printed.toString());
            assertTrue(printed.get(0).matches("bob has \\S*rfc2616.txt from plain://127.0.0.1:[0-9]+"), printed.get(0));
        }
    }

    @Test
    void theCustomCodecRunsToItsEnd() throws Exception {
        try (ChildJvm customCodec = ChildJvm.start(CustomCodec.class)) {
            List<String> printed = customCodec.readAll();

            assertEquals(0, customCodec.exitCode(), () -> printed.toString());
            assertEquals(1, printed.size(), () -> printed.toString());
            assertTrue(printed.get(0).matches("bob has \\S*rfc2616.txt from 127.0.0.1:[0-9]+"), printed.get(0));
        }
    }

    @Test
    void theTlsExampleRunsToItsEnd() throws Exception {
        try (ChildJvm example = ChildJvm.start(TlsExample.class)) {
            List<String> printed = example.readAll();

            assertEquals(0, example.exitCode(), () -> printed.toString());
            assertEquals(1, printed.size(), () -> printed.toString());
            assertTrue(printed.get(0).matches("bob has \\S*rfc2616.txt from tls://127.0.0.1:[0-9]+"), printed.get(0));
        }
    }

    @Test
    void aWholeNetworkInOneJvmRunsToItsEnd() throws Exception {
        try (ChildJvm example = ChildJvm.start(WholeNetworkInOneJvm.class, "20")) {
            List<String> printed = example.readAll();

            assertEquals(0, example.exitCode(), () -> printed.toString());
            List<String> beginnings = List.of(
                    "20 peers are registered (",
                    "5 of them have asked all others, and each knows 60 records (",
                    "who searched for 'peer 7' has found and fetched 'The Travels of Peer 7', ",
                    "with one way that corrupts and one that breaks, the third holder saves rfc5.txt (",
                    "with no way at all, cannot reach memory://127.0.0.1:",
                    "healed, it tells of 3 records (",
                    "0 peers are registered, as all have left (",
                    "all is closed");
            assertEquals(beginnings.size(), printed.size(), () -> printed.toString());
            for (int i = 0; i < printed.size(); i++) {
                assertTrue(printed.get(i).startsWith(beginnings.get(i)), printed.get(i));
            }
        }
    }

    @Test
    void aPeerOfOnesOwnServesAtAServerOfOnesOwn() throws Exception {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        Files.writeString(shared.resolve("rfc7.txt"), "Host-IMP Interface\n");
        try (ChildJvm server = ChildJvm.start(RegistrationServerMain.class, "0")) {
            String listening = server.readLine();
            String address = listening.substring("registration server listening on ".length());
            try (ChildJvm peer = ChildJvm.start(PeerMain.class, address, shared.toString())) {
                List<String> said = List.of(peer.readLine(), peer.readLine());
                assertTrue(said.stream().anyMatch(line -> line.startsWith("sharing 1 documents at ")), said::toString);
                assertTrue(said.contains("registered with " + address + " for 300 s"), said::toString);

                assertEquals("Host-IMP Interface\n", Files.readString(fetch(PeerAddress.parse(address), 7)));
            }
        }
    }

    private Path fetch(PeerAddress server, long number) throws Exception {
        PeerConfig config = PeerConfig.builder()
                .registrationServer(server)
                .downloads(folder.resolve("out"))
                .failFast(true)
                .build();
        try (PeerNode peer = P2PDI.startPeer(config)) {
            return peer.download(number).await();
        }
    }
}
