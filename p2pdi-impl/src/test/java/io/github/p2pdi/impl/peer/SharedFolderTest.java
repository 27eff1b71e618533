package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.Transports;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.transport.MessageListener.Direction;
import io.github.p2pdi.transport.TransportProvider;
import io.github.p2pdi.wire.Head;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to the files of a shared folder reaches those who ask for what has changed. */
class SharedFolderTest {
    private static final Digest ABC = new Digest("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(Instant.now());
    /** What the asker asked for, as it is told later. */
    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

    private int rounds;
    private RegistrationServer server;
    private PeerNode holder;
    private PeerNode asker;

    @BeforeEach
    void start() throws P2pdiException {
        TransportProvider network = Transports.memory();
        server = P2PDI.startRegistrationServer(
                RegistrationServerConfig.builder().transport(network).port(0).build());
        PeerConfig peer = PeerConfig.builder()
                .transport(network)
                .registrationServer(server.address())
                .refreshInterval(Duration.ZERO)
                .failFast(true)
                .build();
        holder = P2PDI.startPeer(peer.toBuilder().time(clock).share(folder).build());
        asker = P2PDI.startPeer(peer.toBuilder().messageListener(this::note).build());
    }

    @AfterEach
    void close() {
        asker.close();
        holder.close();
        server.close();
    }

    private void note(Direction direction, PeerAddress other, Head head) {
        if (head instanceof Request request && request.method().equals("rfcquery")) {
            asked.add(request.headers().first(HeaderNames.SINCE).isPresent() ? "since" : "all");
        }
    }

    /** Asks again and again for what has changed, while time passes at the holder, until all that is known is this. */
    private void awaitTold(String... expected) throws P2pdiException, InterruptedException {
        long began = System.nanoTime();
        List<String> told = told();
        while (!told.equals(List.of(expected))) {
            assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(30), () -> "still not told");
            clock.advance(Duration.ofMillis(500));
            told = told();
        }
    }

    private List<String> told() throws P2pdiException, InterruptedException {
        asker.refresh();
        rounds++;
        return asker.index().all().stream().map(SharedFolderTest::shown).toList();
    }

    private static String shown(Rfc rfc) {
        String digest =
                rfc.sha256().equals(Optional.of(ABC)) ? "abc" : rfc.sha256().isPresent() ? "other" : "none";
        return rfc.number() + " " + rfc.title() + " " + rfc.size().orElse(-1) + " " + digest;
    }

    @Test
    void filesThatComeChangeAndGoAreToldAsChanges() throws Exception {
        awaitTold();
        Path first = Files.writeString(folder.resolve("rfc1.txt"), "A Title of It\n\nText.\n");
        Path second = Files.writeString(folder.resolve("rfc2.txt"), "abc");
        awaitTold("1 A Title of It 21 other", "2 rfc2.txt 3 abc");
        Files.writeString(first, "Another Title\n\nText.\n");
        awaitTold("1 Another Title 21 other", "2 rfc2.txt 3 abc");
        Files.delete(second);
        awaitTold("1 Another Title 21 other");
        Files.writeString(second, "abcd");
        awaitTold("1 Another Title 21 other", "2 rfc2.txt 4 other");
        for (int round = 0; round < rounds; round++) {
            assertEquals(round == 0 ? "all" : "since", asked.poll(10, TimeUnit.SECONDS));
        }
    }
}
