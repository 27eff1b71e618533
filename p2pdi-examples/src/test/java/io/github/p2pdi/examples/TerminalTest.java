package io.github.p2pdi.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {
    @ParameterizedTest
    @CsvSource({"50 132, 50, 132", "0 0, 24, 80", "7 9, 7, 80", "'', 24, 80", "24 many, 24, 80"})
    void isAsLargeAsSttySaysWhereThatCanBe(String size, int rows, int columns) {
        assertEquals(new Terminal(rows, columns), Terminal.ofSize(size));
    }

    @ParameterizedTest
    @CsvSource({
        "/dev/pts/7, false",
        "/dev/tty1, false",
        "/dev/null, true",
        "pipe:[4711], true",
        "/var/log/get.log, true"
    })
    @DisabledOnOs(OS.WINDOWS)
    void isNotAskedForWhereADescriptorLeadsElsewhere(String target, boolean elsewhere, @TempDir Path folder)
            throws IOException {
        Path descriptor = Files.createSymbolicLink(folder.resolve("2"), Path.of(target));
        assertEquals(elsewhere, Terminal.isElsewhere(descriptor));
    }

    @Test
    void mayBeThereWhereNobodyKnowsOfDescriptors(@TempDir Path folder) {
        assertFalse(Terminal.isElsewhere(folder.resolve("2")));
    }
}
