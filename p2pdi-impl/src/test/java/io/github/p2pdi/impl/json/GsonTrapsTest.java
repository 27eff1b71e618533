package io.github.p2pdi.impl.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

/**
 * What gson's reader lets through although it is strict, each next to the proof that ours does not. When one of the first halves fails after an
 * update of gson, a guard of ours may have become needless.
 */
class GsonTrapsTest {
    private static JsonReader gson(String text) {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        return reader;
    }

    private static void assertWeRefuse(String text, JsonInput.Shape<?> shape) {
        assertThrows(JsonFormatException.class, () -> JsonInput.read(text, shape));
        assertThrows(JsonFormatException.class, () -> JsonInput.read(JsonBytes.stream(text), shape));
    }

    @Test
    void gsonReadsANumberFromAString() throws IOException {
        assertEquals(7, gson("\"7\"").nextLong());
        assertWeRefuse("\"7\"", StrictReader::integer);
    }

    @Test
    void gsonReadsAnIntegerFromAFraction() throws IOException {
        assertEquals(7, gson("7.0").nextLong());
        assertEquals(1000, gson("1e3").nextInt());
        assertWeRefuse("7.0", StrictReader::integer);
        assertWeRefuse("1e3", StrictReader::integer);
    }

    @Test
    void gsonReadsAnIntegerBeyond64BitsAsAnother() throws IOException {
        assertEquals(Long.MAX_VALUE, gson("9223372036854775808").nextLong());
        assertWeRefuse("9223372036854775808", StrictReader::integer);
    }

    @Test
    void gsonReadsAStringFromANumber() throws IOException {
        assertEquals("7", gson("7").nextString());
        assertWeRefuse("7", StrictReader::string);
    }

    @Test
    void gsonReadsHalfOfASurrogatePair() throws IOException {
        assertEquals("\ud800", gson("\"\\ud800\"").nextString());
        assertWeRefuse("\"\\ud800\"", StrictReader::string);
    }

    @Test
    void gsonReadsANameTwice() throws IOException {
        JsonReader reader = gson("{\"a\":1,\"a\":2}");
        reader.beginObject();
        assertEquals("a", reader.nextName());
        reader.skipValue();
        assertEquals("a", reader.nextName());
        assertWeRefuse("{\"a\":1,\"a\":2}", json -> {
            json.skip();
            return "";
        });
    }

    @Test
    void gsonReadsPastAByteOrderMark() throws IOException {
        assertEquals(7, gson("\ufeff7").nextLong());
        assertWeRefuse("\ufeff7", StrictReader::integer);
    }

    @Test
    void gsonGathersAStringOfAnyLength() throws IOException {
        String large = "\"" + "x".repeat(100_000) + "\"";
        assertEquals(100_000, gson(large).nextString().length());
        assertWeRefuse(large, StrictReader::string);
    }

    @Test
    void gsonSkipsWhatItDoesNotReadWithoutALook() throws IOException {
        JsonReader reader = gson("[\"a\nb\"]");
        reader.beginArray();
        reader.skipValue();
        reader.endArray();
        assertWeRefuse("[\"a\nb\"]", json -> {
            json.skip();
            return "";
        });
    }
}
