package io.github.p2pdi.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left where an authority is stopped, or cannot put what it has made where it belongs. */
class ThrowAwayAuthorityTest {
    @TempDir
    private Path target;

    private TemporaryFolder work;
    private ThrowAwayAuthority authority;

    @BeforeEach
    void make() throws IOException {
        work = TemporaryFolder.create("p2pdi-test-");
        authority = new ThrowAwayAuthority(work);
    }

    @AfterEach
    void close() {
        work.close();
    }

    private List<String> moved() throws IOException {
        try (Stream<Path> files = Files.list(target)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static void assertStopped(Exception thrown) {
        assertEquals("stopped before all certificates were made", thrown.getMessage());
    }

    @Test
    void nothingIsMovedWhereNotAllCanBe() throws Exception {
        Path there = Files.writeString(target.resolve("server-key.pem"), "of somebody else");
        authority.create();
        authority.issue("server", List.of());

        assertThrows(FileAlreadyExistsException.class, () -> authority.moveInto(target));

        assertEquals(List.of("server-key.pem"), moved());
        assertEquals("of somebody else", Files.readString(there));
    }

    @Test
    void nothingIsMovedOnceItIsStopped() throws Exception {
        authority.create();
        authority.stop();

        assertStopped(assertThrows(UnexpectedOutcomeException.class, () -> authority.moveInto(target)));

        assertEquals(List.of(), moved());
    }

    @Test
    void nothingIsMadeOnceItIsStopped() throws Exception {
        authority.stop();

        assertStopped(assertThrows(UnexpectedOutcomeException.class, authority::create));

        try (Stream<Path> made = Files.list(work.path())) {
            assertEquals(List.of(), made.toList());
        }
    }
}
