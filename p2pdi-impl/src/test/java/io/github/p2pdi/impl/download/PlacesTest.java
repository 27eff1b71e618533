package io.github.p2pdi.impl.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.p2pdi.error.DocumentNotFoundException;
import io.github.p2pdi.node.Download;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holders choose the names of documents, and may choose that of another that was begun. */
class PlacesTest extends Downloading {
    private static final byte[] SEVEN = bytes(12 * CHUNK);
    private static final byte[] EIGHT = bytes(12 * CHUNK + 1);

    private HolderDouble seven;

    @BeforeEach
    void beginSeven() throws Exception {
        seven = holder(SEVEN);
        seven.cutAfter = 5L * CHUNK + CHUNK / 2;
        seven.onRequest = () -> seven.status = seven.served.get() > 0 ? 404 : 200;
        assertThrows(DocumentNotFoundException.class, this::fetch);
        assertEquals(List.of("rfc7.bin.part", "rfc7.bin.state"), files());
        seven.onRequest = () -> seven.status = 200;
        seven.cutAfter = Long.MAX_VALUE;
    }

    private void eightIsCalled(String name) throws Exception {
        HolderDouble eight = new HolderDouble(8, EIGHT);
        eight.name = name;
        holders.add(eight);
    }

    private void assertEightIsHadAs(String name) throws Exception {
        learn();
        Path file = peer.download(8).await(Duration.ofSeconds(40));
        assertEquals(folder.resolve(name), file);
        assertArrayEquals(EIGHT, Files.readAllBytes(file));
        assertEquals(List.of("rfc7.bin.part", "rfc7.bin.state", name), files());
        Download again = peer.download(7);
        assertArrayEquals(SEVEN, Files.readAllBytes(again.await(Duration.ofSeconds(40))));
        assertEquals(5L * CHUNK, again.progress().resumed());
    }

    @Test
    void nameThatIsFreeIsTakenBeforeThatOfAnotherDocumentsPart() throws Exception {
        eightIsCalled("rfc7.bin");
        eightIsCalled("rfc8.bin");
        assertEightIsHadAs("rfc8.bin");
    }

    @Test
    void whereAllTellTheNameOfAnotherDocumentsPartItGetsOneOfOurs() throws Exception {
        eightIsCalled("rfc7.bin");
        assertEightIsHadAs("rfc8.txt");
    }
}
