package io.github.p2pdi.impl.json;

import static io.github.p2pdi.impl.json.Refusals.refusal;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not exactly JSON, or not of the type that is due, is refused. */
class StrictReaderTest {
    static Stream<String> notJson() {
        return Stream.of(
                "",
                " ",
                "\n\n",
                "{",
                "}",
                "[",
                "]",
                "[}",
                "{]",
                "[1",
                "[1,",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,",
                "\"a",
                "tru",
                "nul",
                "[1,]",
                "[,1]",
                "[1,,2]",
                "[1 2]",
                "[1;2]",
                "{\"a\":1,}",
                "{,}",
                "{\"a\" 1}",
                "{\"a\"=1}",
                "{\"a\"=>1}",
                "{\"a\":1;\"b\":2}",
                "{a:1}",
                "{'a':1}",
                "{1:1}",
                "{null:1}",
                "['a']",
                "[a]",
                "[TRUE]",
                "[True]",
                "[Null]",
                "[nulL]",
                "[NaN]",
                "[-NaN]",
                "[Infinity]",
                "[-Infinity]",
                "[undefined]",
                "[+1]",
                "[01]",
                "[-01]",
                "[-]",
                "[.5]",
                "[5.]",
                "[1e]",
                "[1e+]",
                "[0x10]",
                "[1_0]",
                "[1L]",
                "[1]1",
                "{}{}",
                "{} x",
                "[]]",
                "1 2",
                "// c\n{}",
                "/* c */{}",
                "# c\n{}",
                "{}//",
                "[1/**/]",
                ")]}'\n{}",
                "{} \0",
                "[\"\\a\"]",
                "[\"\\'\"]",
                "[\"\\\n\"]",
                "[\"\\u12\"]",
                "[\"\\u12x4\"]",
                "[\"\\U0041\"]",
                "[\"a\nb\"]",
                "[\"a\tb\"]",
                "[\"\0\"]",
                "[\"\u001f\"]",
                "{\"a\nb\":1}",
                "\ufeff{}",
                "\ufeff",
                "{\ufeff}",
                "\u00a0{}",
                "\f{}",
                "\u000b{}",
                "[1\u00a0]");
    }

    @ParameterizedTest
    @MethodSource("notJson")
    void whatIsNotJsonIsRefused(String text) {
        refusal(JsonBytes.stream(text), Refusals::skipped);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":2}",
                "{\"a\":1,\"b\":2,\"a\":1}",
                "{\"a\":1,\"\\u0061\":2}",
                "[{\"x\":{\"a\":1,\"a\":1}}]",
                "{\"\":1,\"\":1}",
                "{\"a\":{\"b\":1},\"a\":1}"
            })
    void aNameThatComesTwiceIsRefusedWhereverItIs(String text) {
        assertTrue(refusal(JsonBytes.stream(text), Refusals::skipped).contains("twice"));
    }

    @Test
    void theSameNameInDifferentObjectsIsFine() {
        String text = "[{\"a\":{\"a\":{\"a\":1},\"b\":{\"a\":1}}},{\"a\":1}]";
        assertDoesNotThrow(() -> JsonInput.read(JsonBytes.stream(text), Refusals::skipped));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00ff",
                "\u00c0\u00af",
                "\u00ed\u00a0\u0080",
                "\u00f4\u0090\u0080\u0080",
                "\u00e2\u0082",
                "\u0080",
                "a\u00c3"
            })
    void whatIsNotUtf8IsRefused(String bytes) {
        assertTrue(refusal(JsonBytes.latin1("[\"" + bytes + "\"]"), Refusals::skipped)
                .contains("UTF-8"));
        refusal(JsonBytes.latin1("[1]" + bytes), Refusals::skipped);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\ud800",
                "\\udc00",
                "a\\ud83d",
                "\\ud83dx",
                "\\ud83d\\ud83d\\ude00",
                "\\ude00\\ud83d",
                "\\uD83D\\n"
            })
    void halfOfASurrogatePairIsRefused(String escapes) {
        assertTrue(refusal(JsonBytes.stream("[\"" + escapes + "\"]"), Refusals::skipped)
                .contains("surrogate"));
        assertTrue(refusal(JsonBytes.stream("{\"" + escapes + "\":1}"), Refusals::skipped)
                .contains("surrogate"));
    }

    @Test
    void wholePairsAreReadHoweverTheyAreWritten() throws IOException {
        assertEquals("😀😀", JsonInput.read(JsonBytes.stream("\"😀\\ud83d\\uDE00\""), StrictReader::string));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"7\"",
                "7.0",
                "1e3",
                "1E3",
                "7e0",
                "-7.0",
                "true",
                "null",
                "[7]",
                "{}",
                "9223372036854775808",
                "-9223372036854775809",
                "99999999999999999999"
            })
    void anIntegerIsWrittenAsOneAndFits64Bits(String text) {
        refusal(JsonBytes.stream(text), StrictReader::integer);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "-0,0",
        "7,7",
        "-7,-7",
        "9223372036854775807,9223372036854775807",
        "-9223372036854775808,-9223372036854775808"
    })
    void integersOf64BitsAreReadExactly(String text, long expected) throws IOException {
        assertEquals(expected, JsonInput.read(JsonBytes.stream(text), StrictReader::integer));
    }

    @ParameterizedTest
    @CsvSource({
        "7,7",
        "9223372036854775807,9223372036854775807",
        "9223372036854775808,9223372036854775807",
        "-9223372036854775809,-9223372036854775808",
        "999999999999999999999999999999,9223372036854775807",
        "-999999999999999999999999999999,-9223372036854775808"
    })
    void whereTheyOnlyInformIntegersMayBeOfAnyLength(String text, long expected) throws IOException {
        assertEquals(expected, JsonInput.read(JsonBytes.stream(text), StrictReader::saturatedInteger));
        boolean isExact = Long.toString(expected).equals(text);
        assertEquals(
                isExact ? OptionalLong.of(expected) : OptionalLong.empty(),
                JsonInput.read(JsonBytes.stream(text), StrictReader::integerIfShort));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"7\"", "7.0", "1e3", "true", "null"})
    void anIntegerOfAnyLengthIsWrittenAsOne(String text) {
        refusal(JsonBytes.stream(text), StrictReader::saturatedInteger);
        refusal(JsonBytes.stream(text), StrictReader::integerIfShort);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "1795378576.3363214,1795378576.3363214",
        "1.5e3,1500",
        "1E3,1000",
        "-2.5e-1,-0.25",
        "7,7",
        "1e999,Infinity"
    })
    void decimalsMayHaveAnExponent(String text, double expected) throws IOException {
        assertEquals(expected, JsonInput.read(JsonBytes.stream(text), StrictReader::decimal));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1.5\"", "true", "null", "[]", "\"NaN\""})
    void aDecimalIsANumber(String text) {
        refusal(JsonBytes.stream(text), StrictReader::decimal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "1.5", "true", "null", "[]", "{}"})
    void aStringIsAString(String text) {
        refusal(JsonBytes.stream(text), StrictReader::string);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "\"true\"", "\"false\"", "null", "[true]"})
    void aBooleanIsABoolean(String text) {
        refusal(JsonBytes.stream(text), StrictReader::bool);
    }

    @Test
    void theMessageTellsWhereAndShowsNoControlCharacters() {
        JsonInput.Shape<String> deep = json -> {
            json.array(9, () -> json.object(name -> json.integer()));
            return "";
        };
        String message = refusal(JsonBytes.stream("[{\"a\\u001b\": \"x\"}]"), deep);
        assertTrue(message.contains("$[0].a?") && message.contains("STRING") && message.contains("NUMBER"), message);
    }

    @Test
    void peekTellsWhatComes() throws IOException {
        assertEquals(JsonToken.STRING, JsonInput.read("\"a\"", json -> {
            JsonToken token = json.peek();
            json.skip();
            return token;
        }));
    }
}
