package io.github.p2pdi.impl.json;

import static io.github.p2pdi.impl.json.Refusals.refusal;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** More than anybody needs is refused, and before it is held. */
class JsonLimitsTest {
    @Test
    void theDepthEndsAtEight() {
        String eight = "[{\"a\":[{\"a\":[{\"a\":[{}]}]}]}]";
        assertDoesNotThrow(() -> JsonInput.read(JsonBytes.stream(eight), Refusals::skipped));
        String nine = eight.replace("{}", "{\"a\":[]}");
        assertTrue(refusal(JsonBytes.stream(nine), Refusals::skipped).contains("deeper than 8"));
        refusal(JsonBytes.stream("[".repeat(1_000_000)), Refusals::skipped);
        refusal(JsonBytes.stream("{\"a\":".repeat(1_000_000)), Refusals::skipped);
    }

    @Test
    void aNumberHasAtMost20Characters() throws IOException {
        String twenty = "1.234567890123456789";
        assertEquals(Double.parseDouble(twenty), JsonInput.read(JsonBytes.stream(twenty), StrictReader::decimal));
        assertTrue(
                refusal(JsonBytes.stream(twenty + "0"), StrictReader::decimal).contains("20 characters"));
        assertTrue(refusal(JsonBytes.stream("[" + "1".repeat(21) + "]"), Refusals::skipped)
                .contains("20 characters"));
        refusal(JsonBytes.stream("[" + "1".repeat(100_000) + "]"), Refusals::skipped);
        refusal(JsonBytes.stream("[0." + "0".repeat(1_000) + "1]"), Refusals::skipped);
    }

    @Test
    void aNumberThatMayBeACookieIsNotTold() {
        for (String number : new String[] {
            "777777771234567.5", "-7777777712345678.0", "9223372036854775808", "7777.777712345678e3", "1".repeat(26)
        }) {
            String message = refusal(JsonBytes.stream(number), StrictReader::integer);
            assertTrue(message.contains("***") && !message.contains("777") && !message.contains("922"), message);
        }
        assertTrue(refusal(JsonBytes.stream("7.0"), StrictReader::integer).contains("7.0 is not an integer"));
    }

    static Stream<String> stringsOf4KiB() {
        return Stream.of(
                "x".repeat(4096),
                "ä".repeat(2048),
                "€".repeat(1365) + "x",
                "😀".repeat(1024),
                "\\u0041".repeat(4096),
                "\\n".repeat(4096));
    }

    @ParameterizedTest
    @MethodSource("stringsOf4KiB")
    void aStringHasAtMost4KiBInUtf8(String raw) throws IOException {
        String text = JsonInput.read(JsonBytes.stream("\"" + raw + "\""), StrictReader::string);
        assertEquals(4096, text.getBytes(StandardCharsets.UTF_8).length);
        String longer = "\"" + raw + "x\"";
        assertTrue(refusal(JsonBytes.stream(longer), StrictReader::string).contains("4096"));
        assertTrue(refusal(JsonBytes.stream("{" + longer + ":1}"), Refusals::skipped)
                .contains("4096"));
    }

    @Test
    void anEndlessStringIsRefusedBeforeItIsGathered() {
        InputStream endless = new InputStream() {
            private int given;

            @Override
            public int read() {
                assertTrue(given++ < 100_000, "read on and on");
                return given == 1 ? '"' : 'x';
            }

            @Override
            public int read(byte[] into, int from, int most) {
                for (int i = 0; i < most; i++) {
                    into[from + i] = (byte) read();
                }
                return most;
            }
        };
        assertTrue(refusal(endless, Refusals::skipped).contains("4096"));
    }

    @Test
    void anEndlessStringOfEscapesIsRefusedBeforeItIsGathered() {
        refusal(JsonBytes.stream("[\"" + "\\\"".repeat(20_000) + "\"]"), Refusals::skipped);
        refusal(JsonBytes.stream("[\"" + "\\u0041".repeat(10_000) + "\"]"), Refusals::skipped);
    }

    @Test
    void anObjectHasAtMost64Names() {
        StringBuilder text = new StringBuilder("{\"n\":0");
        for (int i = 1; i < 64; i++) {
            text.append(",\"n").append(i).append("\":0");
        }
        assertDoesNotThrow(() -> JsonInput.read(JsonBytes.stream(text + "}"), Refusals::skipped));
        assertTrue(
                refusal(JsonBytes.stream(text + ",\"x\":0}"), Refusals::skipped).contains("64 names"));
    }

    @Test
    void anArrayHasAtMostTheItemsThatAreWanted() {
        JsonInput.Shape<String> two = json -> {
            json.array(2, json::skip);
            return "";
        };
        assertDoesNotThrow(() -> JsonInput.read(JsonBytes.stream("[1,[2,3,4]]"), two));
        assertTrue(refusal(JsonBytes.stream("[1,2,3]"), two).contains("more than 2 items"));
    }
}
