package io.github.p2pdi.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How little it takes to write a transport. */
class PlainSocketsTest {
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);

    @Test
    void itHasFewerThan80LinesOfCode() throws Exception {
        String source = Files.readString(Path.of("src/main/java/io/github/p2pdi/examples/PlainSockets.java"));
        long lines = COMMENT.matcher(source)
                .replaceAll("")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("import ") && !line.startsWith("package "))
                .count();

        assertTrue(50 < lines && lines < 80, lines + " lines");
    }
}
