package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.node.Download;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.RegistrationClient;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What the calls of a peer do in a thread that is interrupted, as their Javadoc says. */
class InterruptedCallsTest {
    @TempDir
    Path folder;

    private RegistrationServer server;
    private PeerNode holder;
    private PeerNode peer;
    private RegistrationClient registration;

    @BeforeEach
    void start() throws Exception {
        server = P2PDI.startRegistrationServer(
                RegistrationServerConfig.builder().port(0).build());
        Files.writeString(folder.resolve("rfc1.txt"), "one");
        holder = P2PDI.startPeer(server.address(), folder);
        peer = P2PDI.startPeer(PeerConfig.builder()
                .registrationServer(server.address())
                .failFast(true)
                .downloads(folder.resolve("out"))
                .build());
        registration = peer.registration().orElseThrow();
    }

    @AfterEach
    void close() {
        peer.close();
        holder.close();
        server.close();
    }

    private static void assertThrowsInterrupted(Executable call) {
        Thread.currentThread().interrupt();
        try {
            assertThrows(InterruptedException.class, call);
        } finally {
            assertFalse(Thread.interrupted(), "who throws InterruptedException clears the status");
        }
    }

    private static void assertIsNoTimeToRetry(Executable call) {
        Thread.currentThread().interrupt();
        P2pdiException failure;
        try {
            failure = assertThrows(P2pdiException.class, call);
        } finally {
            assertTrue(Thread.interrupted(), "the interrupt status stays set");
        }
        assertTrue(failure.wasInterrupted(), failure::toString);
        assertFalse(failure.mayRetry(), failure::toString);
    }

    @Test
    void callsThatSayWhatWentWrongSayThatItWasAnInterrupt() throws Exception {
        assertIsNoTimeToRetry(peer::activePeers);
        assertIsNoTimeToRetry(() -> peer.query(holder.address()));
        assertIsNoTimeToRetry(registration::register);
        assertIsNoTimeToRetry(registration::keepalive);
        assertIsNoTimeToRetry(registration::activePeers);
        assertEquals(1, peer.activePeers().size());
        assertEquals(1, peer.query(holder.address()).size());
        assertIsNoTimeToRetry(peer::leave);
        assertTrue(registration.registration().isEmpty());
        assertEquals(2, server.activePeers().size());
    }

    @Test
    void otherCallsThrowInterruptedException() {
        assertThrowsInterrupted(peer::refresh);
        // So it does not come before it is waited for.
        holder.maxUploadRate(OptionalLong.of(1));
        assertThrowsInterrupted(() -> peer.open(1));
        assertThrowsInterrupted(() -> peer.diagnose(holder.address()));
        assertThrowsInterrupted(peer::awaitClosed);
    }

    @Test
    void aDownloadGoesOnWithoutWhoeverWaitedForIt() throws Exception {
        Download download = peer.download(1);
        assertThrowsInterrupted(download::await);
        assertEquals("one", Files.readString(download.await()));
    }

    @Test
    void aFileIsSharedOrNot() throws Exception {
        Path file = Files.writeString(folder.resolve("seven.txt"), "seven");
        assertIsNoTimeToRetry(() -> peer.share(7, "Seven", file));
        assertEquals(7, peer.share(7, "Seven", file).number());
    }
}
