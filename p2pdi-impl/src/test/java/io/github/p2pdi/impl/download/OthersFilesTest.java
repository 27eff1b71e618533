package io.github.p2pdi.impl.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.node.DownloadOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Another program has a file whose name is what that of a download's state would be. */
class OthersFilesTest extends Downloading {
    private static final byte[] DOCUMENT = bytes(3 * CHUNK);
    private static final String SAVED = "saved game";

    private Path others;

    @BeforeEach
    void begin() throws Exception {
        others = Files.writeString(folder.resolve("rfc7.bin.state"), SAVED);
        holder(DOCUMENT);
    }

    @Test
    void nameThatAHolderTellsIsPassedOver() throws Exception {
        Path file = fetch();
        assertEquals(folder.resolve("rfc7.txt"), file);
        assertArrayEquals(DOCUMENT, Files.readAllBytes(file));
        assertEquals(SAVED, Files.readString(others));
    }

    @Test
    void nameThatIsAskedForIsRefused() throws Exception {
        DownloadOptions named = DownloadOptions.builder().name("rfc7.bin").build();
        StorageException e = assertThrows(StorageException.class, () -> fetch(named));
        assertTrue(e.getMessage().startsWith(others + " is in the way"), e.getMessage());
        assertEquals(SAVED, Files.readString(others));
        assertEquals(List.of("rfc7.bin.state"), files());
    }
}
