package io.github.p2pdi.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class JsonLineTest {
    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

    /** Whatever the terminal's character set, as that of LANG=C. */
    @Test
    void itIsTheSameInAllCharacterSets() {
        String title = "Z\u00fcrich \u4e2d \ud83d\ude00";

        String line = new JsonLine().text("title", title).toString();

        String printed = new String(line.getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII);
        assertFalse(printed.contains("?"), printed);
        String read = ESCAPE.matcher(printed)
                .replaceAll(escape -> Character.toString((char) Integer.parseInt(escape.group(1), 16)));
        assertEquals("{\"title\": \"" + title + "\"}", read);
    }
}
