package io.github.p2pdi.examples;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class TemporaryFolderTest {
    @Test
    void closingDeletesAllThatIsInIt() throws IOException {
        TemporaryFolder folder = TemporaryFolder.create("p2pdi-test-");
        Files.writeString(Files.createDirectories(folder.path().resolve("a/b")).resolve("file"), "x");

        folder.close();

        assertFalse(Files.exists(folder.path()));
    }

    @Test
    void closingTwiceIsQuiet() throws IOException {
        TemporaryFolder folder = TemporaryFolder.create("p2pdi-test-");
        folder.close();

        assertDoesNotThrow(folder::close);
    }
}
