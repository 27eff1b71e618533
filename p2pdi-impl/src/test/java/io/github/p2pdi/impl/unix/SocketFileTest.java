package io.github.p2pdi.impl.unix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.impl.runtime.SystemTime;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.testkit.DeafServer;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.transport.ByteStreams.Acceptor;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the file of a socket. */
@DisabledOnOs(OS.WINDOWS)
class SocketFileTest {
    @TempDir
    private Path folder;

    private final UnixStreams streams = new UnixStreams(new ManualClock(Instant.EPOCH));
    private Path path;

    @BeforeEach
    void name() {
        path = folder.resolve("socket");
    }

    private Acceptor bind() throws IOException {
        return streams.bind(new PeerAddress(PeerAddress.UNIX, path.toString(), 0));
    }

    private void assertRefused(String why) {
        IOException refusal = assertThrows(IOException.class, () -> bind().close());
        assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
    }

    @Test
    void onlyTheOwnerMayConnect() throws Exception {
        try (Acceptor acceptor = bind()) {
            assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(path));
            assertEquals(path.toString(), acceptor.address().host());
        }
    }

    @Test
    void closingRemovesIt() throws Exception {
        bind().close();
        assertFalse(Files.exists(path));
    }

    @Test
    void whatSomebodyElseHasPutThereIsNotRemoved() throws Exception {
        Acceptor acceptor = bind();
        Files.delete(path);
        Files.writeString(path, "somebody else's");
        acceptor.close();
        assertTrue(Files.exists(path));
    }

    @Test
    void aStaleOneIsReplaced() throws Exception {
        try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            killed.bind(UnixDomainSocketAddress.of(path));
        }
        assertTrue(Files.exists(path), "a process that is killed leaves it");
        bind().close();
    }

    @Test
    void aLiveOneIsRefusedAndLeftAlone() throws Exception {
        try (Acceptor live = bind()) {
            assertRefused("somebody listens there already");
            assertTrue(Files.exists(path));
            assertEquals(path.toString(), live.address().host());
        }
    }

    @Test
    void anythingElseIsRefusedAndLeftAlone() throws Exception {
        Files.writeString(path, "precious");
        assertRefused("is no socket");
        assertEquals("precious", Files.readString(path));

        Files.delete(path);
        Files.createSymbolicLink(path, folder.resolve("elsewhere"));
        assertRefused("is no socket");
    }

    @Test
    void aPipeIsRefusedAndLeftAlone() throws Exception {
        assertEquals(0, new ProcessBuilder("mkfifo", path.toString()).start().waitFor());
        assertRefused("is no socket");
        assertTrue(Files.exists(path));
    }

    @Test
    void onlyWhatIsKnownNotToBeThereIsSaidToBeMissing() throws Exception {
        assertEquals("there is no such socket", failureToConnect());
        Files.createSymbolicLink(path, path);
        assertNotEquals("there is no such socket", failureToConnect());
    }

    private String failureToConnect() throws IOException {
        Deadline deadline = Deadline.in(new ManualClock(Instant.EPOCH), Duration.ofSeconds(10));
        PeerAddress there = new PeerAddress(PeerAddress.UNIX, path.toString(), 0);
        return assertThrows(IOException.class, () -> streams.connect(there, deadline))
                .getMessage();
    }

    @Test
    @EnabledOnOs(OS.LINUX) // Elsewhere who is one too many is refused, and does not wait.
    void thatNobodyAcceptsInTimeIsSaid() throws Exception {
        try (DeafServer full = DeafServer.full(UnixDomainSocketAddress.of(path));
                SystemTime time = new SystemTime()) {
            PeerAddress there = full.address(PeerAddress.UNIX);
            IOException late = assertThrows(
                    IOException.class, () -> streams.connect(there, Deadline.in(time, Duration.ofMillis(200))));
            assertEquals("no connection in time", late.getMessage());
        }
    }

    @Test
    void aMissingFolderIsNamed() {
        path = folder.resolve("missing").resolve("socket");
        assertRefused("there is no folder " + folder.resolve("missing"));
    }
}
