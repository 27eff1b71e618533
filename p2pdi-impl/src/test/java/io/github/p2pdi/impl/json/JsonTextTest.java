package io.github.p2pdi.impl.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.FormattingStyle;
import com.google.gson.Gson;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is written by hand is what gson writes. */
class JsonTextTest {
    private static final String LETTERS =
            "ab \"\\/\b\t\n\u000b\f\r\u0000\u001f\u007f\u0080ä€\u2027\u2028\u2029\u202a😀<&'=";

    private static final String[] NAMES = {"", "ttl", "chunk_size", "sha256"};

    private static String anyText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            int at = LETTERS.offsetByCodePoints(0, random.nextInt(LETTERS.codePointCount(0, LETTERS.length())));
            text.appendCodePoint(LETTERS.codePointAt(at));
        }
        return text.toString();
    }

    /** The same calls to both. */
    private static void write(JsonText out, JsonWriter gson, Random random, int depth) throws IOException {
        switch (random.nextInt(depth > 3 ? 4 : 6)) {
            case 0, 1 -> {
                String text = anyText(random);
                out.value(text);
                gson.value(text);
            }
            case 2 -> {
                long number = random.nextLong() >> random.nextInt(64);
                out.value(number);
                gson.value(number);
            }
            case 3 -> {
                boolean truth = random.nextBoolean();
                out.value(truth);
                gson.value(truth);
            }
            case 4 -> {
                out.beginArray();
                gson.beginArray();
                for (int i = random.nextInt(4); i > 0; i--) {
                    write(out, gson, random, depth + 1);
                }
                out.endArray();
                gson.endArray();
            }
            default -> {
                out.beginObject();
                gson.beginObject();
                for (int i = random.nextInt(4); i > 0; i--) {
                    String name = NAMES[random.nextInt(NAMES.length)];
                    out.name(new JsonName(name));
                    gson.name(name);
                    write(out, gson, random, depth + 1);
                }
                out.endObject();
                gson.endObject();
            }
        }
    }

    private static JsonWriter gson(StringWriter into) {
        JsonWriter gson = new JsonWriter(into);
        gson.setFormattingStyle(FormattingStyle.COMPACT.withSpaceAfterSeparators(true));
        return gson;
    }

    @Test
    void anyValueIsWrittenAsGsonWritesIt() throws IOException {
        for (long seed = 1; seed <= 3000; seed++) {
            StringWriter expected = new StringWriter();
            JsonText out = new JsonText(8);
            write(out, gson(expected), new Random(seed), 0);
            assertEquals(expected.toString(), JsonBytes.text(out.toByteBuffer()), "seed " + seed);
        }
    }

    @Test
    void anyValueWithinATextIsThatTextAsAString() throws IOException {
        for (long seed = 1; seed <= 3000; seed++) {
            StringWriter inner = new StringWriter();
            JsonText out = new JsonText(8);
            out.beginArray();
            out.beginText();
            write(out, gson(inner), new Random(seed), 0);
            out.endText();
            out.value(1).endArray();
            String[] read = new Gson().fromJson(JsonBytes.text(out.toByteBuffer()), String[].class);
            assertEquals(inner.toString(), read[0], "seed " + seed);
            assertEquals("1", read[1]);
        }
    }
}
