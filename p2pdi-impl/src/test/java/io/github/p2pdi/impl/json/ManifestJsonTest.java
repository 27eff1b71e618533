package io.github.p2pdi.impl.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.Manifest;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Manifests: what is written is pinned, what does not fit together is refused. */
class ManifestJsonTest {
    private static final String A = "0a".repeat(32);
    private static final String B = "0b".repeat(32);
    private static final Manifest MANIFEST = new Manifest(
            new Digest("0123456789abcdef".repeat(4)), 15, 10, HexFormat.of().parseHex(A + B));
    private static final String TEXT = "{\"number\": 7, \"size\": 15, \"sha256\": \"" + "0123456789abcdef".repeat(4)
            + "\", \"chunk_size\": 10, \"chunks\": [\"" + A + "\", \"" + B + "\"]}";

    private static Manifest read(String text) throws IOException {
        return ManifestJson.read(JsonBytes.stream(text), 7, 10);
    }

    @Test
    void theFormIsThatOfTheProtocol() {
        assertEquals(TEXT, JsonBytes.text(ManifestJson.of(7, MANIFEST)));
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        assertEquals(MANIFEST, read(TEXT));
        Manifest empty = new Manifest(MANIFEST.sha256(), 0, Manifest.SMALLEST_CHUNK, new byte[0]);
        assertEquals(empty, read(JsonBytes.text(ManifestJson.of(7, empty))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"number\": 7,| \"number\": 8,| document 8",
                "\"number\": 7,| '' | document -1",
                "\"size\": 15,| '' | -1 bytes",
                "\"size\": 15| \"size\": 25 | 25 bytes",
                "\"size\": 15| \"size\": 9223372036854775807 | does not fit",
                "\"size\": 15| \"size\": -5 | does not fit",
                "\"chunk_size\": 10| \"chunk_size\": 0 | does not fit",
                "\"chunk_size\": 10| \"chunk_size\": 1 | does not fit",
                "\"sha256\": \"01| \"sha256\": \"0X | SHA-256",
                "\"sha256\"| \"sha\" | without sha256",
                "\"chunks\"| \"other\" | without chunks",
                "\"0a0a| \"0a0 | SHA-256",
                "\"chunks\": [| \"chunks\": [1, | STRING",
            })
    void whatDoesNotFitIsRefused(String part, String instead, String why) {
        assertTrue(TEXT.contains(part), part);
        JsonFormatException refusal = assertThrows(
                JsonFormatException.class, () -> read(TEXT.replaceFirst(java.util.regex.Pattern.quote(part), instead)));
        assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
    }

    @Test
    void moreChunksThanExpectedAreRefusedBeforeTheyAreRead() {
        assertThrows(JsonFormatException.class, () -> ManifestJson.read(JsonBytes.stream(TEXT), 7, 1));
    }
}
