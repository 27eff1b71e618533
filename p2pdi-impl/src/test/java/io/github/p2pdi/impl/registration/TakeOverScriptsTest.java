package io.github.p2pdi.impl.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.impl.figure.Figure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who is given a record that is there already, script by script. */
class TakeOverScriptsTest {
    private static final int SCRIPTS = 50;

    @Test
    void scriptsEndAsTheProtocolSays() throws IOException {
        assertEquals(List.of(), failures());
    }

    @Test
    @Tag("figure")
    void figure() throws IOException {
        List<String> failures = failures();
        failures.forEach(System.out::println);
        Figure.all("take-over scripts as the protocol says", SCRIPTS - failures.size(), SCRIPTS)
                .show();
    }

    private static List<String> failures() throws IOException {
        List<String> scripts = scripts();
        assertEquals(SCRIPTS, scripts.stream().distinct().count());
        List<String> failures = new ArrayList<>();
        for (String script : scripts) {
            int colon = script.indexOf(": ");
            try {
                TakeOverScript.run(script.substring(colon + 2));
            } catch (AssertionError e) {
                failures.add(script.substring(0, colon) + ": " + e.getMessage());
            }
        }
        return failures;
    }

    private static List<String> scripts() throws IOException {
        try (InputStream in = Objects.requireNonNull(TakeOverScriptsTest.class.getResourceAsStream("take-overs.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }
}
