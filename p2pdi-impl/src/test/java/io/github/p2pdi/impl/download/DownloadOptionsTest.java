package io.github.p2pdi.impl.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.p2pdi.node.DownloadOptions;
import io.github.p2pdi.node.ExistingFile;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadOptionsTest {
    @Test
    void theDefaultsAreTheDocumentedOnes() {
        DownloadOptions defaults = DownloadOptions.defaults();
        assertEquals(Optional.empty(), defaults.folder());
        assertEquals(Optional.empty(), defaults.name());
        assertEquals(ExistingFile.FAIL, defaults.existing());
        assertEquals(Optional.empty(), defaults.sha256());
        assertEquals(OptionalLong.empty(), defaults.maxRate());
        assertEquals(5, defaults.maxHolders());
    }

    @Test
    void whatSaysTheSameIsEqual() {
        DownloadOptions options = DownloadOptions.builder()
                .folder(Path.of("a"))
                .name("b")
                .existing(ExistingFile.RENAME)
                .maxRate(7)
                .maxHolders(2)
                .build();
        assertEquals(options, options.toBuilder().build());
        assertEquals(options.hashCode(), options.toBuilder().build().hashCode());
        assertNotEquals(options, options.toBuilder().name("c").build());
        assertNotEquals(DownloadOptions.defaults(), options);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "/a", "../a"})
    void aNameHasNoFolderInIt(String name) {
        DownloadOptions.Builder builder = DownloadOptions.builder().name(name);
        assertThrows(IllegalArgumentException.class, builder::build);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.part", "a.STATE", ".lock", "a.b.Tmp", "a.part. ", "a\nb.part"})
    void aNameIsNoneOfThoseOfFilesBesideDocuments(String name) {
        DownloadOptions.Builder builder = DownloadOptions.builder().name(name);
        assertThrows(IllegalArgumentException.class, builder::build);
    }

    @ParameterizedTest
    @ValueSource(strings = {"part", "a.parts", "a.part.txt", "a.state-of-things"})
    void aNameMayLookLikeOneOfThose(String name) {
        assertEquals(
                Optional.of(name), DownloadOptions.builder().name(name).build().name());
    }

    @Test
    void numbersHaveBounds() {
        assertThrows(
                IllegalArgumentException.class,
                () -> DownloadOptions.builder().maxRate(0).build());
        assertThrows(
                IllegalArgumentException.class,
                () -> DownloadOptions.builder().maxHolders(0).build());
        assertThrows(
                IllegalArgumentException.class,
                () -> DownloadOptions.builder().maxHolders(6).build());
    }
}
