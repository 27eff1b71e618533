package io.github.p2pdi.impl.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemBuffersTest {
    private static final long MIB = 1 << 20;
    private static final String USUAL = "212992\n";

    @TempDir
    Path settings;

    private final ManualClock clock = new ManualClock(Instant.EPOCH);

    private void set(String name, String value) throws IOException {
        Path file = settings.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, value);
    }

    private long most(String received, String asked, String sent) throws IOException {
        set("ipv4/tcp_rmem", received);
        set("core/rmem_max", asked);
        set("ipv4/tcp_wmem", sent);
        set("core/wmem_max", USUAL);
        return new SystemBuffers(clock, settings).most();
    }

    @Test
    void twiceTheLargestBuffersOfBothAndSomeMore() throws IOException {
        assertEquals((2 * (32 + 4) + 16) * MIB, most("4096\t131072\t33554432\n", USUAL, "4096\t16384\t4194304\n"));
        assertEquals(
                (2 * (200 + 4) + 16) * MIB, most("4096 131072 6291456\n", 100 * MIB + "\n", "4096 16384 4194304\n"));
    }

    @Test
    void neverLessThan64MiB() throws IOException {
        assertEquals(64 * MIB, most("4096 131072 6291456\n", USUAL, "4096 16384 4194304\n"));
    }

    @Test
    void noDocumentIsSoLargeWhereNobodyCanTell() throws IOException {
        assertEquals(Long.MAX_VALUE, new SystemBuffers(clock, settings).most());
        assertEquals(Long.MAX_VALUE, most("4096 131072 many\n", USUAL, "4096 16384 4194304\n"));
    }

    @Test
    void aSettingThatChangesIsSeenASecondLater() throws IOException {
        most("4096 131072 6291456\n", USUAL, "4096 16384 4194304\n");
        SystemBuffers buffers = new SystemBuffers(clock, settings);
        set("ipv4/tcp_rmem", "4096 131072 33554432\n");
        clock.advance(Duration.ofMillis(999));
        assertEquals(64 * MIB, buffers.most());
        clock.advance(Duration.ofMillis(1));
        assertEquals(88 * MIB, buffers.most());
    }
}
