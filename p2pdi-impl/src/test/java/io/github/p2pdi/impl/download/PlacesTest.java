package io.github.p2pdi.impl.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.p2pdi.error.DocumentNotFoundException;
import io.github.p2pdi.error.DocumentNotFoundException.Attempt;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.Download;
import io.github.p2pdi.node.DownloadOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holders choose the names of documents, and may choose that of another that was begun. */
class PlacesTest extends Transferring {
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

    /** Whose digest is another one. */
    private HolderDouble other(String name) throws Exception {
        HolderDouble other = holder(EIGHT);
        other.name = name;
        return other;
    }

    @ParameterizedTest
    @ValueSource(strings = {"rfc7.bin", "b.bin"})
    void whoAnswersFirstDoesNotDecideOfAPart(String name) throws Exception {
        HolderDouble other = other(name);
        withMeans(new RealDisk(), means -> {
            Transfer transfer = new Transfer(7, DownloadOptions.defaults(), new Answering(other, seven), means);
            Path file = transfer.run();
            assertEquals(folder.resolve("rfc7.bin"), file);
            assertHad(SEVEN, file);
            assertEquals(5L * CHUNK, transfer.resumed());
        });
    }

    /** Holders that answer one after the other when they are asked, each once the one before has been heard. */
    private static final class Answering implements HolderSearch.Candidates {
        private final Iterator<HolderDouble> holders;
        private Runnable news = () -> {};
        private boolean asked;
        private boolean mayAnswer;

        Answering(HolderDouble... holders) {
            this.holders = List.of(holders).iterator();
        }

        @Override
        public Optional<Rfc> next() {
            boolean answers = mayAnswer && holders.hasNext();
            mayAnswer = !answers;
            if (answers) {
                return Optional.of(record(holders.next()));
            }
            news.run();
            return Optional.empty();
        }

        @Override
        public void ask(Runnable listener) {
            if (!asked) {
                asked = true;
                mayAnswer = true;
                news = listener;
                listener.run();
            }
        }

        @Override
        public boolean isExhausted() {
            return !holders.hasNext();
        }

        @Override
        public List<Attempt> attempts() {
            return List.of();
        }
    }
}
