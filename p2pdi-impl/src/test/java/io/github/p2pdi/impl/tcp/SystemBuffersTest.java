package io.github.p2pdi.impl.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SystemBuffersTest {
    private static final long MIB = 1 << 20;

    @TempDir
    Path settings;

    private long most(String grown, String asked) throws IOException {
        Files.createDirectories(settings.resolve("ipv4"));
        Files.createDirectories(settings.resolve("core"));
        Files.writeString(settings.resolve("ipv4/tcp_rmem"), grown);
        Files.writeString(settings.resolve("core/rmem_max"), asked);
        return SystemBuffers.most(settings);
    }

    @Test
    void twiceTheLargestReceiveBufferAndSomeMore() throws IOException {
        assertEquals(80 * MIB, most("4096\t131072\t33554432\n", "212992\n"));
        assertEquals(416 * MIB, most("4096\t131072\t6291456\n", Long.toString(100 * MIB)));
    }

    @Test
    void neverLessThan64MiB() throws IOException {
        assertEquals(64 * MIB, most("4096 131072 6291456\n", "212992\n"));
    }

    @Test
    void noDocumentIsSoLargeWhereNobodyCanTell() throws IOException {
        assertEquals(Long.MAX_VALUE, SystemBuffers.most(settings));
        assertEquals(Long.MAX_VALUE, most("4096 131072 many\n", "212992\n"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void thisSystemTells() {
        assertTrue(SystemBuffers.most() < Long.MAX_VALUE);
    }
}
