package io.github.p2pdi.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What SIGTERM does to the commands that serve, each in a JVM of its own. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGTERM")
class SignalTest {
    private static final int BY_SIGTERM = 128 + 15;

    @TempDir
    private Path folder;

    @Test
    void aPeerLeavesAndExits() throws Exception {
        try (RunningCommand rs = RunningCommand.start("rs", "--port", "0");
                ChildJvm peer = ChildJvm.start(
                        Main.class, "peer", "--rs", rs.address().toString(), "--share", folder.toString())) {
            String ready = peer.readLine();
            assertTrue(ready.endsWith(" registered with " + rs.address() + ", sharing 0 documents"), ready);
            assertEquals(1, peers(rs).size());

            peer.terminate();

            assertEquals(BY_SIGTERM, peer.exitCode());
            assertEquals(List.of(), peer.readAll());
            assertEquals(List.of(), peers(rs));
        }
    }

    @Test
    void aRegistrationServerExits() throws Exception {
        try (ChildJvm rs = ChildJvm.start(Main.class, "rs", "--port", "0")) {
            assertTrue(rs.readLine().startsWith("registration server listening on 127.0.0.1:"));

            rs.terminate();

            assertEquals(BY_SIGTERM, rs.exitCode());
            assertEquals(List.of(), rs.readAll());
        }
    }

    private static List<String> peers(RunningCommand rs) {
        return Outcome.of("peers", "--rs", rs.address().toString()).out();
    }
}
