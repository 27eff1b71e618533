package io.github.p2pdi.impl.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.p2pdi.impl.codec.RecordedExchanges;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rfc objects: what is written is pinned, what others write is read, what is no Rfc is refused. */
class RfcJsonTest {
    private static final Digest DIGEST = new Digest("0123456789abcdef".repeat(4));
    private static final Rfc RFC = new Rfc(
            7,
            "Host-IMP \"Interface\" <&>",
            PeerAddress.of("peer-a", 4001),
            "rfc7.txt",
            OptionalLong.of(33),
            Optional.of(DIGEST));

    private static RfcEntry plain(long number, String title, String hostname, String path) {
        return new RfcEntry(
                number,
                title,
                hostname,
                path,
                OptionalInt.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                OptionalLong.empty());
    }

    private static List<RfcEntry> list(String text) throws IOException {
        return RfcJson.readList(JsonBytes.stream(text), 1000);
    }

    private static RfcEntry one(String text) throws IOException {
        return RfcJson.readOne(JsonBytes.stream(text));
    }

    @Test
    void thePlainFormHasFourFields() {
        String expected =
                "{\"number\": 7, \"title\": \"Host-IMP \\\"Interface\\\" <&>\", \"hostname\": \"peer-a\", \"path\": \"rfc7.txt\"}";
        assertEquals(expected, JsonBytes.text(RfcJson.one(RFC)));
        assertEquals("[" + expected + ", " + expected + "]", JsonBytes.text(RfcJson.plainList(List.of(RFC, RFC))));
    }

    @Test
    void theDetailedFormHasWhatIsKnown() {
        String expected =
                "{\"number\": 7, \"title\": \"Host-IMP \\\"Interface\\\" <&>\", \"hostname\": \"peer-a\", \"path\": \"rfc7.txt\","
                        + " \"port\": 4001, \"scheme\": \"tcp\", \"size\": 33, \"sha256\": \"" + DIGEST.hex()
                        + "\", \"ttl\": 60}";
        RfcEntry entry = RfcEntry.of(RFC, OptionalLong.of(60));
        assertEquals(expected, JsonBytes.text(RfcJson.detailedOne(entry)));
        String sparse = "{\"number\": 1, \"title\": \"\", \"hostname\": \"\", \"path\": \"\"}";
        assertEquals(
                "[" + expected + ", " + sparse + "]",
                JsonBytes.text(RfcJson.detailed(List.of(entry, plain(1, "", "", "")))));
    }

    @Test
    void noRecordsAreAnEmptyArray() throws IOException {
        assertEquals("[]", JsonBytes.text(RfcJson.plainList(List.of())));
        assertEquals("[]", JsonBytes.text(RfcJson.detailed(List.of())));
        assertEquals(List.of(), list("[]"));
    }

    @Test
    void whatWasWrittenIsReadAgain() throws IOException {
        List<RfcEntry> entries = List.of(RfcEntry.of(RFC, OptionalLong.of(60)), plain(0, "Ü€😀\n\u2028", "h", "p\\q"));
        assertEquals(entries, RfcJson.readList(JsonBytes.stream(RfcJson.detailed(entries)), 2));
        assertEquals(entries.get(0), RfcJson.readOne(JsonBytes.stream(RfcJson.detailedOne(entries.get(0)))));
        assertEquals(plain(7, RFC.title(), "peer-a", "rfc7.txt"), RfcJson.readOne(JsonBytes.stream(RfcJson.one(RFC))));
    }

    @Test
    void recordedAnswersAreRead() throws IOException {
        List<String> bodies = RecordedExchanges.answers().stream()
                .map(frame -> new String(frame, StandardCharsets.UTF_8).split("\r\n\r\n", 2)[1])
                .filter(body -> body.contains("\"number\""))
                .toList();
        assertEquals(3, bodies.size());
        List<RfcEntry> index = List.of(
                plain(9, "Gone", "peer-a", "/srv/docs/rfc9.txt"),
                plain(8, "Empty", "peer-a", "/srv/docs/rfc8.txt"),
                plain(7, "Host-IMP Interface", "peer-a", "/srv/docs/rfc7.txt"));
        assertEquals(index, list(bodies.get(0)));
        assertEquals(index.get(2), one(bodies.get(1)));
        byte[] bytes = bodies.get(0).getBytes(StandardCharsets.UTF_8);
        for (int size = 0; size < bytes.length; size++) {
            ByteArrayInputStream cut = new ByteArrayInputStream(bytes, 0, size);
            assertThrows(JsonFormatException.class, () -> RfcJson.readList(cut, 1000), "cut at " + size);
        }
    }

    @Test
    void allButTheNumberMayBeMissingAndUnknownFieldsAreIgnored() throws IOException {
        assertEquals(plain(5, "", "", ""), one("{\"number\": 5}"));
        assertEquals(plain(5, "", "", ""), one("{\"x\": [{\"number\": \"y\"}], \"number\": 5, \"authors\": null}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "xyz", "0123456789ABCDEF", "0123456789abcdeg"})
    void whatIsNotADigestCountsAsNone(String part) throws IOException {
        String hex = part.length() == 16 ? part.repeat(4) : part;
        assertEquals(plain(5, "", "", ""), one("{\"number\": 5, \"sha256\": \"" + hex + "\"}"));
    }

    @ParameterizedTest
    @CsvSource({
        "-1,0",
        "0,0",
        "60,60",
        "2147483647,2147483647",
        "2147483648,2147483647",
        "9223372036854775807,2147483647",
        "99999999999999999999999,2147483647",
        "-99999999999999999999999,0"
    })
    void theTtlIsBroughtIntoRange(String ttl, long expected) throws IOException {
        assertEquals(
                OptionalLong.of(expected),
                one("{\"number\": 5, \"ttl\": " + ttl + "}").ttlSeconds());
    }

    @Test
    void aNegativeSizeCountsAsNone() throws IOException {
        assertEquals(OptionalLong.empty(), one("{\"number\": 5, \"size\": -1}").size());
        assertEquals(OptionalLong.of(0), one("{\"number\": 5, \"size\": 0}").size());
    }

    @Test
    void aSizeBeyond64BitsCountsAsNone() throws IOException {
        assertEquals(
                OptionalLong.empty(),
                one("{\"number\": 5, \"size\": " + "9".repeat(30) + "}").size());
    }

    static Stream<String> impossible() {
        return Stream.of(
                "{\"number\": 5, \"port\": 0}",
                "{\"number\": 5, \"port\": -1}",
                "{\"number\": 5, \"port\": 65536}",
                "{\"number\": 5, \"port\": 4294967297}",
                "{\"number\": 5, \"port\": 99999999999999999999}",
                "{\"number\": 5, \"port\": " + "9".repeat(30) + "}",
                "{\"number\": -1}",
                "{\"number\": 9223372036854775808}",
                "{\"number\": -99999999999999999999}",
                "{\"number\": " + "9".repeat(30) + "}",
                "{\"number\": 5, \"hostname\": \"" + "a".repeat(5_000) + "\"}");
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void aRecordWithANumberAHostNameOrAPortThatCannotBeOneIsLeftOutOfAListAndRefusedAlone(String entry)
            throws IOException {
        assertEquals(List.of(plain(6, "", "", "")), list("[" + entry + ", {\"number\": 6}]"));
        assertThrows(JsonFormatException.class, () -> one(entry));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"title\": \"a\"}",
                "{\"number\": \"7\"}",
                "{\"number\": 7.0}",
                "{\"number\": 1e3}",
                "{\"number\": null}",
                "{\"number\": 1, \"number\": 1}",
                "{\"number\": 1, \"title\": 7}",
                "{\"number\": 1, \"title\": null}",
                "{\"number\": 1, \"hostname\": []}",
                "{\"number\": 1, \"path\": {}}",
                "{\"number\": 1, \"port\": \"80\"}",
                "{\"number\": 1, \"port\": 80.0}",
                "{\"number\": 1, \"scheme\": 1}",
                "{\"number\": 1, \"size\": \"1\"}",
                "{\"number\": 1, \"size\": 1.5}",
                "{\"number\": 1, \"sha256\": 1}",
                "{\"number\": 1, \"ttl\": 1.5}",
                "[]",
                "7",
                "null",
                "\"{}\"",
                "[{\"number\": 1}]",
                ""
            })
    void whatIsNotAnRfcIsRefusedAndWithItTheList(String text) {
        assertThrows(JsonFormatException.class, () -> one(text));
        assertThrows(JsonFormatException.class, () -> list("[{\"number\": 6}, " + text + "]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"number\": 1}", "\"[]\"", "null", "", "[\"{\\\"number\\\": 1}\"]", "[] []"})
    void whatIsNotAListOfRfcsIsRefused(String text) {
        assertThrows(JsonFormatException.class, () -> list(text));
    }

    @Test
    void aListLongerThanWantedIsRefused() {
        assertThrows(
                JsonFormatException.class,
                () -> RfcJson.readList(JsonBytes.stream("[{\"number\": 1}, {\"number\": 1}]"), 1));
    }
}
